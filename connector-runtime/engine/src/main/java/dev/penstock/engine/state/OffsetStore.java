package dev.penstock.engine.state;

import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import java.util.Map;

/** Keeps the offsets of pipelines. Methods block; several threads may call at once. */
public interface OffsetStore {
    /**
     * Makes the caller the owner of a pipeline's offsets; whoever claimed them before can save no more.
     *
     * @return what to show when saving
     */
    Claim claim(String pipeline) throws Exception;

    /** The stored offsets of a pipeline; empty if there are none. */
    Map<Partition, Offset> load(String pipeline) throws Exception;

    /**
     * Stores offsets, all of them or none; returns when they are durable.
     *
     * @throws StaleClaimException when somebody else has claimed the pipeline since
     */
    void save(Claim claim, Map<Partition, Offset> offsets) throws Exception;

    /**
     * Proof of ownership.
     *
     * @param pipeline whose offsets
     * @param epoch grows with every claim
     */
    record Claim(String pipeline, long epoch) {}

    /** Another owner has claimed the pipeline: this one stops writing. */
    final class StaleClaimException extends Exception {
        private static final long serialVersionUID = 1L;

        /** The claim that is no longer good. */
        public StaleClaimException(Claim claim) {
            super("pipeline '" + claim.pipeline() + "' was claimed by another owner after epoch " + claim.epoch());
        }
    }
}
