package dev.penstock.testkit.effort;

import dev.penstock.api.Connector;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.SourceContext;
import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import dev.penstock.toolkit.event.EventBuilder;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Reads the orders of a shop: asks for the numbers behind the last one, then for each order. */
@Connector(name = "effort-orders", summary = "Reads the orders of a shop")
public final class OrdersSource implements PollingSource {
    /**
     * Which shop.
     *
     * @param url where it answers
     * @param token what it knows us by
     * @param interval how often to look
     */
    public record Config(
            @Option("Where the shop answers, ending with a slash") URI url,
            @Option("What the shop knows us by") Secret token,
            @Option(value = "How often to look for new orders", fallback = "5s") Duration interval) {}

    private final Config config;
    private final OkHttpClient client = new OkHttpClient();

    /** Reads nothing yet. */
    public OrdersSource(Config config, SourceContext context) {
        this.config = config;
    }

    @Override
    public Polled poll(PollRequest request) throws IOException {
        Offset offset = request.offset();
        long last = offset == null ? 0 : offset.number("order");
        List<CloudEvent> events = new ArrayList<>();
        List<Offset> offsets = new ArrayList<>();
        long bytes = 0;
        String numbers = new String(get("orders?after=" + last, request.deadline()), StandardCharsets.UTF_8);
        for (String number : numbers.lines().toList()) {
            if (events.size() == request.maxEvents() || bytes >= request.maxBytes()) {
                return Polled.more(events, offsets);
            }
            byte[] order = get("orders/" + number, request.deadline());
            events.add(EventBuilder.of(config.url(), "com.example.order")
                    .id(number) // the same order has the same id, whenever it is read
                    .data(order)
                    .build());
            offsets.add(Offset.of("order", number));
            bytes += order.length;
        }
        return request.draining() ? Polled.end(events, offsets) : Polled.later(events, offsets, config.interval());
    }

    private byte[] get(String path, Deadline deadline) throws IOException {
        Call call = client.newCall(new Request.Builder()
                .url(config.url().resolve(path).toString())
                .header("Authorization", "Bearer " + config.token().reveal())
                .build());
        call.timeout().timeout(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
        try (Response answer = call.execute()) {
            if (answer.code() != 200) {
                throw new ConnectorException(
                        Failure.external("http-" + answer.code(), "the shop answered " + answer.code()));
            }
            return answer.body().bytes();
        }
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
