package dev.penstock.connector.trigger;

import dev.penstock.testkit.TriggerSourceConformance;
import java.util.Map;

class InvocationTriggerConformanceTests implements TriggerSourceConformance {
    @Override
    public Class<?> connector() {
        return InvocationTrigger.class;
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("kind", "sqs", "resource", "orders");
    }
}
