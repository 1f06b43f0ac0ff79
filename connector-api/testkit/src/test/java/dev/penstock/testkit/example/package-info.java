/** The example of the how-to page, as it stands there. */
@NullMarked
package dev.penstock.testkit.example;

import org.jspecify.annotations.NullMarked;
