/** Many pipelines in one process, each on its own, none in the way of another. */
@NullMarked
package dev.penstock.runtime.supervise;

import org.jspecify.annotations.NullMarked;
