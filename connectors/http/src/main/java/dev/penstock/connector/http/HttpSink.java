package dev.penstock.connector.http;

import dev.penstock.api.Batch;
import dev.penstock.api.Check;
import dev.penstock.api.Checkable;
import dev.penstock.api.Concurrent;
import dev.penstock.api.Connector;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import dev.penstock.api.SinkContext;
import dev.penstock.toolkit.tls.TlsFiles;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Posts events to an HTTP endpoint.
 *
 * <p>One request after another within a write, which stops at the first event that must be sent again, so that order is
 * kept; in batch mode one request for all. Connects at the first write, not when it is built. Any thread may write; a write
 * blocks until the answer, the timeout, the deadline, or interruption.
 */
@Connector(name = "http", summary = "Posts events to an HTTP endpoint, as CloudEvents or as their data alone")
public final class HttpSink implements Sink, OrderedBatches, Concurrent, Checkable {
    /** With this pause an event is neither delayed nor is an attempt counted against it. */
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final HttpSinkConfig config;
    private final RequestBuilder requests;
    private final @Nullable TlsFiles tls;
    private final Transport transport;

    /** A sink that has not connected yet; reads the TLS files. */
    public HttpSink(HttpSinkConfig config, SinkContext context) {
        this.config = config;
        HttpTls files = config.tls();
        this.tls = files == null ? null : new TlsFiles(files.trust(), files.certificate(), files.key());
        this.requests = new RequestBuilder(config, context.connector(), context.clock());
        this.transport = new Transport(config, tls, context.clock());
    }

    @Override
    public Outcomes write(Batch batch) {
        return config.mode() == HttpMode.BATCH ? together(batch) : oneByOne(batch);
    }

    @Override
    public int concurrency() {
        return config.concurrency();
    }

    @Override
    public List<Check> check(Deadline deadline) throws InterruptedException {
        List<Check> checks = new ConnectionChecks(config.url(), tls, deadline).run();
        try {
            if (transport.logIn(deadline)) {
                checks.add(Check.passed("log in", "got a token"));
            }
        } catch (ConnectorException e) {
            checks.add(Check.failed("log in", e.failure()));
        }
        return checks;
    }

    @Override
    public void close() {
        transport.close();
    }

    private Outcomes oneByOne(Batch batch) {
        Outcomes outcomes = new Outcomes(batch.size());
        Duration enough = enoughTime(batch.deadline());
        for (int i = 0; i < batch.size(); i++) {
            if (i > 0 && batch.deadline().remaining().compareTo(enough) < 0) {
                // Better later than cut off half-way, which would count against the event and might send it twice.
                return outcomes.set(i, notNow("deadline", "the time of the write was over before the event's turn"));
            }
            Outcome outcome = send(batch.event(i), batch.deadline());
            outcomes.set(i, outcome);
            if (outcome.kind() == Outcome.Kind.RETRY || outcome.kind() == Outcome.Kind.HALT) {
                return outcomes; // I4: nothing overtakes it; the engine sends the rest again
            }
        }
        return outcomes;
    }

    private Outcomes together(Batch batch) {
        Request request = requests.request(batch.events());
        Outcome outcome = send(request, batch.deadline());
        if (outcome instanceof Outcome.Rejected rejected && batch.size() > 1) {
            // I3: perhaps one event is at fault; the engine finds out which with smaller batches
            throw new ConnectorException(rejected.failure());
        }
        return Outcomes.all(batch.size(), outcome);
    }

    private Outcome send(CloudEvent event, Deadline deadline) {
        Request request;
        try {
            request = requests.request(event);
        } catch (ConnectorException e) {
            return Outcome.rejected(e.failure());
        } catch (IllegalArgumentException e) {
            return Outcome.rejected(Failure.user(
                    "unsendable-event",
                    "event " + event.getId() + " has an attribute that cannot stand in a header; use mode structured"));
        }
        return send(request, deadline);
    }

    private Outcome send(Request request, Deadline deadline) {
        try {
            return transport.send(request, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return notNow("interrupted", "the write was interrupted");
        }
    }

    /** What must be left of a write's time to begin another request. */
    private Duration enoughTime(Deadline deadline) {
        Duration half = deadline.remaining().dividedBy(2);
        return half.compareTo(config.timeout()) < 0 ? half : config.timeout();
    }

    private static Outcome notNow(String code, String message) {
        return Outcome.retry(Failure.internal(code, message), AT_ONCE);
    }
}
