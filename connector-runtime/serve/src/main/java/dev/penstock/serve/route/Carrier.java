package dev.penstock.serve.route;

import dev.penstock.runtime.gateway.RawReply;
import dev.penstock.runtime.gateway.RawRequest;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Carry a request to an instance and its answer back. */
public interface Carrier {
    /**
     * Sends a request to the instance on that port of this machine.
     *
     * <p>Called by any thread; does not block.
     *
     * @param limit after this long it has failed
     * @return completes with what became of it, never exceptionally
     */
    CompletionStage<Carried> carry(RawRequest request, int port, Duration limit);

    /** What became of a request. */
    sealed interface Carried {
        /** The instance has answered; it may have said that it did not take the request. */
        record Answered(RawReply reply, boolean taken) implements Carried {}

        /**
         * There is no answer.
         *
         * @param sent whether a byte may have reached the instance
         * @param late whether it is still to come, for all that is known
         * @param reason for people
         */
        record Failed(boolean sent, boolean late, String reason) implements Carried {}
    }
}
