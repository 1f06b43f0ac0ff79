package dev.penstock.connector.jdbc.source;

import dev.penstock.api.Offset;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.Polled.When;
import io.cloudevents.CloudEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Follows a column that grows: a number, or a time with a key behind it.
 *
 * <p>A row is taken when no row can appear before it any more: it is not beyond the {@link Horizon}, or it is the very next
 * number. So each row is taken once, in order, and its place is all that has to be remembered.
 */
final class GrowthReader implements PartitionReader {
    private static final String START = "start";

    private final Relation relation;
    private final Layout layout;
    private final Pages pages;
    private final Horizon horizon;
    private final InstantSource clock;
    private final Duration interval;
    private final boolean counts;
    private final boolean fromEnd;
    private final Backlog backlog;
    private @Nullable Target target;

    /** The greatest value when draining began; null if there was no row. */
    private record Target(@Nullable String value) {}

    GrowthReader(
            Relation relation,
            Layout layout,
            Pages pages,
            Horizon horizon,
            InstantSource clock,
            Duration interval,
            boolean fromEnd) {
        this.relation = relation;
        this.layout = layout;
        this.pages = pages;
        this.horizon = horizon;
        this.clock = clock;
        this.interval = interval;
        this.counts = layout.keyset().counts() && !layout.time();
        this.fromEnd = fromEnd;
        this.backlog = new Backlog(pages, layout.keyset().dialect());
    }

    @Override
    public Polled poll(PollRequest request) throws SQLException {
        Instant now = clock.instant();
        Offset offset = request.offset();
        if (offset == null && fromEnd) {
            return begin(request, now);
        }
        if (offset != null) {
            horizon.remember(offset, now);
        }
        List<String> bounds = new ArrayList<>();
        if (request.draining()) {
            Target end = target(request, now);
            if (end.value == null) {
                return new Polled(List.of(), List.of(), null, When.END, Duration.ZERO);
            }
            bounds.add(end.value);
        }
        return poll(request, layout.position().read(offset), bounds, now);
    }

    private Polled poll(PollRequest request, List<String> after, List<String> bounds, Instant now) throws SQLException {
        String safe = horizon.safe(now);
        List<String> within = new ArrayList<>(bounds);
        Pages.Page page;
        if (horizon.open() || counts) {
            page = read(new Keyset.Range(after, within), request, gate(after, safe));
        } else if (safe == null) {
            page = new Pages.Page(List.of(), List.of(), false, true);
        } else {
            within.add(safe);
            page = read(new Keyset.Range(after, within), request, lead -> true);
        }
        List<String> place = page.places().isEmpty()
                ? after
                : page.places().get(page.places().size() - 1);
        if (!place.isEmpty()) {
            horizon.passed(place.get(0));
        }
        boolean waits = page.held() || (!counts && !page.full() && !horizon.open());
        if (waits && horizon.wantsSample(now)) {
            String greatest = pages.greatest(horizon.latest(now), request.deadline());
            if (greatest != null) {
                horizon.sample(greatest, now);
            }
        }
        if (page.full()) {
            backlog.more(page.events().size(), place, request, now);
        } else {
            backlog.none();
        }
        return answer(request, page, place, bounds, now);
    }

    private Pages.Page read(Keyset.Range range, PollRequest request, Predicate<String> takes) throws SQLException {
        return pages.read(range, request, takes, place -> RowEvents.id(relation.name(), layout, place));
    }

    /** Takes rows up to the safe one, and on from there as long as no number is missing. */
    private Predicate<String> gate(List<String> after, @Nullable String safe) {
        if (horizon.open()) {
            return lead -> true;
        }
        long sure = safe == null ? Long.MIN_VALUE : Long.parseLong(safe);
        long[] last = {after.isEmpty() ? 0 : number(after.get(0))};
        return lead -> {
            long value = Long.parseLong(lead);
            boolean takes = value <= sure || value == last[0] || value == last[0] + 1;
            last[0] = value;
            return takes;
        };
    }

    private static long number(String text) {
        return Offset.of("incrementing", text).number("incrementing");
    }

    private Polled answer(PollRequest request, Pages.Page page, List<String> place, List<String> bounds, Instant now)
            throws SQLException {
        Map<String, String> memory = horizon.memory();
        List<CloudEvent> events = page.events();
        List<Offset> offsets = layout.position().offsets(page.places(), memory);
        Offset next = events.isEmpty() ? moved(request, place, memory) : offsets.get(offsets.size() - 1);
        if (page.full()) {
            return new Polled(events, offsets, next, When.NOW, Duration.ZERO);
        }
        boolean held = page.held() || !memory.isEmpty();
        if (request.draining()) {
            held = pages.any(new Keyset.Range(place, bounds), request.deadline());
            if (!held) {
                return new Polled(events, offsets, next, When.END, Duration.ZERO);
            }
        }
        Duration patience = horizon.patience(now);
        Duration pause = held && patience.compareTo(interval) < 0 ? patience : interval;
        return new Polled(events, offsets, next, When.LATER, pause);
    }

    /** Without events the offset changes only if there is more to remember: each change is written to disk. */
    private @Nullable Offset moved(PollRequest request, List<String> place, Map<String, String> memory) {
        if (memory.isEmpty()) {
            return null;
        }
        Offset next = layout.position().offset(place, memory);
        Offset stored = request.offset();
        return stored != null && stored.equals(next) ? null : next;
    }

    private Polled begin(PollRequest request, Instant now) throws SQLException {
        String greatest = pages.greatest(horizon.latest(now), request.deadline());
        Offset next =
                greatest == null ? Offset.of(START, "end") : layout.position().offset(List.of(greatest), Map.of());
        return new Polled(List.of(), List.of(), next, When.NOW, Duration.ZERO);
    }

    private Target target(PollRequest request, Instant now) throws SQLException {
        Target known = target;
        if (known == null) {
            known = new Target(pages.greatest(horizon.latest(now), request.deadline()));
            target = known;
        }
        return known;
    }

    @Override
    public OptionalLong pending() {
        return backlog.rows();
    }
}
