package dev.penstock.host.state;

import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.StateStore;
import dev.penstock.engine.PipelinePlan;
import dev.penstock.engine.state.OffsetStore;
import dev.penstock.engine.state.OffsetStore.Claim;
import dev.penstock.engine.state.OffsetStore.StaleClaimException;
import dev.penstock.engine.state.SharedDeliveries;
import dev.penstock.engine.strand.Strand;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of one pipeline in its state store: offsets, on which this instance keeps the lease while it has it, and deliveries that
 * were seen.
 *
 * <p>Any thread may call. The store is built when it is first needed, and anew after it failed.
 */
public final class SharedState implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.penstock.state");

    /**
     * What the {@code state} block of a pipeline says.
     *
     * @param store builds the store
     * @param lease how long an owner that is silent keeps the pipeline
     */
    public record Settings(PipelinePlan.Factory<StateStore> store, Duration lease) {}

    private final Settings settings;
    private final Strand strand;
    private final Runnable lost;
    private final RebuiltStore store;
    private final StateOffsets offsets;
    private final SharedDeliveries seen;
    private volatile @Nullable Claim renewing;
    private volatile boolean closed;

    /**
     * The state of a pipeline.
     *
     * @param owner where this instance runs, for a person; what makes it unique is added
     * @param strand renews the lease
     * @param lost run once for each claim that another owner has taken over
     */
    public SharedState(Settings settings, String owner, Strand strand, Runnable lost) {
        this.settings = settings;
        this.strand = strand;
        this.lost = lost;
        this.store = new RebuiltStore(settings.store());
        // SecureRandom: processes that are made of one snapshot differ, too
        String unique = owner + "/" + UUID.randomUUID();
        this.offsets = new StateOffsets(store, unique, settings.lease(), strand.clock());
        this.seen = new StateSeen(store, strand.clock());
    }

    /** Where the process runs, as far as it knows: the machine's or instance's name, and the process. */
    public static String here(Map<String, String> environment) {
        String name =
                environment.getOrDefault("AWS_LAMBDA_LOG_STREAM_NAME", environment.getOrDefault("HOSTNAME", "process"));
        return name + ":" + ProcessHandle.current().pid();
    }

    /** The offsets. Claiming them also begins to renew the lease. */
    public OffsetStore offsets() {
        return new Renewed();
    }

    /**
     * Forgets all offsets of a pipeline that was claimed here.
     *
     * @return how many there were
     */
    public int reset(Claim claim) throws Exception {
        return offsets.reset(claim);
    }

    /** The deliveries that any instance has seen. */
    public SharedDeliveries seen() {
        return seen;
    }

    /** Gives the lease up, if this instance has it, so that another can claim at once. */
    public void release() {
        renewing = null;
        try {
            offsets.release();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a lease was not given up in order, and holds for {0} s more: {1}",
                    settings.lease().toSeconds(),
                    e.toString());
        }
    }

    private void renewSoon(Claim claim) {
        Duration pause = settings.lease().dividedBy(3);
        strand.schedule(pause, () -> {
            if (!claim.equals(renewing) || closed) {
                return;
            }
            strand.call(
                    "renew the lease",
                    settings.lease(),
                    () -> {
                        offsets.renew(claim, pause.dividedBy(2));
                        return true;
                    },
                    (done, thrown) -> renewed(claim, thrown));
        });
    }

    private void renewed(Claim claim, @Nullable Throwable thrown) {
        if (thrown instanceof StaleClaimException) {
            lost(claim);
            return;
        }
        if (thrown != null && !closed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: the lease could not be renewed; trying again: {1}",
                    claim.pipeline(),
                    thrown.toString());
        }
        renewSoon(claim);
    }

    private void lost(Claim claim) {
        if (claim.equals(renewing)) {
            renewing = null;
            LOG.log(System.Logger.Level.WARNING, "{0}: another instance has taken over", claim.pipeline());
            lost.run();
        }
    }

    /**
     * Closes the store and keeps the lease until it runs out: for when a call may still be under way here, so that nobody else
     * may begin yet.
     */
    public void abandon() {
        closed = true;
        renewing = null;
        store.close();
    }

    /** Gives the lease up and closes the store; blocks for as long as the store does. */
    @Override
    public void close() {
        closed = true;
        release();
        store.close();
    }

    private final class Renewed implements OffsetStore {
        @Override
        public Claim claim(String pipeline) throws Exception {
            Claim claim = offsets.claim(pipeline);
            renewing = claim;
            renewSoon(claim);
            return claim;
        }

        @Override
        public Map<Partition, Offset> load(String pipeline) throws Exception {
            return offsets.load(pipeline);
        }

        @Override
        public void save(Claim claim, Map<Partition, Offset> moved) throws Exception {
            try {
                offsets.save(claim, moved);
            } catch (StaleClaimException e) {
                strand.execute(() -> lost(claim));
                throw e;
            }
        }
    }
}
