package dev.penstock.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.function.PollSummary.Status;
import dev.penstock.host.ProcessReferences;
import dev.penstock.host.SystemTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PollingFunctionTests {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path dir;

    private Path state = Path.of("");

    @BeforeEach
    void place() {
        state = dir.resolve("state");
    }

    private static List<String> numbers(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toList();
    }

    private String stored() throws IOException {
        return Files.readString(state.resolve("test!offsets"));
    }

    /** A function whose invocations keep less time for their end, so that they may be short. */
    private static PackagedFunction open(Path home) {
        return new PackagedFunction(
                home, new ProcessReferences(Map.of("PENSTOCK_MARGIN", "500ms")), SystemTime.clock());
    }

    @Test
    @Tag("I1")
    void deliversUntilThereIsNoMoreAndGoesOnThereNextTime() throws IOException {
        TestPackage made = new TestPackage(dir).numbers(25, state);
        try (PackagedFunction function = open(made.write())) {
            PollSummary first = function.poll(LIMIT).join();
            assertThat(first.status()).as(first.message()).isEqualTo(Status.IDLE);
            assertThat(first.delivered()).isEqualTo(25);
            assertThat(first.pending()).hasValue(0);
            assertThat(stored()).contains("\"owner\":\"\"").contains("\"number\":\"25\"");
            assertThat(function.poll(LIMIT).join().json())
                    .isEqualTo("{\"status\":\"idle\",\"delivered\":0,\"deadLettered\":0,\"pending\":0,"
                            + "\"message\":\"the source has nothing more at present\"}");
        }
        made.numbers("last", "30");
        try (PackagedFunction function = open(made.write())) {
            assertThat(function.poll(LIMIT).join().delivered()).isEqualTo(5);
        }
        assertThat(made.delivered()).isEqualTo(numbers(30));
    }

    @Test
    void endsBeforeItsTimeIsOverAndSaysThatThereIsMore() {
        TestPackage made = new TestPackage(dir).numbers(200, state).numbers("pause", "100ms");
        try (PackagedFunction function = open(made.write())) {
            long begin = System.nanoTime();
            PollSummary summary = function.poll(Duration.ofMillis(1500)).join();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(1500));
            assertThat(summary.status()).as(summary.message()).isEqualTo(Status.MORE);
            assertThat(summary.delivered()).isBetween(1L, 150L);
            assertThat(summary.pending().orElseThrow()).isBetween(1L, 200 - summary.delivered());
            while (function.poll(Duration.ofMillis(1500)).join().status() == Status.MORE) {
                assertThat(made.delivered()).doesNotHaveDuplicates();
            }
        }
        assertThat(made.delivered()).isEqualTo(numbers(200));
    }

    @Test
    @Tag("I2")
    void oneInvocationWorksAndOthersAreBusyAtOnce() {
        TestPackage made = new TestPackage(dir).numbers(50, state).numbers("pause", "200ms");
        Path home = made.write();
        try (PackagedFunction one = open(home);
                PackagedFunction other = open(home)) {
            CompletableFuture<PollSummary> working = one.poll(LIMIT);
            Awaitility.await().until(() -> !made.delivered().isEmpty());
            long begin = System.nanoTime();
            PollSummary here = one.poll(LIMIT).join();
            PollSummary there = other.poll(LIMIT).join();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
            assertThat(here.status()).isEqualTo(Status.BUSY);
            assertThat(there.status()).isEqualTo(Status.BUSY);
            assertThat(there.message()).contains("pipeline 'test' is run by ").contains("until ");
            assertThat(working.join().status()).isEqualTo(Status.IDLE);
            assertThat(other.poll(LIMIT).join().status()).isEqualTo(Status.IDLE);
        }
        assertThat(made.delivered()).isEqualTo(numbers(50));
    }

    @Test
    @Tag("I3")
    void anEventThatIsRejectedIsAnErrorAndNothingBehindItIsSkipped() throws IOException {
        TestPackage made = new TestPackage(dir).numbers(25, state).numbers("rejected", "12");
        try (PackagedFunction function = open(made.write())) {
            PollSummary summary = function.poll(LIMIT).join();
            assertThat(summary.status()).isEqualTo(Status.FAILED);
            assertThat(Objects.requireNonNull(summary.failure()).message()).contains("the target does not want");
            assertThat(stored())
                    .as("what was done is kept")
                    .contains("\"owner\":\"\"")
                    .contains("\"number\":\"11\"");
            assertThat(function.poll(LIMIT).join().status()).isEqualTo(Status.FAILED);
        }
        Path letters = dir.resolve("letters");
        try (PackagedFunction function = open(made.deadLetters(letters).write())) {
            PollSummary summary = function.poll(LIMIT).join();
            assertThat(summary.status()).as(summary.message()).isEqualTo(Status.IDLE);
            assertThat(summary.deadLettered()).isEqualTo(1);
            assertThat(Files.readAllLines(letters)).hasSize(1);
        }
        assertThat(made.delivered())
                .doesNotContain("12")
                .contains(numbers(11).toArray(String[]::new))
                .contains("25");
    }

    @Test
    void anEventThatIsNotTakenInTimeIsAnError() {
        TestPackage made = new TestPackage(dir).numbers(5, state).numbers("retried", "3");
        try (PackagedFunction function = open(made.write())) {
            PollSummary summary = function.poll(Duration.ofMillis(1500)).join();
            assertThat(summary.status()).isEqualTo(Status.FAILED);
            assertThat(summary.message()).contains("could not be delivered in the time");
        }
    }

    @Test
    void aHaltedSinkAndABrokenSourceAreErrorsThatTheNextInvocationTriesAnew() throws IOException {
        Path halting = Files.createFile(dir.resolve("halting"));
        Path broken = dir.resolve("broken");
        TestPackage made = new TestPackage(dir)
                .numbers(5, state)
                .numbers("broken", broken.toString())
                .sink("halting", halting.toString());
        try (PackagedFunction function = open(made.write())) {
            PollSummary halted = function.poll(LIMIT).join();
            assertThat(Objects.requireNonNull(halted.failure()).code()).isEqualTo("told-to-halt");
            Files.move(halting, broken);
            PollSummary failed = function.poll(Duration.ofMillis(1500)).join();
            assertThat(failed.message()).contains("the source is broken");
            Files.delete(broken);
            assertThat(function.poll(LIMIT).join().status()).isEqualTo(Status.IDLE);
        }
        assertThat(made.delivered()).isEqualTo(numbers(5));
    }

    @Test
    void aStoreThatIsDownIsAnError() throws IOException {
        TestPackage made = new TestPackage(dir).numbers(5, state);
        Files.createDirectories(state);
        Path down = Files.createFile(state.resolve("down"));
        try (PackagedFunction function = open(made.write())) {
            assertThat(function.poll(LIMIT).join().message()).contains("the store is down");
            assertThat(made.delivered()).isEmpty();
            Files.delete(down);
            assertThat(function.poll(LIMIT).join().status()).isEqualTo(Status.IDLE);
        }
    }

    @Test
    @Tag("I8")
    void takesOverOnceTheLeaseOfOneThatDiedIsOver() {
        TestPackage made = new TestPackage(dir).numbers(100, state).numbers("pause", "100ms");
        Path home = made.write();
        PackagedFunction dying = open(home);
        CompletableFuture<PollSummary> unused = dying.poll(LIMIT);
        Awaitility.await().until(() -> !made.delivered().isEmpty());
        dying.close(); // its threads are gone, as after kill -9
        try (PackagedFunction next = open(home)) {
            assertThat(next.poll(LIMIT).join().status()).isEqualTo(Status.BUSY);
            Awaitility.await()
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> next.poll(LIMIT).join().status() == Status.IDLE);
        }
        assertThat(made.delivered()).containsAll(numbers(100));
        assertThat(made.delivered().size()).as("at most what was under way").isLessThan(130);
    }

    @Test
    @Tag("I8")
    void drainEndsTheInvocationInOrder() throws IOException {
        TestPackage made = new TestPackage(dir).numbers(1000, state).numbers("pause", "50ms");
        PackagedFunction function = open(made.write());
        CompletableFuture<PollSummary> working = function.poll(LIMIT);
        Awaitility.await().until(() -> !made.delivered().isEmpty());
        assertThat(function.drain(Duration.ofSeconds(5))).isTrue();
        assertThat(working.join().status()).isEqualTo(Status.MORE);
        assertThat(stored())
                .contains("\"owner\":\"\"")
                .contains("\"" + made.delivered().size() + "\"");
    }

    @Test
    void refusesAnInvocationThatIsTooShort() {
        TestPackage made = new TestPackage(dir).numbers(5, state);
        try (PackagedFunction function = PackagedFunction.open(made.write())) {
            assertThat(function.poll(Duration.ofSeconds(2)).join().message())
                    .contains("2000 ms")
                    .contains("longer timeout");
            assertThat(made.delivered()).isEmpty();
        }
        assertThatThrownBy(() -> new PackagedFunction(
                        made.write(), new ProcessReferences(Map.of("PENSTOCK_MARGIN", "soon")), SystemTime.clock()))
                .isInstanceOf(FunctionProblem.class)
                .hasMessageContaining("PENSTOCK_MARGIN is no duration");
    }

    @Test
    void isToldToPollByAnyPost() {
        TestPackage made = new TestPackage(dir).numbers(5, state).numbers("rejected", "3");
        Path home = made.write();
        try (PackagedFunction function = open(home)) {
            HttpInvocations invocations = new HttpInvocations(function);
            assertThat(invocations.handle(request("GET"), LIMIT).join().status())
                    .isEqualTo(405);
            HttpReply failed = invocations.handle(request("POST"), LIMIT).join();
            assertThat(failed.status()).isEqualTo(500);
            assertThat(new String(failed.body(), java.nio.charset.StandardCharsets.UTF_8))
                    .startsWith("{\"status\":\"failed\",\"delivered\":")
                    .contains("\"code\":\"told-to-reject\"");
        }
        made.numbers("rejected", "0");
        try (PackagedFunction function = open(made.write())) {
            HttpReply reply =
                    new HttpInvocations(function).handle(request("POST"), LIMIT).join();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers()).containsEntry("Content-Type", "application/json");
        }
    }

    private static WebhookRequest request(String method) {
        return new WebhookRequest(method, "/any/path", "", Map.of(), new byte[0]);
    }

    @Test
    void aWebhookThatIsRepeatedToAnotherInstanceIsKnown() {
        TestPackage made = new TestPackage(dir).hook("/hook").state(state);
        Path home = made.write();
        try (PackagedFunction one = PackagedFunction.open(home);
                PackagedFunction other = PackagedFunction.open(home)) {
            assertThat(deliver(one)).isBetween(200, 299);
            assertThat(deliver(other)).isBetween(200, 299);
        }
        assertThat(made.delivered()).hasSize(1);
    }

    private static int deliver(PackagedFunction function) {
        return function.receive(
                        new WebhookRequest(
                                "POST",
                                "/hook",
                                "",
                                Map.of("x-delivery", List.of("d-1")),
                                "d-1".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        LIMIT)
                .join()
                .status();
    }
}
