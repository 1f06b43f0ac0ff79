package dev.penstock.serve.scale;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Decides how many instances a function needs, as Knative's pod autoscaler does for the metric concurrency.
 *
 * <pre>
 * wanted    = ceil(average concurrency over the window / target)
 * bounds    = floor(ready / maxScaleDownRate) … ceil(ready × maxScaleUpRate), ready counted as 1 when there is none
 * panic     begins when the wanted of the panic window ≥ panicThreshold × ready, ends a stable window after it was last so
 * in panic  the larger of both windows' wanted, and never fewer than before
 * </pre>
 *
 * <p>The source of the algorithm: {@code pkg/autoscaler/scaling/autoscaler.go} of knative/serving, and
 * <a href="https://knative.dev/docs/serving/autoscaling/kpa-specific/">its documentation</a>. What differs: the last instance
 * stays until there was no request for {@code idle}, where Knative has a grace and a retention period; and there is no target
 * utilization, because the target is also the limit of what an instance is given.
 *
 * <p>Times are nanoseconds of any monotonic clock. For one thread.
 */
public final class Autoscaler {
    private Scaling scaling;
    private final Averages averages = new Averages();
    private final Deque<Wanted> wanted = new ArrayDeque<>();
    private boolean panicking;
    private long panicSeen;
    private int panicMost;
    private boolean worked;
    private long lastWork;

    private record Wanted(long at, int desired) {}

    /** An autoscaler that has seen nothing. */
    public Autoscaler(Scaling scaling) {
        this.scaling = scaling;
    }

    /** Goes on with other settings. */
    public void use(Scaling other) {
        scaling = other;
    }

    /** Takes the average concurrency since the last call, waiting requests included. */
    public void measured(long now, double concurrency) {
        averages.record(now, concurrency, scaling.stableWindow());
        if (concurrency > 0) {
            worked = true;
            lastWork = now;
        }
    }

    /** Decides, given how many instances are ready. */
    public Decision decide(long now, int ready) {
        double stable = averages.over(now, scaling.stableWindow());
        double recent = averages.over(now, scaling.panicWindow());
        int counted = Math.max(1, ready);
        int byStable = within(Math.ceil(stable / scaling.target()), counted);
        double wantedRecently = Math.ceil(recent / scaling.target());
        boolean began = panics(now, wantedRecently / counted >= scaling.panicThreshold());
        int desired = byStable;
        if (panicking) {
            panicMost = Math.max(panicMost, Math.max(byStable, within(wantedRecently, counted)));
            desired = panicMost;
        }
        desired = delayed(now, desired);
        return bounded(now, desired, stable, recent, began);
    }

    private int within(double instances, int ready) {
        double most = Math.ceil(scaling.maxScaleUpRate() * ready);
        double least = Math.floor(ready / scaling.maxScaleDownRate());
        return (int) Math.min(Math.max(instances, least), most);
    }

    /** Whether it begins to panic now. */
    private boolean panics(long now, boolean over) {
        boolean began = over && !panicking;
        if (over) {
            panicking = true;
            panicSeen = now;
        } else if (panicking && now - panicSeen > scaling.stableWindow().toNanos()) {
            panicking = false;
            panicMost = 0;
        }
        return began;
    }

    /** The most that was wanted within the delay. */
    private int delayed(long now, int desired) {
        if (scaling.scaleDownDelay().isZero()) {
            return desired;
        }
        wanted.addLast(new Wanted(now, desired));
        while (wanted.getFirst().at() <= now - scaling.scaleDownDelay().toNanos()) {
            wanted.removeFirst();
        }
        return wanted.stream().mapToInt(Wanted::desired).max().orElse(desired);
    }

    private Decision bounded(long now, int desired, double stable, double recent, boolean began) {
        int lowest = Math.max(scaling.min(), desired);
        if (lowest == 0 && worked && now - lastWork < scaling.idle().toNanos()) {
            return new Decision(1, panicking, stable, recent, "kept until it was idle for " + Texts.of(scaling.idle()));
        }
        if (desired < scaling.min()) {
            return new Decision(scaling.min(), panicking, stable, recent, "never fewer than min");
        }
        if (desired > scaling.max()) {
            return new Decision(scaling.max(), panicking, stable, recent, load(recent) + ", and never more than max");
        }
        String why = desired == 0
                ? "no work for " + Texts.of(scaling.idle())
                : (began ? "load grew suddenly: " : "") + load(panicking ? recent : stable);
        return new Decision(desired, panicking, stable, recent, why);
    }

    private String load(double concurrency) {
        return String.format(Locale.ROOT, "%.1f requests at once, %d per instance", concurrency, scaling.target());
    }
}
