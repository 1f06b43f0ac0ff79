package dev.penstock.runtime.logging;

/** How log lines look. */
public enum LogFormat {
    /** For people: time, level, message. */
    HUMAN,
    /** For machines: one JSON object per line. */
    JSON
}
