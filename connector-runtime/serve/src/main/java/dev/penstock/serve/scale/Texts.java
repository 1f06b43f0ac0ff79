package dev.penstock.serve.scale;

import java.time.Duration;

/** Words for people. */
final class Texts {
    private Texts() {}

    /** A duration as it is written in a pipeline: {@code 30s}. */
    static String of(Duration duration) {
        return duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    }
}
