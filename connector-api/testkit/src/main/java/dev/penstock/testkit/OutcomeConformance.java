package dev.penstock.testkit;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Idempotent;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A sink says what became of each event, by position, and what it calls delivered is in the target. */
public interface OutcomeConformance extends SinkDriver {
    /** The sink is a sink, or the driver is of the wrong kind. */
    @Test
    default void isASink() {
        Kinds.check(connector(), Sink.class);
    }

    /** A batch of good events has as many outcomes, all of them delivered. */
    @Test
    default void everyEventOfABatchHasAnOutcome() throws Exception {
        try (Lab lab = new Lab(this)) {
            Outcomes outcomes = Writes.write(lab, (Sink) lab.build(), Writes.events(this, Values.plain(5)));
            lab.check(
                    outcomes.size() == 5 && Writes.delivered(outcomes) == 5,
                    Paragraph.OUTCOMES,
                    "5 outcomes, all delivered, for 5 good events",
                    () -> Described.value(outcomes));
        }
    }

    /** The events are in the target as soon as the write has returned, before the sink is closed. */
    @Test
    default void deliveredMeansThere() throws Exception {
        try (Lab lab = new Lab(this)) {
            Sink sink = (Sink) lab.build();
            List<String> values = Values.plain(4);
            Outcomes outcomes = Writes.write(lab, sink, Writes.events(this, values));
            List<String> there = arrived();
            for (int i = 0; i < values.size(); i++) {
                Outcome outcome = i < outcomes.size() ? outcomes.get(i) : null;
                String value = values.get(i);
                lab.check(
                        outcome == null || outcome.kind() != Outcome.Kind.DELIVERED || there.contains(value),
                        Paragraph.WRITE,
                        "'" + value + "' is in the target, because its outcome was delivered",
                        () -> "only " + there + " is");
            }
        }
    }

