@NullMarked
package dev.penstock.docs;

import org.jspecify.annotations.NullMarked;
