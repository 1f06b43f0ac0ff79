/**
 * A function on AWS Lambda.
 *
 * <p>{@link dev.penstock.function.lambda.LambdaHandler} is the door. {@code Payloads} tells what an invocation carries, a class for
 * each service makes an event of each of its records, and {@code Answer} says what comes again.
 */
@NullMarked
package dev.penstock.function.lambda;

import org.jspecify.annotations.NullMarked;
