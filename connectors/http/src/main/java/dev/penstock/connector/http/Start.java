package dev.penstock.connector.http;

/** Where the source begins when it runs for the first time. */
public enum Start {
    /** With all items that are there. */
    BEGINNING,
    /** With items that appear after it started. */
    LATEST
}
