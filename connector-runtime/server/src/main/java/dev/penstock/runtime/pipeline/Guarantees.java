package dev.penstock.runtime.pipeline;

import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.Endpoint.Respond;
import dev.penstock.engine.DeliverySettings;
import dev.penstock.engine.DeliverySettings.Ordering;
import dev.penstock.host.JarConnector;
import java.util.Optional;

/** Works out the guarantee of a pipeline from what its connectors and its settings say. */
final class Guarantees {
    /** Prints and calls that delivered; its name is part of the contract of pipeline files. */
    private static final String PRINTER = "log";

    private Guarantees() {}

    static Guarantee of(Optional<Endpoint> endpoint, Component sink, DeliverySettings settings) {
        String order = order(settings.ordering());
        if (endpoint.isPresent() && endpoint.get().respond() == Respond.IMMEDIATELY) {
            return new Guarantee(
                    Guarantee.Level.AT_MOST_ONCE,
                    "At most once, because of source.config.respond: the sender is answered before the event is delivered,"
                            + " and a crash loses what was answered. " + order);
        }
        if (sink.installed().code().idempotent(sink.config())) {
            return new Guarantee(
                    Guarantee.Level.EFFECTIVELY_ONCE,
                    "Effectively once: no event is lost, and writing one again after a crash changes nothing. "
                            + order);
        }
        if (sink.installed().name().equals(PRINTER)) {
            return new Guarantee(
                    Guarantee.Level.AT_LEAST_ONCE,
                    "At least once, but only printed: the log sink keeps nothing, and an event whose output is not read is"
                            + " gone. " + order);
        }
        return new Guarantee(
                Guarantee.Level.AT_LEAST_ONCE,
                "At least once" + because(sink) + ": no event is lost; after a crash or a failure, up to "
                        + settings.buffer().maxEvents()
                        + " that were under way may be written again, with the same id. "
                        + order);
    }

    private static String because(Component sink) {
        return JarConnector.weakenedBy(sink.config())
                .map(setting -> ", because of sink.config." + setting)
                .orElse("");
    }

    private static String order(Ordering ordering) {
        return switch (ordering) {
            case KEY -> "Events of one key arrive in order.";
            case STRICT -> "All events arrive in order.";
            case NONE -> "Events may overtake each other, because of delivery.ordering: none.";
        };
    }
}