    /** A single event has a single outcome, and a second write goes on where the first has ended. */
    @Test
    default void writesOneAfterAnother() throws Exception {
        try (Lab lab = new Lab(this)) {
            Sink sink = (Sink) lab.build();
            List<String> values = Values.plain(4);
            List<CloudEvent> events = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                events.add(event("one-" + i, "key", values.get(i)));
            }
            for (CloudEvent event : events) {
                Writes.write(lab, sink, List.of(event));
            }
            List<String> there = arrived();
            lab.check(
                    there.equals(values),
                    Paragraph.WRITE,
                    "the events of a key in the order in which they were written: " + values,
                    there::toString);
        }
    }

    /** Several events of a key in one batch take effect in order. */
    @Test
    default void keepsTheOrderWithinABatch() throws Exception {
        NotApplicable.unlessIs(connector(), OrderedBatches.class);
        try (Lab lab = new Lab(this)) {
            List<String> values = Values.plain(6);
            List<CloudEvent> events = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                events.add(event("batch-" + i, "key-" + i % 2, values.get(i)));
            }
            Writes.write(lab, (Sink) lab.build(), events);
            List<String> there = arrived();
            for (int key = 0; key < 2; key++) {
                List<String> wanted = new ArrayList<>();
                for (int i = key; i < values.size(); i += 2) {
                    wanted.add(values.get(i));
                }
                List<String> found = there.stream().filter(wanted::contains).toList();
                lab.check(
                        found.equals(wanted),
                        Paragraph.ORDERED_BATCHES,
                        "the events of a key in order: " + wanted,
                        found::toString);
            }
        }
    }

    /** Written again, also by another instance, an event with the same source and id changes nothing. */
    @Test
    default void writingAgainChangesNothing() throws Exception {
        NotApplicable.unlessIs(connector(), Idempotent.class);
        try (Lab lab = new Lab(this)) {
            Record config = lab.subject().config(config());
            NotApplicable.unless(
                    !(config instanceof Idempotent.Depends depends)
                            || depends.weakenedBy().isEmpty(),
                    "the sink is not idempotent with this config");
            List<String> values = Values.plain(3);
            List<CloudEvent> events = Writes.events(this, values);
            AutoCloseable first = lab.build();
            Writes.write(lab, (Sink) first, events);
            Writes.write(lab, (Sink) first, events);
            first.close();
            Writes.write(lab, (Sink) lab.build(), events);
            List<String> there = new ArrayList<>(arrived());
            Collections.sort(there);
            lab.check(
                    there.equals(values),
                    Paragraph.IDEMPOTENT,
                    "each event once, although it was written three times: " + values,
                    there::toString);
        }
    }

    /** Empty, Unicode, quotes, control characters, what looks like other types. */
    @Test
    default void unusualValuesArriveUntouched() throws Exception {
        arriveUntouched(Values.unusual().stream().filter(this::takes).toList());
    }

    /** A large event between small ones. */
    @Test
    default void aLargeValueArrives() throws Exception {
        arriveUntouched(List.of("before", Values.large(largest()), "after"));
    }

    private void arriveUntouched(List<String> values) throws Exception {
        try (Lab lab = new Lab(this)) {
            Outcomes outcomes = Writes.write(lab, (Sink) lab.build(), Writes.events(this, values));
            List<String> there = arrived();
            for (int i = 0; i < values.size(); i++) {
                String value = values.get(i);
                Outcome outcome = i < outcomes.size() ? outcomes.get(i) : null;
                boolean refused = outcome != null && outcome.kind() == Outcome.Kind.REJECTED;
                lab.check(
                        refused || there.contains(value),
                        Paragraph.WRITE,
                        "the value as it was written: " + Values.shortened(value),
                        () -> "its outcome is " + (outcome == null ? "none" : Described.outcome(outcome))
                                + ", and there is " + Values.shortened(there));
            }
        }
    }

    /** An event may have no data, long or foreign attributes and any extensions: it is taken or rejected, each by itself. */
    @Test
    default void unusualEventsAreTakenOrRejected() throws Exception {
        try (Lab lab = new Lab(this)) {
            Sink sink = (Sink) lab.build();
            for (CloudEvent event : unusual()) {
                Outcome outcome;
                try {
                    outcome = Writes.write(lab, sink, List.of(event)).get(0);
                } catch (ConnectorException refused) {
                    outcome = Outcome.rejected(refused.failure());
                }
                Outcome found = outcome;
                lab.check(
                        found != null && found.kind() != Outcome.Kind.HALT && !isBug(found),
                        Paragraph.OUTCOME_REJECTED,
                        "the event " + Values.shortened(event.getId())
                                + " is delivered, or rejected with a failure that is the user's",
                        () -> found == null ? "it has no outcome" : Described.outcome(found));
            }
        }
    }

    private static boolean isBug(Outcome outcome) {
        return switch (outcome.kind()) {
            case RETRY -> ((Outcome.Retry) outcome).failure().remedy() == Failure.Remedy.RETRY;
            case REJECTED -> ((Outcome.Rejected) outcome).failure().blame() == Failure.Blame.INTERNAL;
            default -> false;
        };
    }

    private static List<CloudEvent> unusual() {
        CloudEventBuilder plain = CloudEventBuilder.v1()
                .withId("no-data")
                .withSource(URI.create("/conformance"))
                .withType("dev.penstock.conformance");
        return List.of(
                plain.build(),
                CloudEventBuilder.v1(plain.build())
                        .withId("\u4f60\u597d \ud83d\ude80 \u0627")
                        .withSubject("sub\"ject, \u00e4")
                        .withData("application/json", new byte[0])
                        .build(),
                CloudEventBuilder.v1(plain.build())
                        .withId("extensions")
                        .withTime(OffsetDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_999, ZoneOffset.ofHours(14)))
                        .withExtension("truth", true)
                        .withExtension("number", Integer.MIN_VALUE)
                        .withExtension("text", "line\nfeed")
                        .withExtension("partitionkey", "")
                        .withData("application/octet-stream", new byte[] {0, (byte) 0xff, (byte) 0xfe, '\n'})
                        .build(),
                CloudEventBuilder.v1(plain.build())
                        .withId("long-" + "x".repeat(2000))
                        .withSource(URI.create("urn:" + "y".repeat(2000)))
                        .withData("text/plain", new byte[] {'x'})
                        .build());
    }
}
