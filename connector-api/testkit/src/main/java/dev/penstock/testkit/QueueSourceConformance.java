package dev.penstock.testkit;

/** Everything that a {@link dev.penstock.api.QueueSource} promises. */
public interface QueueSourceConformance
        extends SettlementConformance,
                SourceContentConformance,
                SourceCrashConformance,
                AbilityConformance,
                ConfigConformance,
                IndexConformance,
                ReleaseConformance {}
