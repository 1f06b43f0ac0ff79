package dev.penstock.function;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.penstock.api.Failure;
import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.engine.Fate;
import dev.penstock.toolkit.http.AttributeHeaders;
import dev.penstock.toolkit.http.CloudEventRequests;
import dev.penstock.toolkit.json.CloudEventJson;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Invocations that are HTTP requests, the same on every platform: a request to the webhook, or CloudEvents for the sink in the
 * binary, structured or batch mode of the HTTP binding, or anything at all to say that it is time to poll.
 *
 * <p>Answers of a function that polls: 200 with a {@link PollSummary}, 503 or 500 with one that failed.
 *
 * <p>A function that reads a queue is not invoked; it answers {@code GET /report} with how much waits and what it has done.
 *
 * <p>Answers to CloudEvents: 204 when every event is safe, or 200 with the event that the target replied with; 422 when the
 * target will never take one of them; 503 with {@code Retry-After} when sending again may help. Any thread may call.
 */
public final class HttpInvocations {
    private static final String REPORT = "/report";
    private static final HttpReply DONE = new HttpReply(204, Map.of(), new byte[0]);

    private final PackagedFunction function;

    /** Invocations of that function. */
    public HttpInvocations(PackagedFunction function) {
        this.function = function;
    }

    /**
     * Takes a request; completes with the answer, never exceptionally.
     *
     * @param limit after this long there is an answer, whatever is delivered by then
     */
    public CompletableFuture<HttpReply> handle(WebhookRequest request, Duration limit) {
        return switch (function.shape()) {
            case WEBHOOK -> function.receive(request, limit).thenApply(HttpInvocations::reply);
            case TRIGGER -> events(request, limit);
            case POLLING -> poll(request, limit);
            case QUEUE -> CompletableFuture.completedFuture(report(request));
        };
    }

    /** Nothing can be brought to it, but it can be asked how it is. */
    private HttpReply report(WebhookRequest request) {
        return request.method().equals("GET") && request.path().equals(REPORT)
                ? HttpReply.json(200, Map.of(), function.report())
                : error(404, "not-found", "this function reads a queue and takes no requests", Map.of());
    }

    /** What the request holds does not matter: it says that it is time. */
    private CompletableFuture<HttpReply> poll(WebhookRequest request, Duration limit) {
        if (!request.method().equals("POST")) {
            return CompletableFuture.completedFuture(
                    error(405, "method-not-allowed", "this function is told to poll by POST", Map.of("Allow", "POST")));
        }
        return function.poll(limit).thenApply(HttpInvocations::reply);
    }

    private static HttpReply reply(PollSummary summary) {
        Failure failure = summary.failure();
        if (failure == null) {
            return HttpReply.json(200, Map.of(), summary.json());
        }
        return failure.mayRetry()
                ? HttpReply.json(503, Map.of("Retry-After", "1"), summary.json())
                : HttpReply.json(500, Map.of(), summary.json());
    }

    private CompletableFuture<HttpReply> events(WebhookRequest request, Duration limit) {
        if (!request.method().equals("POST")) {
            return CompletableFuture.completedFuture(error(
                    405,
                    "method-not-allowed",
                    "events are sent by POST, not " + request.method(),
                    Map.of("Allow", "POST")));
        }
        Received received = CloudEventRequests.read(request);
        if (received instanceof Received.Refused refused) {
            Failure failure = refused.failure();
            return CompletableFuture.completedFuture(
                    error(refused.status(), failure.code(), failure.message(), Map.of()));
        }
        List<CloudEvent> events = received instanceof Received.Events some ? some.events() : List.of();
        return function.bring(events, limit).thenApply(HttpInvocations::reply);
    }

    private static HttpReply reply(WebhookReply reply) {
        return new HttpReply(reply.status(), reply.headers(), reply.body().getBytes(StandardCharsets.UTF_8));
    }

    private static HttpReply reply(List<Fate> fates) {
        List<CloudEvent> replies = new ArrayList<>();
        Fate.@Nullable Kept worst = null;
        int kept = 0;
        for (Fate fate : fates) {
            if (fate instanceof Fate.Settled settled) {
                if (settled.reply() != null) {
                    replies.add(settled.reply());
                }
            } else {
                kept++;
                Fate.Kept next = (Fate.Kept) fate;
                worst = worst == null || worst.rejected() ? next : worst; // one that may yet be taken decides
            }
        }
        if (worst != null) {
            return kept(worst, kept, fates.size());
        }
        return switch (replies.size()) {
            case 0 -> DONE;
            case 1 -> binary(replies.get(0));
            default ->
                new HttpReply(
                        200,
                        Map.of("Content-Type", "application/cloudevents-batch+json"),
                        CloudEventJson.writeBatch(replies));
        };
    }

    private static HttpReply kept(Fate.Kept worst, int kept, int all) {
        String message =
                worst.failure().message() + (all == 1 ? "" : " (" + kept + " of " + all + " events are not delivered)");
        return worst.rejected()
                ? error(422, worst.failure().code(), message, Map.of())
                : error(503, worst.failure().code(), message, Map.of("Retry-After", "1"));
    }

    private static HttpReply binary(CloudEvent event) {
        Map<String, String> headers = new LinkedHashMap<>();
        AttributeHeaders.add(event, headers::put);
        if (event.getDataContentType() != null) {
            headers.put("Content-Type", event.getDataContentType());
        }
        CloudEventData data = event.getData();
        return new HttpReply(200, headers, data == null ? new byte[0] : data.toBytes());
    }

    private static HttpReply error(int status, String code, String message, Map<String, String> headers) {
        JsonStringEncoder encoder = JsonStringEncoder.getInstance();
        return HttpReply.json(
                status,
                headers,
                "{\"error\":{\"code\":\"" + new String(encoder.quoteAsString(code)) + "\",\"message\":\""
                        + new String(encoder.quoteAsString(message)) + "\"}}");
    }
}
