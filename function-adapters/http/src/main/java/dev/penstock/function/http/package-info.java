/**
 * A function behind HTTP: a program of its own for Knative, Cloud Run and their like, and a servlet for any container.
 *
 * <p>{@link dev.penstock.function.http.FunctionServer} and {@link dev.penstock.function.http.FunctionServlet} are the doors.
 */
@NullMarked
package dev.penstock.function.http;

import org.jspecify.annotations.NullMarked;
