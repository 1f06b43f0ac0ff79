package dev.penstock.serve.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.runtime.gateway.RawReply;
import dev.penstock.runtime.gateway.RawRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where requests go, without instances and without time passing. */
class RouterTests {
    private final ManualTime time = new ManualTime();
    private final ManualCarrier carrier = new ManualCarrier();
    private final Router router = router(false);

    private Router router(boolean repeatable) {
        return new Router(
                "f",
                new RouterLimits(2, 3, 100, Duration.ofSeconds(10), Duration.ofSeconds(60), repeatable),
                carrier,
                time);
    }

    private static RawRequest request(int bytes) {
        return new RawRequest(
                new WebhookRequest("POST", "/hook", "", List.of(), new byte[bytes]), List.of(), "10.0.0.1", "http", "");
    }

    private static CompletableFuture<RawReply> submit(Router router) {
        return router.submit(request(1)).toCompletableFuture();
    }

    /** A request whose answer the test does not look at. */
    private static void send(Router router) {
        var unused = submit(router);
    }

    private static int status(CompletableFuture<RawReply> reply) {
        assertThat(reply).as("an answer, at once").isDone(); // or a mistake would leave the test waiting
        return reply.join().status();
    }

    @Test
    void holdsARequestUntilAnInstanceIsThere() {
        AtomicInteger asked = new AtomicInteger();
        router.onArrival(asked::incrementAndGet);
        CompletableFuture<RawReply> reply = submit(router);
        assertThat(asked).hasValue(1);
        assertThat(reply).isNotDone();
        router.add(new Backend("a", 1));
        carrier.last().answer(204);
        assertThat(status(reply)).isEqualTo(204);
        assertThat(router.isQuiet()).isTrue();
    }

    @Test
    void givesToTheLeastLoadedAndNoMoreThanTheSlots() {
        router.add(new Backend("a", 1));
        router.add(new Backend("b", 2));
        for (int i = 0; i < 5; i++) {
            send(router);
        }
        assertThat(carrier.ports()).containsExactlyInAnyOrder(1, 2, 1, 2);
        assertThat(router.queued()).isEqualTo(1);
        assertThat(router.concurrency()).isEqualTo(5);
        carrier.loads.get(1).answer(204);
        assertThat(carrier.last().port()).isEqualTo(carrier.loads.get(1).port());
        assertThat(router.queued()).isZero();
    }

    @Test
    void firstComeFirstServed() {
        RawRequest first = request(1);
        router.submit(first);
        send(router);
        router.add(new Backend("a", 1));
        assertThat(carrier.loads.get(0).request()).isSameAs(first);
    }

    @Test
    @Tag("I6")
    void turnsAwayWhatIsTooMuch() {
        send(router);
        send(router);
        send(router);
        RawReply tooMany = submit(router).join();
        assertThat(tooMany.status()).isEqualTo(503);
        assertThat(tooMany.headers()).anyMatch(header -> header.name().equals("Retry-After"));
        Router other = router(false);
        other.submit(request(60));
        assertThat(other.submit(request(60)).toCompletableFuture().join().status())
                .isEqualTo(503);
        assertThat(other.queuedBytes()).isEqualTo(60);
        assertThat(other.stats().counts(0).refused()).isEqualTo(1);
    }

    @Test
    void sendsAwayWhoWaitedTooLong() {
        CompletableFuture<RawReply> early = submit(router);
        time.pass(6_000);
        CompletableFuture<RawReply> later = submit(router);
        time.pass(4_000);
        router.expire(false);
        assertThat(status(early)).isEqualTo(503);
        assertThat(later).isNotDone();
        router.expire(true);
        assertThat(status(later)).isEqualTo(503);
        assertThat(router.isQuiet()).isTrue();
        assertThat(router.queuedBytes()).isZero();
    }

