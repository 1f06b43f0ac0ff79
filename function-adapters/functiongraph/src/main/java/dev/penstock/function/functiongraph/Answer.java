package dev.penstock.function.functiongraph;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.penstock.engine.Fate;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the platform is told about an invocation: its result, or why it failed, so that the platform repeats it. */
final class Answer {
    /** Failures named in one answer; more of them say no more. */
    private static final int MOST_NAMED = 20;

    private final boolean failed;
    private final String message;
    private final byte[] body;

    private Answer(boolean failed, String message, byte[] body) {
        this.failed = failed;
        this.message = message;
        this.body = body;
    }

    /** A result in JSON. */
    static Answer result(byte[] json) {
        return new Answer(false, "", json);
    }

    /** A failure. */
    static Answer failure(String type, String message) {
        String json = "{\"errorType\":" + quoted(type) + ",\"errorMessage\":" + quoted(message) + "}";
        return new Answer(true, type + ": " + message, json.getBytes(StandardCharsets.UTF_8));
    }

    /** Success only when every event is settled; otherwise which are not, and why. */
    // I1
    static Answer of(List<CloudEvent> events, List<Fate> fates) {
        StringBuilder failures = new StringBuilder();
        String type = "";
        int kept = 0;
        for (int i = 0; i < fates.size(); i++) {
            if (fates.get(i) instanceof Fate.Kept failed) {
                kept++;
                type = type.isEmpty() ? failed.failure().code() : type;
                if (kept <= MOST_NAMED) {
                    failures.append("; event ")
                            .append(i + 1)
                            .append(" (id ")
                            .append(events.get(i).getId())
                            .append("): ")
                            .append(failed.failure().code())
                            .append(": ")
                            .append(failed.failure().message());
                }
            }
        }
        if (kept == 0) {
            return result(("{\"delivered\":" + fates.size() + "}").getBytes(StandardCharsets.UTF_8));
        }
        return failure(type, kept + " of " + fates.size() + " events are not delivered" + failures);
    }

    /** Whether the platform has to repeat the invocation. */
    boolean failed() {
        return failed;
    }

    /** What failed, for a person. */
    String message() {
        return message;
    }

    /** What the platform is sent. */
    byte[] body() {
        return body;
    }

    private static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}
