/**
 * From pipeline files to plans that the engine can run, with every problem of every file at once.
 *
 * <p>{@link dev.penstock.runtime.pipeline.PipelineCompiler} is the door; {@link
 * dev.penstock.runtime.pipeline.ConfigReader} reads a single file.
 */
@NullMarked
package dev.penstock.runtime.pipeline;

import org.jspecify.annotations.NullMarked;
