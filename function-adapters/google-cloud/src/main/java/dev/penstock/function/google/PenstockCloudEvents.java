package dev.penstock.function.google;

import com.google.cloud.functions.CloudEventsFunction;
import dev.penstock.api.Failure;
import dev.penstock.engine.Fate;
import dev.penstock.function.FunctionProblem;
import dev.penstock.function.Shape;
import io.cloudevents.CloudEvent;
import java.util.List;

/**
 * Delivers the events that Eventarc brings, one with each invocation.
 *
 * <p>The framework makes one object per process and calls it from any thread, several at once.
 */
public final class PenstockCloudEvents implements CloudEventsFunction {
    private final OpenFunction open;

    /**
     * Called by the framework: opens the function of the package.
     *
     * @throws FunctionProblem when it cannot start until somebody mends something
     */
    public PenstockCloudEvents() {
        this(OpenFunction.fromEnvironment());
    }

    PenstockCloudEvents(OpenFunction open) {
        this.open = open;
    }

    /**
     * Delivers an event; blocks until it is safe. A function that polls takes it as a sign that it is time.
     *
     * @throws IllegalStateException when it is not: the framework then answers 500, and Eventarc sends the event again
     */
    @Override
    public void accept(CloudEvent event) {
        if (open.function().shape() == Shape.POLLING) {
            Failure failure = open.function().poll(open.limit()).join().failure();
            if (failure != null) {
                throw new IllegalStateException("polling failed: " + failure.code() + ": " + failure.message());
            }
            return;
        }
        List<Fate> fates = open.function().bring(List.of(event), open.limit()).join();
        if (fates.get(0) instanceof Fate.Kept kept) {
            throw new IllegalStateException("event " + event.getId() + " is not delivered: "
                    + kept.failure().code() + ": " + kept.failure().message()); // I1
        }
    }
}
