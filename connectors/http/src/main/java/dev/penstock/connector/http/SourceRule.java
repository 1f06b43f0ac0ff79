package dev.penstock.connector.http;

import dev.penstock.toolkit.http.StatusRule;

/** What a status means for the source; written in kebab case in config. */
public enum SourceRule {
    /** There are no items. */
    EMPTY(StatusRule.DELIVERED),
    /** Ask again later. */
    RETRY(StatusRule.RETRY),
    /** Nothing can be read until somebody mends something. */
    HALT(StatusRule.HALT);

    private final StatusRule rule;

    SourceRule(StatusRule rule) {
        this.rule = rule;
    }

    StatusRule rule() {
        return rule;
    }
}
