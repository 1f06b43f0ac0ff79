package dev.penstock.toolkit.http;

/** What a status means for the event that was sent; written in kebab case in config. */
public enum StatusRule {
    /** Taken. */
    DELIVERED,
    /** Send it again later. */
    RETRY,
    /** The target will never take it. */
    REJECTED,
    /** Nothing more can be sent until somebody mends something. */
    HALT
}
