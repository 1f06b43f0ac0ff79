package dev.penstock.host;

import dev.penstock.api.Deadline;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A provider that does what the name says. */
public final class TestSecrets implements SecretProvider {
    /** How many names have to be asked for at once before any of them is answered. */
    static final int TOGETHER = 4;

    static final List<String> ASKED = new CopyOnWriteArrayList<>();
    static final CountDownLatch INTERRUPTED = new CountDownLatch(1);
    private static final CyclicBarrier MEETING = new CyclicBarrier(TOGETHER);

    /** Called by the service loader. */
    public TestSecrets() {}

    @Override
    public Set<String> kinds() {
        return Set.of("test");
    }

    @Override
    public Optional<String> malformed(String kind, String name) {
        return name.contains("!") ? Optional.of("names hold no '!'") : Optional.empty();
    }

    @Override
    public String fetch(String kind, String name, Deadline deadline) throws SecretUnavailable {
        ASKED.add(name);
        switch (name.split("-", 2)[0]) {
            case "json" -> {
                return "{\"user\":\"ann\",\"deep\":{\"pass/word\":\"sw0rdfish\",\"port\":5432},\"list\":[1]}";
            }
            case "together" -> meet();
            case "gone" -> throw new SecretUnavailable("there is no such secret", "make it");
            case "bug" -> throw new IllegalStateException("cannot parse sw0rdfish");
            case "hang" -> hang();
            default -> {}
        }
        return "value of " + name;
    }

    private static void meet() {
        try {
            MEETING.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
            throw new IllegalStateException(alone);
        }
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException givenUp) {
            INTERRUPTED.countDown();
        }
    }
}
