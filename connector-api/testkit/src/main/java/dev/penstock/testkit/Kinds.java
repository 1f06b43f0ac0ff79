package dev.penstock.testkit;

/** Which kind of connector a class is. */
final class Kinds {
    private Kinds() {}

    static void check(Class<?> connector, Class<?> kind) {
        if (!kind.isAssignableFrom(connector)) {
            throw new AssertionError(connector.getName() + " is no " + kind.getSimpleName()
                    + "; let the test class implement the conformance interface of its kind");
        }
    }
}
