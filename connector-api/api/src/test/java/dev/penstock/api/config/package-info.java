/** Tests. */
@NullMarked
package dev.penstock.api.config;

import org.jspecify.annotations.NullMarked;
