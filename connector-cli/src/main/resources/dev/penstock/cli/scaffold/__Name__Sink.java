package __package__;

import dev.penstock.api.Batch;
import dev.penstock.api.Connector;
import dev.penstock.api.ConnectorException;
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
import dev.penstock.toolkit.json.CloudEventJson;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Posts each event to a service, as JSON of CloudEvents, and says what became of it by the status of the answer.
 *
 * <p>There is no repeating here: an event that may be tried again is the engine's to repeat, with backoff and in order.
 */
@Connector(name = "__name__", summary = "Posts each event to an HTTP service")
public final class __Name__Sink implements Sink, OrderedBatches {
    /** The keys of {@code config} in a pipeline file. */
    public record Config(
            @Option(value = "Where events are posted", example = "http://127.0.0.1:8000/events") URI url,
            @Option("Sent as a bearer token") @Nullable Secret token) {
        public Config {
            String scheme = String.valueOf(url.getScheme());
            if (!scheme.matches("https?") || url.getHost() == null) {
                throw new IllegalArgumentException("'url' is no address of a service; write it like http://host/events");
            }
        }
    }

    private final Config config;
    private final InstantSource clock;
    private final Http http;

    public __Name__Sink(Config config, SinkContext context) {
        this.config = config;
        this.clock = context.clock();
        this.http = new Http(config.token());
    }

    @Override
    public Outcomes write(Batch batch) {
        Outcomes outcomes = new Outcomes(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            if (i > 0 && batch.deadline().expired()) {
                break; // an event without an outcome comes again
            }
            Outcome outcome = write(batch.event(i), batch.deadline());
            outcomes.set(i, outcome);
            if (outcome.kind() == Outcome.Kind.RETRY || outcome.kind() == Outcome.Kind.HALT) {
                break; // nothing may overtake it
            }
        }
        return outcomes;
    }

    private Outcome write(CloudEvent event, Deadline deadline) {
        try {
            Http.Answer answer = http.send(
                    "POST", config.url(), CloudEventJson.write(event), "application/cloudevents+json", deadline);
            return StatusTable.standard()
                    .outcome(
                            answer.status(),
                            config.url().getHost() + " answered event " + event.getId() + " with " + answer.status(),
                            RetryAfter.parse(answer.retryAfter(), clock));
        } catch (ConnectorException failed) {
            Failure failure = failed.failure();
            return failure.mayRetry() ? Outcome.retry(failure) : Outcome.rejected(failure);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
