package dev.penstock.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.penstock.api.Failure;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What an invocation of a function that polls has done.
 *
 * @param status how it ended
 * @param delivered how many events the sink took
 * @param deadLettered how many events went to the dead letters
 * @param pending how many events wait in the source, if it can tell
 * @param message what happened, for a person
 * @param failure why it failed; null for every other status
 */
public record PollSummary(
        Status status,
        long delivered,
        long deadLettered,
        OptionalLong pending,
        String message,
        @Nullable Failure failure) {

    /** How an invocation ended. */
    public enum Status {
        /** The source has nothing more at present. */
        IDLE,
        /** The source may have more, and the time was over. */
        MORE,
        /** Another invocation is at work; this one did nothing. */
        BUSY,
        /** Something is wrong; what was done until then is kept. */
        FAILED
    }

    static PollSummary busy(String message) {
        return new PollSummary(Status.BUSY, 0, 0, OptionalLong.empty(), message, null);
    }

    static PollSummary failed(Failure failure) {
        return new PollSummary(Status.FAILED, 0, 0, OptionalLong.empty(), failure.message(), failure);
    }

    /** Whether the platform has to hear of an error. */
    public boolean isFailed() {
        return status == Status.FAILED;
    }

    /** The summary as a JSON object on one line. */
    public String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("status", status.name().toLowerCase(Locale.ROOT));
            out.writeNumberField("delivered", delivered);
            out.writeNumberField("deadLettered", deadLettered);
            if (pending.isPresent()) {
                out.writeNumberField("pending", pending.getAsLong());
            }
            if (failure != null) {
                out.writeStringField("code", failure.code());
            }
            out.writeStringField("message", message);
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return text.toString();
    }
}
