package dev.penstock.cli.packaging;

import dev.penstock.function.Shape;
import java.util.List;

/** {@code penstock serve}: the function of the target {@code http}, and instances that may hold on to a queue as well. */
public final class ServedTarget implements Target {
    private final HttpTarget http = new HttpTarget();

    @Override
    public String name() {
        return "serve";
    }

    @Override
    public String summary() {
        return "functions on this machine";
    }

    @Override
    public String adapter() {
        return http.adapter();
    }

    @Override
    public boolean holdsQueues() {
        return true;
    }

    @Override
    public List<String> refusals(FunctionPlan plan) {
        if (plan.shape() != Shape.QUEUE) {
            return http.refusals(plan);
        }
        return plan.pipeline().deadLetter().isPresent()
                ? List.of()
                : List.of(
                        "delivery.dead-letter: missing, and an instance of a function has no place of its own for what can never be"
                                + " delivered; name a sink for it, or run it with 'penstock run'"); // I3
    }

    @Override
    public void layOut(FunctionPlan plan, FileTree function, FileTree output) {
        output.addAll("function", function);
    }
}
