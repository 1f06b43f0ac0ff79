package dev.penstock.engine;

import dev.penstock.api.Failure;
import io.cloudevents.CloudEvent;
import org.jspecify.annotations.Nullable;

/** What became of an event that was brought by an invocation: settled here, or kept by whoever brought it. */
public sealed interface Fate {
    /** The kinds, for a {@code switch} that the compiler checks. */
    enum Kind {
        SETTLED,
        KEPT
    }

    /** Which of the kinds this is. */
    Kind kind();

    /**
     * The event is safe: delivered, left out because the configuration says so, or durably dead-lettered.
     *
     * @param reply an event that the target answered with, or null
     */
    record Settled(@Nullable CloudEvent reply) implements Fate {
        static final Settled PLAIN = new Settled(null);

        @Override
        public Kind kind() {
            return Kind.SETTLED;
        }
    }

    /**
     * The event is not safe here: whoever brought it must not let go of it.
     *
     * @param failure why
     * @param rejected the target will never take it; otherwise bringing it again may help
     */
    record Kept(Failure failure, boolean rejected) implements Fate {
        @Override
        public Kind kind() {
            return Kind.KEPT;
        }
    }
}
