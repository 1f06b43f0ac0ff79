@NullMarked
package dev.penstock.scaler;

import org.jspecify.annotations.NullMarked;
