package dev.penstock.cli.packaging;

/** What a JVM is told so that a function starts sooner. */
final class StartOptions {
    /**
     * Reflective calls go straight into the JVM. From JDK 18 on it otherwise makes code for each of them, which pays after thousands
     * of calls, and a function binds its config once: a quarter of the processor time of a start on 25. Older ones do not know it.
     */
    static final String REFLECTION = "-Djdk.reflect.useNativeAccessorOnly=true";

    private StartOptions() {}
}
