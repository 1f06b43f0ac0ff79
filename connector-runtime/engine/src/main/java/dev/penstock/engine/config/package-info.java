/** From a tree of values with locations to typed config records, with every problem at once. */
@NullMarked
package dev.penstock.engine.config;

import org.jspecify.annotations.NullMarked;
