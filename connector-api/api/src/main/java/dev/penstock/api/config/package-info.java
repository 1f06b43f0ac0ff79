/**
 * Configuration by declaration: a record whose components carry {@link dev.penstock.api.config.Option}.
 *
 * <p>One record yields binding, validation with all problems at once, JSON Schema and the reference page. Component
 * names are camel case in Java and kebab case in the pipeline file ({@code maxWait} is {@code max-wait}).
 */
@NullMarked
package dev.penstock.api.config;

import org.jspecify.annotations.NullMarked;
