package dev.penstock.cli.packaging;

import java.util.List;

/** A platform that pipelines are packaged for. To add one, see the page on adding a target. */
public interface Target {
    /** What is said after {@code --target}. */
    String name();

    /** One line for the list of targets. */
    String summary();

    /** The folder below {@code functions} that holds the adapter's jars. */
    String adapter();

    /** The same, where it depends on the pipeline. */
    default String adapter(FunctionPlan plan) {
        return adapter();
    }

    /** Whether the package holds the scaler of KEDA, too. */
    default boolean holdsScaler(FunctionPlan plan) {
        return false;
    }

    /** Whether it can run sources that poll or hold on to a queue for as long as they like, so that nobody has to invoke it. */
    default boolean bringsEvents() {
        return false;
    }

    /** Whether an instance may hold on to a queue, for somebody starts and ends instances by what waits in it. */
    default boolean holdsQueues() {
        return bringsEvents();
    }

    /** Whether the platform stops an instance, or its clock, once it has answered, whatever is still to be delivered. */
    default boolean stopsAfterAnswer() {
        return false;
    }

    /** What of the pipeline this platform cannot run, each with the way out; empty when it can run all of it. */
    List<String> refusals(FunctionPlan plan);

    /** Lays out the package: the function's files as this platform wants them, and what deploys them. */
    void layOut(FunctionPlan plan, FileTree function, FileTree output);
}
