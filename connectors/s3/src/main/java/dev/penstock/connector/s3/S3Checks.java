package dev.penstock.connector.s3;

import dev.penstock.api.Check;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.StateStore.Change;
import dev.penstock.api.StateStore.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tests what the store needs: the bucket, the rights, and that the service keeps all writers out but one.
 *
 * <p>Some services take conditional headers and do not look at them, and some look and write in two steps: with those, two
 * owners would believe that a pipeline is theirs.
 */
final class S3Checks {
    private static final int WRITERS = 8;

    private final S3StateStore store;
    private final String place;
    private final List<Check> checks = new ArrayList<>();

    S3Checks(S3StateStore store, String place) {
        this.store = store;
        this.place = place;
    }

    List<Check> run(Deadline deadline) throws InterruptedException {
        String key = "penstock-check/" + UUID.randomUUID();
        String step = "read";
        try {
            Entry nothing = store.read(key, deadline);
            checks.add(Check.passed(step, place + (nothing == null ? "" : ", unexpectedly " + key)));
            step = "write";
            String version = store.write(change(key, null, deadline), deadline);
            checks.add(Check.passed(step, place));
            step = "conditional writes";
            checks.add(conditional(step, key, version, deadline));
        } catch (ConnectorException e) {
            checks.add(Check.failed(step, e.failure()));
        }
        remove(key, deadline);
        return checks;
    }

    private Check conditional(String step, String key, @Nullable String version, Deadline deadline)
            throws InterruptedException {
        boolean createdAgain = store.write(change(key, null, deadline), deadline) != null;
        long replaced = race(change(key, version, deadline), deadline);
        boolean replacedStale = replaced == 1 && store.write(change(key, version, deadline), deadline) != null;
        if (!createdAgain && replaced <= 1 && !replacedStale) {
            return Check.passed(step, "only the first of several writers wins");
        }
        return Check.failed(
                step,
                Failure.user(
                        "no-conditional-writes",
                        place + " let a write through whose condition did not hold, so it cannot keep two owners apart;"
                                + " keep state in a service that knows If-None-Match and If-Match, or in a database"));
    }

    /** How many of several that write at once are told that they have written. */
    private long race(Change change, Deadline deadline) throws InterruptedException {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            Callable<Boolean> write = () -> store.write(change, deadline) != null;
            long won = 0;
            for (Future<Boolean> each : writers.invokeAll(Collections.nCopies(WRITERS, write))) {
                won += each.get() ? 1 : 0;
            }
            return won;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ConnectorException known
                    ? known
                    : new ConnectorException(Failure.of(Objects.requireNonNull(e.getCause())), e);
        } finally {
            writers.shutdownNow();
        }
    }

    /** Who may not remove leaves one object behind, which a lifecycle rule takes. */
    private void remove(String key, Deadline deadline) {
        try {
            store.remove(key, deadline);
        } catch (SdkException | ConnectorException e) {
            checks.add(Check.passed("clean up", "the object " + key + " stays, for it cannot be removed"));
        }
    }

    /** Expires at once, for the case that it cannot be removed. */
    private static Change change(String key, @Nullable String expected, Deadline deadline) {
        return new Change(key, "check", expected, deadline.clock().instant());
    }
}
