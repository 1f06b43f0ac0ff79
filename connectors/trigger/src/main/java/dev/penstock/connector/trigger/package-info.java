/** What invokes a function. */
@NullMarked
package dev.penstock.connector.trigger;

import org.jspecify.annotations.NullMarked;
