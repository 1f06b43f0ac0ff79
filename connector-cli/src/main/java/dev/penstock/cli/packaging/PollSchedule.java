package dev.penstock.cli.packaging;

import dev.penstock.api.config.Durations;
import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.ConfigNode.Mapping;
import dev.penstock.function.FunctionDefinition;
import java.time.Duration;
import java.util.Optional;

/**
 * How often a function that polls is invoked: as often as its source's {@code interval} says, in whole minutes, for no platform has
 * less.
 */
public final class PollSchedule {
    private static final int HOUR = 60;
    private static final int DAY = 24;

    private final long minutes;

    private PollSchedule(long minutes) {
        this.minutes = minutes;
    }

    static PollSchedule of(FunctionPlan plan) {
        FunctionDefinition.Part source = plan.definition().source();
        return source == null ? new PollSchedule(1) : of(source.config());
    }

    /** The schedule of a source's interval, rounded up to minutes; each minute where there is none. */
    static PollSchedule of(Mapping sourceConfig) {
        return new PollSchedule(interval(sourceConfig)
                .map(interval ->
                        Math.max(1, interval.plusMinutes(1).minusNanos(1).toMinutes()))
                .orElse(1L));
    }

    /** How often the source is to look, as it is written in its config; empty where it is not, or is a reference. */
    public static Optional<Duration> interval(Mapping sourceConfig) {
        if (!(sourceConfig.get("interval") instanceof ConfigNode.Text text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Durations.parse(text.text()));
        } catch (IllegalArgumentException reference) {
            return Optional.empty(); // what else is no duration was refused when the pipeline was compiled
        }
    }

    /** As EventBridge writes it. */
    String rate() {
        return "rate(" + minutes + (minutes == 1 ? " minute)" : " minutes)");
    }

    /** As FunctionGraph writes it. */
    String minutes() {
        return minutes + "m";
    }

    /** As cron writes it, which knows the parts of an hour and of a day: the next one that is not longer. */
    String cron() {
        if (minutes < HOUR) {
            return minutes == 1 ? "* * * * *" : "*/" + part(minutes, HOUR) + " * * * *";
        }
        long hours = part(Math.min(minutes / HOUR, DAY), DAY);
        return hours == 1 ? "0 * * * *" : hours == DAY ? "0 0 * * *" : "0 */" + hours + " * * *";
    }

    /** The same, five minutes later: of what comes every ten minutes or less often. */
    String cronLater() {
        String cron = cron();
        return cron.startsWith("*/") ? "5-59" + cron.substring(1) : cron.replaceFirst("^0 ", "5 ");
    }

    private static long part(long wanted, int whole) {
        long part = wanted;
        while (whole % part != 0) {
            part--;
        }
        return part;
    }
}
