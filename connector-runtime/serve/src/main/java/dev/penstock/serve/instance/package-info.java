/** Start the processes of a function, watch them, and end them. */
@NullMarked
package dev.penstock.serve.instance;

import org.jspecify.annotations.NullMarked;