    @Test
    void triesAnotherInstanceWhenNothingWasSent() {
        router.add(new Backend("a", 1));
        router.add(new Backend("b", 2));
        CompletableFuture<RawReply> reply = submit(router);
        carrier.last().fail(false, false);
        assertThat(carrier.ports()).containsExactly(1, 2);
        carrier.last().answer(200);
        assertThat(status(reply)).isEqualTo(200);
        assertThat(router.stats().counts(0).repeated()).isEqualTo(1);
    }

    @Test
    void leavesAnInstanceAloneForAMomentThatRefusedAConnection() {
        router.add(new Backend("a", 1));
        CompletableFuture<RawReply> reply = submit(router);
        carrier.last().fail(false, false);
        assertThat(carrier.loads).hasSize(1);
        router.expire(false);
        assertThat(carrier.loads).hasSize(1);
        time.pass(250);
        router.expire(false);
        assertThat(carrier.loads).hasSize(2);
        carrier.last().answer(204);
        assertThat(status(reply)).isEqualTo(204);
    }

    @Test
    @Tag("I1")
    void neverSaysDoneForAnInstanceThatDidNot() {
        router.add(new Backend("a", 1));
        router.add(new Backend("b", 2));
        CompletableFuture<RawReply> reply = submit(router);
        carrier.last().fail(true, false); // it may have been delivered, or not
        assertThat(carrier.loads).hasSize(1);
        assertThat(status(reply)).isEqualTo(502);
        assertThat(reply.join().headers()).anyMatch(header -> header.name().equals("Retry-After"));
    }

    @Test
    void triesOnceMoreWhenEventsHaveIds() {
        Router repeatable = router(true);
        repeatable.add(new Backend("a", 1));
        repeatable.add(new Backend("b", 2));
        repeatable.add(new Backend("c", 3));
        CompletableFuture<RawReply> reply = submit(repeatable);
        carrier.last().fail(true, false);
        assertThat(carrier.ports()).containsExactly(1, 2);
        carrier.last().fail(true, false); // a request that ends instances ends two, not all
        assertThat(status(reply)).isEqualTo(502);
    }

    @Test
    void doesNotRepeatWhatMayStillBeUnderWay() {
        Router repeatable = router(true);
        repeatable.add(new Backend("a", 1));
        repeatable.add(new Backend("b", 2));
        CompletableFuture<RawReply> reply = submit(repeatable);
        carrier.last().fail(true, true);
        assertThat(status(reply)).isEqualTo(504);
    }

    @Test
    void passesOnWhatAnInstanceDidNotTake() {
        router.add(new Backend("a", 1));
        router.add(new Backend("b", 2));
        CompletableFuture<RawReply> reply = submit(router);
        carrier.last().notTaken();
        carrier.last().answer(204);
        assertThat(carrier.ports()).containsExactly(1, 2);
        assertThat(status(reply)).isEqualTo(204);
    }

    @Test
    void givesNothingNewToAnInstanceThatLeaves() {
        Backend leaving = new Backend("a", 1);
        router.add(leaving);
        CompletableFuture<RawReply> before = submit(router);
        router.replaceAll(List.of(new Backend("b", 2)));
        send(router);
        assertThat(carrier.ports()).containsExactly(1, 2);
        assertThat(router.inFlight(leaving)).isEqualTo(1);
        carrier.loads.get(0).answer(204);
        assertThat(status(before)).isEqualTo(204);
        assertThat(router.inFlight(leaving)).isZero();
    }

    @Test
    void takesNothingNewOnceItIsClosed() {
        CompletableFuture<RawReply> before = submit(router);
        router.close();
        assertThat(status(submit(router))).isEqualTo(503);
        router.add(new Backend("a", 1));
        carrier.last().answer(204);
        assertThat(status(before)).isEqualTo(204);
    }

    @Test
    void measuresWhatWaitsAndWhatIsUnderWay() {
        router.averageConcurrency();
        send(router);
        router.add(new Backend("a", 1));
        send(router);
        time.pass(1_000);
        assertThat(router.averageConcurrency()).isEqualTo(2);
        carrier.last().answer(204);
        time.pass(1_000);
        assertThat(router.averageConcurrency()).isEqualTo(1);
    }
}
