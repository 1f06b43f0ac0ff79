package dev.penstock.connector.http;

import dev.penstock.api.Check;
import dev.penstock.api.Checkable;
import dev.penstock.api.Connector;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Offset;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.SourceContext;
import dev.penstock.toolkit.http.RetryAfter;
import dev.penstock.toolkit.tls.TlsFiles;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the items of a list that an HTTP service answers with, again and again, and hands out each item once.
 *
 * <p>An offset holds the ids of the items handed out latest, 64 bits of each, and so much of the position as cannot be found
 * again by them. An item that comes again within that memory, on another page, in a later poll or after a restart, is
 * recognised. How far a list must be read depends on how it is sorted: see {@link NewestFirstWalk} and {@link
 * ForwardWalk}.
 *
 * <p>In memory are one page being read and, for newest-first lists, pages of at most twice {@code max-body}. Asked too often,
 * it waits as long as the service says. One thread at a time; a poll blocks until an answer, the timeout, or interruption.
 */
@Connector(name = "http", summary = "Reads the items of a list from an HTTP service, page by page, each once")
public final class HttpSource implements PollingSource, Checkable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpSource.class);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

    private final HttpSourceConfig config;
    private final SourceContext context;
    private final @Nullable TlsFiles tls;
    private final Connections connections;
    private final Authorization authorization;
    private final Items items;
    private final PageReader pages;
    private final Reading reading;
    private Instant notBefore = Instant.MIN;
    private Duration interval;
    private int refusals;
    private boolean goneBefore;

    /** A source that has not connected yet; reads the TLS files. */
    public HttpSource(HttpSourceConfig config, SourceContext context) {
        this.config = config;
        this.context = context;
        HttpTls files = config.tls();
        this.tls = files == null ? null : new TlsFiles(files.trust(), files.certificate(), files.key());
        this.interval = config.interval();
        this.connections = new Connections(config.timeout(), 1, false, tls);
        this.authorization =
                new Authorization(config.auth(), config.secrets(), connections, config.timeout(), context.clock());
        Pager pager = Pager.of(config.paging());
        this.items = new Items(config);
        this.pages = new PageReader(config, authorization, pager, items, context.connector(), context.clock());
        this.reading = new Reading(config, pager, config.ask());
    }

    @Override
    public Polled poll(PollRequest request) throws InterruptedException {
        reading.at(request.offset());
        Instant now = context.clock().instant();
        if (now.isBefore(notBefore)) {
            return Polled.nothing(Duration.between(now, notBefore));
        }
        Duration enough = enoughTime(request.deadline());
        for (boolean asked = false; ; ) {
            Walk walk = reading.walk();
            if (!walk.ready().isEmpty()) {
                Polled polled = handOut(walk, request);
                if (polled != null) {
                    return polled;
                }
            } else if (walk.done()) {
                return end(List.of(), List.of(), false, request);
            } else if (asked && waits(request.deadline(), enough)) {
                return Polled.more(List.of(), List.of()); // the walk goes on in the next poll
            } else {
                Duration pause = step(walk, request.deadline());
                if (pause != null) {
                    return Polled.nothing(pause);
                }
                asked = true;
            }
        }
    }

    /** Takes a step of the walk; how long to pause if that was not possible. */
    private @Nullable Duration step(Walk walk, Deadline deadline) throws InterruptedException {
        Fetched fetched = walk.step((token, unlessUnchanged) ->
                pages.fetch(reading.list(), token, unlessUnchanged ? reading.validators() : Validators.NONE, deadline));
        switch (fetched.kind()) {
            case READ -> {
                Fetched.Read read = (Fetched.Read) fetched;
                refusals = 0;
                interval = read.interval().compareTo(config.interval()) > 0 ? read.interval() : config.interval();
                pause(read.pause());
                return null;
            }
            case UNCHANGED -> {
                refusals = 0;
                return null;
            }
            case BUSY -> {
                Duration after = ((Fetched.Busy) fetched).after();
                Duration pause = after == null ? backoff() : after;
                pause(pause);
                return pause;
            }
            case GONE -> {
                return gone((Fetched.Gone) fetched);
            }
        }
        throw new IllegalStateException("no such kind: " + fetched.kind());
    }

    /** A cursor has expired, or a page has gone: the list is read anew, and what is known is recognised. */
    private Duration gone(Fetched.Gone gone) {
        if (goneBefore) {
            throw new ConnectorException(gone.failure());
        }
        goneBefore = true;
        LOG.warn("reading the list from its first page: {}", gone.failure().message());
        reading.fromFirstPage();
        return interval;
    }

    private @Nullable Polled handOut(Walk walk, PollRequest request) {
        Bookmarks offsets = reading.bookmarks();
        List<CloudEvent> events = new ArrayList<>();
        boolean silent = reading.silent();
        Queue<Item> ready = walk.ready();
        long bytes = 0;
        while (!ready.isEmpty() && events.size() < request.maxEvents() && bytes < request.maxBytes()) {
            Item item = ready.remove();
            if (reading.take(item) && !silent) {
                events.add(items.event(item));
                offsets.add(item, reading.mark(), reading.page());
                bytes += item.data().length;
            }
        }
        if (events.isEmpty()) {
            return null;
        }
        if (ready.isEmpty() && walk.done()) {
            return end(events, offsets, true, request);
        }
        Polled polled = Polled.more(events, offsets);
        Offset next = polled.next();
        if (next != null) {
            reading.gave(next);
        }
        return polled;
    }

    /** The walk is at its end: only now are its validators part of an offset, which is stored once all before it is settled. */
    private Polled end(List<CloudEvent> events, List<Offset> offsets, boolean found, PollRequest request) {
        goneBefore = false;
        Offset next = reading.end(); // I1
        // a service that leaves out what is older may have cut off what is newer, too
        boolean more =
                found && config.since() != null && config.paging() == null && config.order() == Order.OLDEST_FIRST;
        if (more) {
            return new Polled(events, offsets, next, Polled.When.NOW, Duration.ZERO);
        }
        return request.draining()
                ? new Polled(events, offsets, next, Polled.When.END, Duration.ZERO)
                : new Polled(events, offsets, next, Polled.When.LATER, interval);
    }

    @Override
    public List<Check> check(Deadline deadline) throws InterruptedException {
        List<Check> checks = new ConnectionChecks(config.url(), tls, deadline).run();
        if (checks.stream().anyMatch(check -> check.failure() != null)) {
            return checks;
        }
        try {
            if (authorization.logIn(deadline)) {
                checks.add(Check.passed("log in", "got a token"));
            }
            Fetched fetched = pages.fetch(reading.list(), null, Validators.NONE, deadline);
            checks.add(Check.passed("read list", told(fetched)));
        } catch (ConnectorException e) {
            checks.add(Check.failed("read list", e.failure()));
        }
        return checks;
    }

    private static String told(Fetched fetched) {
        return fetched instanceof Fetched.Read read
                ? read.page().items().size() + " items on the first page"
                : "the service answers, but wants to be left alone for a while";
    }

    @Override
    public void close() {
        connections.close();
    }

    private void pause(Duration pause) {
        if (!pause.isZero()) {
            notBefore = context.clock().instant().plus(pause);
        }
    }

    /** Refused without a word about when to come back. */
    private Duration backoff() {
        Duration pause = interval.multipliedBy(1L << Math.min(refusals++, 10));
        Duration longest = interval.compareTo(LONGEST_BACKOFF) > 0 ? RetryAfter.LONGEST : LONGEST_BACKOFF;
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    /** What must be left of a poll's time to begin another request. */
    private Duration enoughTime(Deadline deadline) {
        Duration half = deadline.remaining().dividedBy(2);
        return half.compareTo(config.timeout()) < 0 ? half : config.timeout();
    }

    private boolean waits(Deadline deadline, Duration enough) {
        return deadline.remaining().compareTo(enough) < 0
                || context.clock().instant().isBefore(notBefore);
    }
}
