package dev.penstock.connector.generator;

import dev.penstock.testkit.PollingSourceConformance;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class GeneratorSourceConformanceTests implements PollingSourceConformance {
    private final List<String> values = new ArrayList<>();

    @Override
    public Class<?> connector() {
        return GeneratorSource.class;
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("rate", 0, "count", Math.max(1, values.size()));
    }

    /** Nothing can be put; the event of a number stands for the value of that number. */
    @Override
    public void put(List<String> more) {
        values.addAll(more);
    }

    @Override
    public String value(CloudEvent event) {
        return values.get(Integer.parseInt(event.getId()));
    }

    @Override
    public boolean canBeEmpty() {
        return false;
    }
}
