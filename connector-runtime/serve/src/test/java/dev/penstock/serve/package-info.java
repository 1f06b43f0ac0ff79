@NullMarked
package dev.penstock.serve;

import org.jspecify.annotations.NullMarked;
