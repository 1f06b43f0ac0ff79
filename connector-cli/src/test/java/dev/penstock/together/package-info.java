/** Connectors beside each other in one runtime, where none may meet another's libraries. */
@NullMarked
package dev.penstock.together;

import org.jspecify.annotations.NullMarked;
