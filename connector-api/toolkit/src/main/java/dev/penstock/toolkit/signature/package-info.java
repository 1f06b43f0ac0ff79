/** Signing what is sent; checking what is received is the engine's, declared with {@code dev.penstock.api.webhook}. */
@NullMarked
package dev.penstock.toolkit.signature;

import org.jspecify.annotations.NullMarked;
