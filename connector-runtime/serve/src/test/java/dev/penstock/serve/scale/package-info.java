@NullMarked
package dev.penstock.serve.scale;

import org.jspecify.annotations.NullMarked;
