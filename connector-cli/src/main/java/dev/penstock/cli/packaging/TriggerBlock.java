package dev.penstock.cli.packaging;

import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.ConfigNode.Mapping;
import dev.penstock.function.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a pipeline says about its trigger, for the files that deploy a function. References in it stay references. */
final class TriggerBlock {
    private static final String HTTP = "events";

    private final Mapping config;
    private final Shape shape;

    private TriggerBlock(Mapping config, Shape shape) {
        this.config = config;
        this.shape = shape;
    }

    static TriggerBlock of(FunctionPlan plan) {
        Mapping config = plan.pipeline().written().get("source") instanceof Mapping source
                        && source.get("config") instanceof Mapping block
                ? block
                : Mapping.empty(ConfigNode.Location.NOWHERE);
        return new TriggerBlock(config, plan.shape());
    }

    /**
     * What invokes the function, in lower case; {@code events} when it says nothing, and for a webhook; a {@code schedule} when the
     * function polls; a {@code queue} when it holds on to one.
     */
    String kind() {
        return switch (shape) {
            case WEBHOOK -> HTTP;
            case POLLING -> "schedule";
            case QUEUE -> "queue";
            case TRIGGER -> text("kind").orElse(HTTP).toLowerCase(Locale.ROOT);
        };
    }

    /** Whether it is invoked by HTTP. */
    boolean isHttp() {
        return kind().equals(HTTP);
    }

    /** The value of a key. */
    Optional<String> text(String key) {
        return config.get(key) instanceof ConfigNode.Text text ? Optional.of(text.text()) : Optional.empty();
    }

    /** The values of a key, one or a list. */
    List<String> texts(String key) {
        if (config.get(key) instanceof ConfigNode.Listing list) {
            return list.items().stream()
                    .filter(ConfigNode.Text.class::isInstance)
                    .map(item -> ((ConfigNode.Text) item).text())
                    .toList();
        }
        return text(key).map(List::of).orElse(List.of());
    }
}
