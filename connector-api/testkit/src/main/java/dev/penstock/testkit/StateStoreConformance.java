package dev.penstock.testkit;

/** Everything that a {@link dev.penstock.api.StateStore} promises. */
public interface StateStoreConformance
        extends EntryConformance,
                FencingConformance,
                AbilityConformance,
                ConfigConformance,
                IndexConformance,
                ReleaseConformance {}
