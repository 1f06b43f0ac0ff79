package dev.penstock.serve;

import dev.penstock.serve.route.RequestStats;
import dev.penstock.serve.scale.Backlog;
import dev.penstock.serve.scale.Decision;
import dev.penstock.serve.scale.Scaling;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a function was at a moment.
 *
 * @param name the pipeline's name
 * @param kind what invokes it
 * @param file where the pipeline stands
 * @param path where its requests come in
 * @param version of its package
 * @param state in one word
 * @param trouble what stands in the way; empty when nothing does
 * @param scaling its settings
 * @param wanted so many instances there should be
 * @param instances those that there are, of all versions
 * @param concurrency requests under way and waiting
 * @param queued requests that wait
 * @param counts of its requests
 * @param decision the last one
 * @param backlog what waits in the queue that it reads; null when it reads none or nobody has told
 * @param lastScale the last change; null when there was none
 */
public record FunctionSnapshot(
        String name,
        FunctionPackage.Kind kind,
        String file,
        String path,
        String version,
        State state,
        String trouble,
        Scaling scaling,
        int wanted,
        List<InstanceSnapshot> instances,
        int concurrency,
        int queued,
        RequestStats.Counts counts,
        Decision decision,
        @Nullable Backlog backlog,
        @Nullable LastScale lastScale) {

    /** In one word. */
    public enum State {
        /** No instance, and none is needed. */
        IDLE,
        /** Instances are wanted and none is ready yet. */
        STARTING,
        /** Requests are served. */
        READY,
        /** Requests are served by the version before; the new one is on its way. */
        ROLLING_OUT,
        /** Instances end by themselves, or cannot be started. */
        FAILING,
        /** It takes nothing more. */
        STOPPING
    }

    /** Whether it would serve a request. */
    public boolean isReady() {
        return state == State.IDLE || state == State.READY || state == State.ROLLING_OUT;
    }

    /** Requests answered, or events settled, per second lately. */
    public double perSecond() {
        return backlog == null ? counts.perSecond() : backlog.perSecond();
    }

    /** Instances that are ready. */
    public long readyInstances() {
        return instances.stream().filter(each -> each.state().equals("ready")).count();
    }

    /**
     * One instance.
     *
     * @param number counts from 1 for each function
     * @param pid its process; 0 while it is being made
     * @param version of its package
     * @param state {@code starting}, {@code ready}, {@code stopping}
     * @param seconds its age
     * @param inFlight requests that it has
     * @param reason why it is not ready; empty when it is
     */
    public record InstanceSnapshot(
            int number, long pid, String version, String state, long seconds, int inFlight, String reason) {}

    /**
     * A change of the number of instances.
     *
     * @param at when
     * @param from as many before
     * @param to as many after
     * @param why a sentence
     */
    public record LastScale(Instant at, int from, int to, String why) {}
}
