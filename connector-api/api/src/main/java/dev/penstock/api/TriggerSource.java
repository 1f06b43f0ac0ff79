package dev.penstock.api;

/**
 * A source that is neither asked nor listens: a platform invokes a function with the events.
 *
 * <p>What an invocation looks like is the platform's affair, so the function's adapter reads it; this only marks a connector
 * whose config says what will invoke the function. It runs in functions, not in the runtime.
 */
public interface TriggerSource extends Source {}
