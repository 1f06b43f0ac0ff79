/**
 * A function on FunctionGraph: {@link dev.penstock.function.functiongraph.CustomRuntime} is a program that fetches its
 * invocations, {@link dev.penstock.function.functiongraph.FunctionHandler} a class for the platform's Java runtime. {@link
 * dev.penstock.function.functiongraph.TriggerEvents} reads what triggers send.
 */
@NullMarked
package dev.penstock.function.functiongraph;

import org.jspecify.annotations.NullMarked;
