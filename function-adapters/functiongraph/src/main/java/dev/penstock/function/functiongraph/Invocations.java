package dev.penstock.function.functiongraph;

import dev.penstock.api.Failure;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.function.HttpInvocations;
import dev.penstock.function.PackagedFunction;
import dev.penstock.function.PollSummary;
import dev.penstock.function.Shape;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Handles invocations, whichever way they come. Any thread may call; a call blocks for at most its limit. */
final class Invocations {
    private static final System.Logger LOG = System.getLogger("dev.penstock.function");

    private final PackagedFunction function;
    private final HttpInvocations requests;

    Invocations(PackagedFunction function) {
        this.function = function;
        this.requests = new HttpInvocations(function);
    }

    /**
     * Handles an invocation; what goes wrong is in the answer.
     *
     * @param requestId the id of the invocation, or null
     * @param payload what the trigger sent
     * @param limit after this long there is an answer, whatever is delivered by then
     */
    Answer handle(@Nullable String requestId, byte[] payload, Duration limit) {
        try {
            Answer answer = handle(requestId, new Payload(payload), limit);
            if (answer.failed()) {
                LOG.log(System.Logger.Level.WARNING, "invocation {0}: {1}", requestId, answer.message());
            }
            return answer;
        } catch (MalformedPayload e) {
            LOG.log(System.Logger.Level.WARNING, "invocation {0}: {1}", requestId, e.getMessage());
            return Answer.failure("malformed-payload", String.valueOf(e.getMessage()));
        } catch (RuntimeException bug) {
            LOG.log(System.Logger.Level.ERROR, "invocation " + requestId + ": a bug in Penstock", bug);
            return Answer.failure("internal", bug.toString());
        }
    }

    private Answer handle(@Nullable String requestId, Payload payload, Duration limit) {
        Optional<WebhookRequest> request = ApiGateway.request(payload);
        if (request.isPresent()) {
            return Answer.result(
                    ApiGateway.reply(requests.handle(request.get(), limit).join()));
        }
        if (function.shape() == Shape.POLLING) {
            PollSummary summary = function.poll(limit).join();
            Failure failure = summary.failure();
            return failure == null
                    ? Answer.result(summary.json().getBytes(StandardCharsets.UTF_8))
                    : Answer.failure(failure.code(), failure.message());
        }
        if (function.shape() != Shape.TRIGGER) {
            return Answer.failure(
                    "no-http-request",
                    "the function is a webhook and was not invoked by the API gateway; give it a trigger of type APIG");
        }
        List<CloudEvent> events = read(requestId, payload);
        return Answer.of(events, function.bring(events, limit).join());
    }

    private List<CloudEvent> read(@Nullable String requestId, Payload payload) {
        try {
            return TriggerEvents.read(payload, function.name(), requestId);
        } catch (IllegalArgumentException e) {
            throw new MalformedPayload("the payload makes no valid event: " + e.getMessage(), e);
        }
    }
}
