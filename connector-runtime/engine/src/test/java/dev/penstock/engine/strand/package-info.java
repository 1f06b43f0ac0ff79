@NullMarked
package dev.penstock.engine.strand;

import org.jspecify.annotations.NullMarked;
