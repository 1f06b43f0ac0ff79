/** Tests of reading and writing CloudEvents as JSON. */
@NullMarked
package dev.penstock.toolkit.json;

import org.jspecify.annotations.NullMarked;
