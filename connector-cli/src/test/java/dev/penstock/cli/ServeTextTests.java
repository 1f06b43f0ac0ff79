package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.serve.FunctionPackage.Kind;
import dev.penstock.serve.FunctionSnapshot;
import dev.penstock.serve.FunctionSnapshot.InstanceSnapshot;
import dev.penstock.serve.FunctionSnapshot.LastScale;
import dev.penstock.serve.FunctionSnapshot.State;
import dev.penstock.serve.route.RequestStats.Counts;
import dev.penstock.serve.scale.Backlog;
import dev.penstock.serve.scale.Decision;
import dev.penstock.serve.scale.Scaling;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The table of functions on a terminal. */
class ServeTextTests {
    private static FunctionSnapshot function(
            String name, Kind kind, State state, String trouble, @Nullable Backlog backlog) {
        Duration minute = Duration.ofMinutes(1);
        return new FunctionSnapshot(
                name,
                kind,
                name + ".yaml",
                "/functions/" + name,
                "v1",
                state,
                trouble,
                Scaling.of(0, 4, 8, minute, minute),
                2,
                List.of(new InstanceSnapshot(1, 4711, "v1", "ready", 3, 5, "")),
                7,
                2,
                new Counts(List.of(0L, 0L, 9L, 0L, 0L, 0L), 0, 0, List.of(), 1, 12.34, 0.0042, 0.251),
                Decision.first(0),
                backlog,
                new LastScale(Instant.EPOCH, 1, 2, "7.0 requests at once, 8 per instance"));
    }

    @Test
    void hasARowForEachFunction() {
        Backlog backlog = new Backlog(OptionalLong.of(1_500), 100, OptionalInt.of(4), true, true, 250);
        List<String> rows = ServeText.table(List.of(
                function("orders", Kind.TRIGGER, State.READY, "", null),
                function("lines", Kind.QUEUE, State.READY, "", backlog),
                function(
                        "broken",
                        Kind.WEBHOOK,
                        State.FAILING,
                        "instance 3 ended by itself: exit code 7 " + "x".repeat(60),
                        null)));
        assertThat(rows)
                .containsExactly(
                        "FUNCTION  STATE    INSTANCES  NOW  WAITING  PER SECOND  P50     P99",
                        "orders    ready    1/2        7    2        12.3        4.2 ms  251 ms  7.0 requests at once, 8 per instance",
                        "lines     ready    1/2        100  1500     250.0       4.2 ms  251 ms  7.0 requests at once, 8 per instance",
                        "broken    failing  1/2        7    2        12.3        4.2 ms  251 ms  instance 3 ended by itself: exit code 7 "
                                + "x".repeat(19) + "…");
    }

    @Test
    void makesRoomForWhateverElseIsSaidAndIsDrawnAgain() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        StatusLine status = new StatusLine(terminal, true);
        status.draw("HEAD\nrow");
        byte[] line = "[orders/1] hello\n".getBytes(StandardCharsets.UTF_8);
        try {
            status.write(line, 0, line.length);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        status.draw("HEAD\nrow");
        assertThat(terminal.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\033[KHEAD\nrow" + "\r\033[K\033[A\033[K" + "[orders/1] hello\n" + "\r\033[KHEAD\nrow");
    }
}
