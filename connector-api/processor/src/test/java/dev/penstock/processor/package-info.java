/** Tests of the annotation processor. */
@NullMarked
package dev.penstock.processor;

import org.jspecify.annotations.NullMarked;
