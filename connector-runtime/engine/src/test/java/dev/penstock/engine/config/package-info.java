/** Tests of the binder. */
@NullMarked
package dev.penstock.engine.config;

import org.jspecify.annotations.NullMarked;
