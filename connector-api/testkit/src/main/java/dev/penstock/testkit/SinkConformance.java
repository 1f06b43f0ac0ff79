package dev.penstock.testkit;

/** Everything that a {@link dev.penstock.api.Sink} promises. */
public interface SinkConformance
        extends OutcomeConformance,
                ConcurrencyConformance,
                SinkCrashConformance,
                AbilityConformance,
                ConfigConformance,
                IndexConformance,
                ReleaseConformance {}
