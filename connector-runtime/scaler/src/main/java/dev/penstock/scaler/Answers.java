package dev.penstock.scaler;

import dev.penstock.runtime.backlog.Backlog;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** What is said where there is no number. */
final class Answers {
    private Answers() {}

    /** A number, or the reason why there is none as a status of gRPC. */
    static long events(Backlog backlog) {
        return switch (backlog.kind()) {
            case KNOWN -> backlog.events();
            case UNKNOWN -> throw refused(Status.UNAVAILABLE, backlog);
            case UNMEASURABLE -> throw refused(Status.UNIMPLEMENTED, backlog);
            case NO_PIPELINE -> throw refused(Status.NOT_FOUND, backlog);
        };
    }

    private static StatusRuntimeException refused(Status status, Backlog backlog) {
        return status.withDescription(backlog.why()).asRuntimeException();
    }

    static StatusRuntimeException late(String pipeline, long seconds) {
        return Status.UNAVAILABLE
                .withDescription("the source of pipeline '" + pipeline + "' did not tell within " + seconds
                        + " s how much waits; look at what it reads from")
                .asRuntimeException();
    }
}
