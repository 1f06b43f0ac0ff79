package dev.penstock.serve.scale;

import java.time.Duration;

/**
 * How a function is scaled. The names and the meaning are those of Knative's autoscaler; the windows are shorter, because one
 * machine starts a process in less than a second.
 *
 * @param min smallest number of instances
 * @param max largest number of instances
 * @param target requests at once per instance; more wait
 * @param idle after so long without any work the last instance goes
 * @param stableWindow the average over this long decides while nothing special happens
 * @param panicWindow the average over this long decides when load grows suddenly
 * @param panicThreshold how many times more instances than are ready must be wanted to panic
 * @param maxScaleUpRate at most so many times more instances than are ready at one decision
 * @param maxScaleDownRate at least this part of those that are ready stays at one decision: 2 means a half
 * @param scaleDownDelay fewer instances only when fewer were wanted for so long
 */
public record Scaling(
        int min,
        int max,
        int target,
        Duration idle,
        Duration stableWindow,
        Duration panicWindow,
        double panicThreshold,
        double maxScaleUpRate,
        double maxScaleDownRate,
        Duration scaleDownDelay) {
    private static final int PANIC_PART = 10;
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    public Scaling {
        if (min < 0 || max < Math.max(1, min) || target < 1) {
            throw new IllegalArgumentException("scaling cannot be: min " + min + ", max " + max + ", target " + target
                    + "; 0 <= min <= max, 1 <= target");
        }
    }

    /**
     * With Knative's factors: panic window a tenth of the stable one, panic threshold 200 %, growth by up to 1000 times, at most
     * half gone at once, no delay. The stable window is no longer than {@code idle}, which is the shorter patience of the two.
     */
    public static Scaling of(int min, int max, int target, Duration idle, Duration stableWindow) {
        Duration stable = longer(SHORTEST, idle.compareTo(stableWindow) < 0 ? idle : stableWindow);
        return new Scaling(
                min,
                max,
                target,
                idle,
                stable,
                longer(SHORTEST, stable.dividedBy(PANIC_PART)),
                2.0,
                1000.0,
                2.0,
                Duration.ZERO);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
