package com.services.runtime;

import org.jspecify.annotations.Nullable;

/** What the platform's Java runtime tells about an invocation: those of its methods that are used here. */
public interface Context {
    /** The id of the invocation; the same when it is repeated. */
    @Nullable
    String getRequestID();

    /** How long the invocation may still take. */
    int getRemainingTimeInMilliSeconds();

    /** The value of an environment variable of the function, or null. */
    @Nullable
    String getUserData(String key);
}
