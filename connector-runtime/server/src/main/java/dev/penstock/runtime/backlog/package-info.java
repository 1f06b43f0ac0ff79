/** How much waits in the sources of pipelines, for those who scale by it. */
@NullMarked
package dev.penstock.runtime.backlog;

import org.jspecify.annotations.NullMarked;
