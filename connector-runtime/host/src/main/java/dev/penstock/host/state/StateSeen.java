package dev.penstock.host.state;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.StateStore;
import dev.penstock.api.StateStore.Change;
import dev.penstock.api.StateStore.Entry;
import dev.penstock.engine.state.SharedDeliveries;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;

/** Webhook deliveries in a state store, each under the hash of its id, so that all instances know it. Any thread may call. */
final class StateSeen implements SharedDeliveries {
    private static final Duration LONGEST_CALL = Duration.ofSeconds(3);
    private static final Duration A_DAY = Duration.ofDays(1);

    private final StateStore store;
    private final InstantSource clock;

    StateSeen(StateStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public boolean seen(String pipeline, String id, Instant since) {
        try {
            Entry entry = store.read(key(pipeline, id), Deadline.in(LONGEST_CALL, clock));
            return entry != null && !Instant.parse(entry.value()).isBefore(since);
        } catch (DateTimeException notOurs) {
            return false;
        } catch (Exception e) {
            throw failed(e);
        }
    }

    @Override
    public void remember(String pipeline, String id, Instant at) {
        remember(pipeline, id, at, at.plus(A_DAY));
    }

    @Override
    public void remember(String pipeline, String id, Instant at, Instant until) {
        String key = key(pipeline, id);
        Deadline deadline = Deadline.in(LONGEST_CALL, clock);
        try {
            if (store.write(new Change(key, at.toString(), null, until), deadline) != null) {
                return;
            }
            Entry entry = store.read(key, deadline);
            // one that has expired, or another instance's of this moment: whichever wins, it is remembered
            String unused = store.write(
                    new Change(key, at.toString(), entry == null ? null : entry.version(), until), deadline);
        } catch (Exception e) {
            throw failed(e);
        }
    }

    private static RuntimeException failed(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return e instanceof RuntimeException unchecked ? unchecked : new ConnectorException(Failure.of(e), e);
    }

    /** Ids come from senders, keys are short and plain. */
    static String key(String pipeline, String id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return pipeline + "/seen/" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
