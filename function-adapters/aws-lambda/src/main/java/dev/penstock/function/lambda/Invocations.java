package dev.penstock.function.lambda;

import dev.penstock.api.Failure;
import dev.penstock.engine.Fate;
import dev.penstock.function.HttpInvocations;
import dev.penstock.function.HttpReply;
import dev.penstock.function.PackagedFunction;
import dev.penstock.function.PollSummary;
import dev.penstock.function.Shape;
import dev.penstock.toolkit.json.CloudEventJson;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers invocations: hands what they carry to the function, and says what became of it. Any thread may call. */
final class Invocations {
    private static final Failure BEHIND =
            Failure.external("behind-a-failed-one", "a record before it failed, and it comes again after that one");

    private static final HttpReply HEALTHY =
            new HttpReply(200, Map.of("Content-Type", "text/plain"), "healthy".getBytes(StandardCharsets.UTF_8));

    private final boolean partial;

    /**
     * Invocations.
     *
     * @param partial whether triggers read which records failed
     */
    Invocations(boolean partial) {
        this.partial = partial;
    }

    /**
     * The answer to an invocation.
     *
     * @throws IllegalArgumentException when its payload is malformed
     * @throws NotDelivered when it has to come again, or when a function that polls failed
     */
    String answer(PackagedFunction function, byte[] payload, Payloads.Call call, Duration limit) {
        if (function.shape() == Shape.POLLING) {
            return poll(function, payload, call, limit);
        }
        Payload read = Payloads.read(payload, call);
        if (read instanceof Payload.Http http && http.isHealthCheck()) {
            return HttpReplies.write(http, HEALTHY);
        }
        if (read instanceof Payload.Http http) {
            return HttpReplies.write(
                    http,
                    new HttpInvocations(function).handle(http.request(), limit).join());
        }
        Payload.Records records = (Payload.Records) read;
        if (function.shape() != Shape.TRIGGER) {
            throw new IllegalArgumentException(
                    "this function is a " + function.shape().text()
                            + ", and the invocation carries " + records.kind()
                            + "; invoke it by HTTP, or package a pipeline with 'connector: trigger'");
        }
        return deliver(function, records, limit);
    }

    /** An HTTP request is answered as one; of anything else the content does not matter. */
    private static String poll(PackagedFunction function, byte[] payload, Payloads.Call call, Duration limit) {
        Payload.Http http = request(payload, call);
        if (http != null) {
            return HttpReplies.write(
                    http,
                    new HttpInvocations(function).handle(http.request(), limit).join());
        }
        PollSummary summary = function.poll(limit).join();
        if (summary.failure() != null) {
            throw new NotDelivered(summary.failure());
        }
        return summary.json();
    }

    private static Payload.@Nullable Http request(byte[] payload, Payloads.Call call) {
        try {
            return Payloads.read(payload, call) instanceof Payload.Http http ? http : null;
        } catch (IllegalArgumentException other) {
            return null;
        }
    }

    private String deliver(PackagedFunction function, Payload.Records records, Duration limit) {
        List<Item> items = records.items();
        @Nullable Failure[] failures = new Failure[items.size()];
        List<Integer> positions = new ArrayList<>();
        List<CloudEvent> events = new ArrayList<>();
        sort(items, failures, positions, events);
        List<CloudEvent> replies = new ArrayList<>();
        List<Fate> fates = function.bring(events, limit).join();
        for (int i = 0; i < fates.size(); i++) {
            Fate fate = fates.get(i);
            if (fate instanceof Fate.Kept kept) {
                failures[positions.get(i)] = kept.failure();
                continue;
            }
            CloudEvent reply = ((Fate.Settled) fate).reply();
            if (reply != null) {
                replies.add(reply);
            }
        }
        return answer(records, Arrays.asList(failures), replies);
    }

    /** What comes again in any case is not brought: it would be delivered out of order, and twice. */
    private static void sort(
            List<Item> items, @Nullable Failure[] failures, List<Integer> positions, List<CloudEvent> events) {
        Set<String> closed = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            if (item.lane() != null && closed.contains(item.lane())) {
                failures[i] = BEHIND; // I4
            } else if (item.event() == null) {
                failures[i] = item.unreadable();
                if (item.lane() != null) {
                    closed.add(item.lane());
                }
            } else {
                positions.add(i);
                events.add(item.event());
            }
        }
    }

    private String answer(Payload.Records records, List<@Nullable Failure> failures, List<CloudEvent> replies) {
        boolean failed = failures.stream().anyMatch(failure -> failure != null);
        if (failed && (records.answer() == Answer.WHOLE || !partial)) {
            throw new NotDelivered(records.items(), failures); // I1
        }
        if (records.answer() != Answer.WHOLE) {
            if (failed) {
                log().log(System.Logger.Level.WARNING, NotDelivered.text(records.items(), failures));
            }
            return records.answer().write(records.items(), failures);
        }
        if (records.kind().equals("websocket")) {
            return "{\"statusCode\":200}";
        }
        return replies.size() == 1 && failures.size() == 1
                ? new String(CloudEventJson.write(replies.get(0)), StandardCharsets.UTF_8)
                : "{\"settled\":" + failures.size() + "}";
    }

    /** Only when there is something to say, for it starts the logging of the JDK. */
    private static System.Logger log() {
        return System.getLogger("dev.penstock.function");
    }
}
