package dev.penstock.connector.jdbc.source;

import dev.penstock.api.Offset;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.Polled.When;
import dev.penstock.toolkit.event.StableId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Reads all rows in the order of their key, round after round. The number of the round is part of the ids: each round tells of
 * each row anew, and a round that goes on after a restart makes the same ids.
 */
final class BulkReader implements PartitionReader {
    private final Relation relation;
    private final Layout layout;
    private final Pages pages;
    private final InstantSource clock;
    private final Duration interval;
    private final Backlog backlog;

    BulkReader(Relation relation, Layout layout, Pages pages, InstantSource clock, Duration interval) {
        this.relation = relation;
        this.layout = layout;
        this.pages = pages;
        this.clock = clock;
        this.interval = interval;
        this.backlog = new Backlog(pages, layout.keyset().dialect());
    }

    @Override
    public Polled poll(PollRequest request) throws SQLException {
        Instant now = clock.instant();
        Offset offset = request.offset();
        Round round = Round.of(offset);
        if (round.waits(now)) {
            return waiting(round, request, now);
        }
        String number = Long.toString(round.number());
        List<String> after = layout.position().read(offset);
        Pages.Page page =
                pages.read(new Keyset.Range(after, List.of()), request, lead -> true, place -> id(number, place));
        List<Offset> offsets = layout.position().offsets(page.places(), Map.of(Round.NUMBER, number));
        if (page.full()) {
            List<String> place = page.places().get(page.places().size() - 1);
            backlog.more(page.places().size(), place, request, now);
            return Polled.more(page.events(), offsets);
        }
        backlog.none();
        When when = request.draining() ? When.END : When.LATER;
        Offset next = round.next(now.plus(interval));
        return new Polled(page.events(), offsets, next, when, interval);
    }

    static Polled waiting(Round round, PollRequest request, Instant now) {
        When when = request.draining() ? When.END : When.LATER;
        Duration left = Duration.between(now, round.due() == null ? now : round.due());
        return new Polled(List.of(), List.of(), null, when, left);
    }

    private String id(String round, List<String> place) {
        List<String> parts = new ArrayList<>(List.of(relation.name(), round));
        layout.id().forEach(part -> parts.add(place.get(part)));
        return StableId.join(parts.toArray(String[]::new)); // I5
    }

    @Override
    public OptionalLong pending() {
        return backlog.rows();
    }
}
