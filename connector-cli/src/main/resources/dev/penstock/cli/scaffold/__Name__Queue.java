package __package__;

import dev.penstock.api.Connector;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Delivery;
import dev.penstock.api.Failure;
import dev.penstock.api.QueueSource;
import dev.penstock.api.ReceiveRequest;
import dev.penstock.api.Settlement;
import dev.penstock.api.SourceContext;
import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.JsonPointers;
import dev.penstock.toolkit.json.JsonSlices;
import dev.penstock.toolkit.json.NotJson;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages from a queue that is reached by HTTP.
 *
 * <ul>
 *   <li>{@code GET url?max=NUMBER&wait=MILLISECONDS} waits for messages and answers a JSON array of {@code {"receipt", "id",
 *       "body"}}. They are hidden from others for a while.
 *   <li>{@code DELETE url/RECEIPT}: the message is safe, the queue forgets it.
 *   <li>{@code POST url/RECEIPT/release?delay=MILLISECONDS}: it was not taken, the queue hands it out again.
 * </ul>
 */
@Connector(name = "__name__", summary = "Takes messages from a queue by HTTP")
public final class __Name__Queue implements QueueSource {
    private static final JsonPointer WHOLE = JsonPointer.parse("");
    private static final JsonPointer BODY = JsonPointer.parse("/body");
    private static final List<JsonPointer> NAMES = List.of(JsonPointer.parse("/receipt"), JsonPointer.parse("/id"));
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final Duration ANSWERING = Duration.ofMillis(100);

    /** The keys of {@code config} in a pipeline file. */
    public record Config(
            @Option(value = "Where the queue is", example = "http://127.0.0.1:8000/queue") URI url,
            @Option("Sent as a bearer token") @Nullable Secret token) {
        public Config {
            String scheme = String.valueOf(url.getScheme());
            if (!scheme.matches("https?") || url.getHost() == null || url.getRawQuery() != null) {
                throw new IllegalArgumentException("'url' is no address of a queue; write it like http://host/queue");
            }
        }
    }

    private final Config config;
    private final InstantSource clock;
    private final Http http;
    private final EventBuilder events;
    private final Set<String> unsettled = new LinkedHashSet<>();

    public __Name__Queue(Config config, SourceContext context) {
        this.config = config;
        this.clock = context.clock();
        this.http = new Http(config.token());
        this.events = EventBuilder.of(config.url(), "__package__.message").contentType("application/json");
    }

    @Override
    public List<Delivery> receive(ReceiveRequest request) {
        Duration wait = request.deadline().remaining().minus(ANSWERING);
        wait = wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        URI address = URI.create(config.url() + "?max=" + request.maxEvents() + "&wait=" + wait.toMillis());
        Http.Answer answer = http.get(address, request.deadline());
        if (!answer.ok()) {
            throw answer.unexpected("the queue at " + config.url().getHost());
        }
        List<Delivery> deliveries = new ArrayList<>();
        for (byte[] message : messages(answer)) {
            deliveries.add(delivery(message));
        }
        return deliveries;
    }

    private List<byte[]> messages(Http.Answer answer) {
        try {
            List<byte[]> messages = JsonSlices.elements(answer.body(), WHOLE);
            if (messages != null) {
                return messages;
            }
        } catch (NotJson broken) {
            // told below
        }
        throw new ConnectorException(
                Failure.external("no-messages", config.url() + " did not answer with a JSON array; check the url"));
    }

    private Delivery delivery(byte[] message) {
        @Nullable String[] names = JsonPointers.find(message, NAMES);
        byte[] body = JsonSlices.value(message, BODY);
        String receipt = names[0];
        String id = names[1];
        if (receipt == null || id == null || body == null) {
            throw new ConnectorException(Failure.external(
                    "bad-message", "a message of " + config.url() + " has no receipt, id or body"));
        }
        unsettled.add(receipt);
        // the id is the same each time the message is handed out, the receipt is not
        return new Delivery(events.id(id).subject(id).data(body).build(), receipt);
    }

    @Override
    public void settle(List<Settlement> settlements, Deadline deadline) {
        for (Settlement settlement : settlements) {
            String receipt = (String) settlement.receipt();
            switch (settlement.decision()) {
                case ACKNOWLEDGE -> tell("DELETE", path(receipt), deadline);
                case HAND_BACK -> release(receipt, settlement.delay(), deadline);
            }
            unsettled.remove(receipt);
        }
    }

    private void release(String receipt, Duration delay, Deadline deadline) {
        tell("POST", path(receipt) + "/release?delay=" + delay.toMillis(), deadline);
    }

    private static String path(String receipt) {
        return "/" + URLEncoder.encode(receipt, StandardCharsets.UTF_8);
    }

    private void tell(String method, String path, Deadline deadline) {
        byte[] body = method.equals("POST") ? new byte[0] : null;
        Http.Answer answer = http.send(method, URI.create(config.url() + path), body, "text/plain", deadline);
        if (!answer.ok() && answer.status() != 404) { // 404: its time was over, and the queue has it again
            throw answer.unexpected(method + " at " + config.url().getHost());
        }
    }

    /** Hands back what is not settled, so that nobody has to wait until its time is over. */
    @Override
    public void close() {
        Deadline deadline = Deadline.in(Duration.ofSeconds(2), clock);
        try (http) {
            for (String receipt : unsettled) {
                release(receipt, Duration.ZERO, deadline);
            }
        }
    }
}
