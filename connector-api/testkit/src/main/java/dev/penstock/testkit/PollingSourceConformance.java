package dev.penstock.testkit;

/** Everything that a {@link dev.penstock.api.PollingSource} promises. */
public interface PollingSourceConformance
        extends ResumeConformance,
                PollBoundsConformance,
                IdentityConformance,
                SourceContentConformance,
                SourceCrashConformance,
                AbilityConformance,
                ConfigConformance,
                IndexConformance,
                ReleaseConformance {}
