package dev.penstock.toolkit.http;

import dev.penstock.api.Failure;
import dev.penstock.api.Failure.Blame;
import dev.penstock.api.Failure.Remedy;
import dev.penstock.api.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what an HTTP status means for the event that was sent. Immutable.
 *
 * <p>2xx is delivered. 404, 408, 409, 423, 425, 429 and 5xx but 501 and 505 are retried: the target may yet be deployed,
 * unlocked or relieved. 401, 403, 407 and 410 halt: no event will pass until somebody mends something. All else (other 4xx,
 * 501, 505, 3xx) is rejected. A number that is no status at all is retried: the answer was damaged.
 */
public final class StatusTable {
    private static final int FIRST = 100;
    private static final int LAST = 599;
    private static final String KEY = "[1-5](\\d\\d|xx)";
    private static final StatusTable STANDARD = new StatusTable(standardRules());

    private final StatusRule[] rules;

    private StatusTable(StatusRule[] rules) {
        this.rules = rules;
    }

    /** The table without changes. */
    public static StatusTable standard() {
        return STANDARD;
    }

    /**
     * This table with changes.
     *
     * @param changes by status ({@code 404}) or class ({@code 5xx}); a status wins over its class
     * @throws IllegalArgumentException with a message for the user, when a key is neither
     */
    public StatusTable with(Map<String, StatusRule> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        StatusRule[] changed = rules.clone();
        changes.forEach((key, rule) -> {
            if (!key.matches(KEY)) {
                throw new IllegalArgumentException(
                        "'" + key + "' is no HTTP status; write one such as 404, or a class such as 5xx");
            }
            if (key.endsWith("xx")) {
                int from = (key.charAt(0) - '1') * 100;
                Arrays.fill(changed, from, from + 100, rule);
            }
        });
        changes.forEach((key, rule) -> {
            if (!key.endsWith("xx")) {
                changed[Integer.parseInt(key) - FIRST] = rule;
            }
        });
        return new StatusTable(changed);
    }

    /** What the status means. */
    public StatusRule rule(int status) {
        return status < FIRST || status > LAST ? StatusRule.RETRY : rules[status - FIRST];
    }

    /**
     * The outcome for an event answered with that status; the failure's code is {@code http-404}.
     *
     * @param status the status
     * @param message for the failure: what was sent where, and what came back; never a secret
     * @param after what {@link RetryAfter} read, or null
     */
    public Outcome outcome(int status, String message, @Nullable Duration after) {
        String code = "http-" + status;
        return switch (rule(status)) {
            case DELIVERED -> Outcome.delivered();
            case RETRY -> {
                Failure failure = Failure.external(code, message);
                yield after == null ? Outcome.retry(failure) : Outcome.retry(failure, after);
            }
            case REJECTED -> Outcome.rejected(new Failure(code, message, blame(status), Remedy.NONE));
            case HALT -> Outcome.halt(new Failure(code, message, blame(status), Remedy.NONE));
        };
    }

    private static Blame blame(int status) {
        return status >= 500 ? Blame.EXTERNAL : Blame.USER;
    }

    private static StatusRule[] standardRules() {
        StatusRule[] rules = new StatusRule[LAST - FIRST + 1];
        for (int status = FIRST; status <= LAST; status++) {
            rules[status - FIRST] = standardRule(status);
        }
        return rules;
    }

    private static StatusRule standardRule(int status) {
        return switch (status) {
            case 404, 408, 409, 423, 425, 429 -> StatusRule.RETRY;
            case 401, 403, 407, 410 -> StatusRule.HALT;
            case 501, 505 -> StatusRule.REJECTED;
            default ->
                status / 100 == 2 ? StatusRule.DELIVERED : status >= 500 ? StatusRule.RETRY : StatusRule.REJECTED;
        };
    }
}
