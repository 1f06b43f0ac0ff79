package dev.penstock.testkit;

import org.opentest4j.TestAbortedException;

/** Ends a test that a connector has nothing for; the report tells why. */
final class NotApplicable {
    private NotApplicable() {}

    static void unless(boolean applies, String why) {
        if (!applies) {
            throw new TestAbortedException("not applicable: " + why);
        }
    }

    static void unlessIs(Class<?> connector, Class<?> ability) {
        unless(ability.isAssignableFrom(connector), "the connector is not " + ability.getSimpleName());
    }
}
