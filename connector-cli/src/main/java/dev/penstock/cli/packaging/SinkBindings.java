package dev.penstock.cli.packaging;

import static dev.penstock.cli.packaging.YamlTree.map;

import dev.penstock.function.Shape;
import java.util.Map;

/** A {@code SinkBinding} of Knative, which tells pods where events go, and what to put on them. */
final class SinkBindings {
    /** The variable that it sets. */
    static final String SINK = "K_SINK";

    private SinkBindings() {}

    /** Not for events that come from a broker: sent back to it, they would go round for ever. */
    static boolean bound(FunctionPlan plan) {
        return plan.shape() != Shape.TRIGGER && plan.variables().contains(SINK);
    }

    /** The one of a deployment. */
    static Map<String, Object> of(String deployment) {
        return map(
                "apiVersion",
                "sources.knative.dev/v1",
                "kind",
                "SinkBinding",
                "metadata",
                map("name", deployment),
                "spec",
                map(
                        "subject",
                        map("apiVersion", "apps/v1", "kind", "Deployment", "name", deployment),
                        "sink",
                        map("ref", map("apiVersion", "eventing.knative.dev/v1", "kind", "Broker", "name", "default"))));
    }
}
