package dev.penstock.testkit.effort;

import dev.penstock.api.Batch;
import dev.penstock.api.Connector;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import dev.penstock.api.SinkContext;
import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import dev.penstock.toolkit.http.RetryAfter;
import dev.penstock.toolkit.http.StatusTable;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Posts orders to a shop, one after another. */
@Connector(name = "effort-orders", summary = "Posts orders to a shop")
public final class OrdersSink implements Sink, OrderedBatches {
    /**
     * Which shop.
     *
     * @param url where it takes orders
     * @param token what it knows us by
     */
    public record Config(
            @Option("Where the shop takes orders") URI url, @Option("What the shop knows us by") Secret token) {}

    private final Config config;
    private final SinkContext context;
    private final OkHttpClient client = new OkHttpClient();

    /** Posts nothing yet. */
    public OrdersSink(Config config, SinkContext context) {
        this.config = config;
        this.context = context;
    }

    @Override
    public Outcomes write(Batch batch) {
        Outcomes outcomes = new Outcomes(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            Outcome outcome = post(batch.event(i), batch.deadline());
            outcomes.set(i, outcome);
            if (outcome.kind() == Outcome.Kind.RETRY || outcome.kind() == Outcome.Kind.HALT) {
                break; // the rest comes again, in order
            }
        }
        return outcomes;
    }

    private Outcome post(CloudEvent event, Deadline deadline) {
        byte[] data = event.getData() == null ? new byte[0] : event.getData().toBytes();
        Call call = client.newCall(new Request.Builder()
                .url(config.url().toString())
                .header("Authorization", "Bearer " + config.token().reveal())
                .header("Idempotency-Key", URLEncoder.encode(event.getId(), StandardCharsets.UTF_8))
                .post(RequestBody.create(data))
                .build());
        call.timeout().timeout(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
        try (Response answer = call.execute()) {
            return StatusTable.standard()
                    .outcome(
                            answer.code(),
                            "the shop answered " + answer.code(),
                            RetryAfter.parse(answer.header("Retry-After"), context.clock()));
        } catch (IOException away) {
            return Outcome.retry(Failure.disconnected("unreachable", "the shop cannot be reached: " + away));
        }
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
