package dev.penstock.testkit;

import dev.penstock.api.TriggerSource;
import org.junit.jupiter.api.Test;

/** Everything that a {@link TriggerSource} promises: a config, and little else. */
public interface TriggerSourceConformance
        extends AbilityConformance, ConfigConformance, IndexConformance, ReleaseConformance {
    /** The source is a trigger, or the driver is of the wrong kind. */
    @Test
    default void isATrigger() {
        Kinds.check(connector(), TriggerSource.class);
    }
}
