package dev.penstock.engine.config;

import dev.penstock.api.config.Option;
import dev.penstock.engine.DeliverySettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline file, bound like any other config record.
 *
 * @param name the pipeline's name; the file's name without its ending when missing
 * @param source where events come from
 * @param sink where they go
 * @param delivery how they are delivered
 * @param state where it keeps its offsets and the deliveries it has seen; the data directory when missing
 * @param scaling read by {@code serve} and {@code package} only
 */
public record PipelineFile(
        @Option(
                        value = "The pipeline's name; the file's name when missing",
                        pattern = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
                @Nullable
                String name,
        @Option("Where events come from") Component source,
        @Option("Where events go") Component sink,
        @Option(value = "How events are delivered", fallback = "") Delivery delivery,
        @Option(
                        "Where its offsets and the deliveries it has seen are kept; when missing, the data directory keeps them")
                @Nullable
                State state,
        @Option("How many instances run, as a function") @Nullable Scaling scaling) {

    /**
     * A connector with its configuration.
     *
     * @param connector its name, with a version if several are installed: {@code kafka@1.4.0}
     * @param config its own keys, bound later to the connector's config record
     */
    public record Component(
            @Option("The connector's name, with a version if several are installed") String connector,
            @Option(value = "The connector's own keys", fallback = "") ConfigNode.Mapping config) {}

    /**
     * The {@code state} block.
     *
     * @param connector the state store's name, with a version if several are installed
     * @param config its own keys, bound later to the connector's config record
     * @param lease an owner that is silent for so long has given the pipeline up
     */
    public record State(
            @Option("The state store's name, with a version if several are installed") String connector,
            @Option(value = "The connector's own keys", fallback = "") ConfigNode.Mapping config,
            @Option(
                            value =
                                    "How long a pipeline stays with an instance that is silent; then another may take it over",
                            fallback = "30s",
                            min = "2s",
                            max = "1h")
                    Duration lease) {

        /** The connector with its configuration. */
        public Component component() {
            return new Component(connector, config);
        }
    }

    /**
     * The {@code delivery} block.
     *
     * @param ordering see {@link DeliverySettings}
     * @param batch see {@link DeliverySettings}
     * @param retry see {@link DeliverySettings}
     * @param buffer see {@link DeliverySettings}
     * @param timeout see {@link DeliverySettings}
     * @param deadLetter a sink for dead letters; the state store when missing
     */
    public record Delivery(
            @Option(
                            value =
                                    "Which events reach the sink in order: those of one key (partitionkey, else subject, else"
                                            + " source), all of them, or none",
                            fallback = "key")
                    DeliverySettings.Ordering ordering,
            @Option(value = "How events are grouped for the sink", fallback = "") DeliverySettings.BatchSettings batch,
            @Option(value = "How failed events are tried again", fallback = "") DeliverySettings.RetrySettings retry,
            @Option(value = "How much may be under way at once; when it is full the source waits", fallback = "")
                    DeliverySettings.Buffer buffer,
            @Option(
                            value =
                                    "How long one call of a connector may take before it is given up and the connector built"
                                            + " anew",
                            fallback = "1m",
                            min = "100ms")
                    Duration timeout,
            @Option("A sink for what cannot be delivered; the state store when missing") @Nullable
                    Component deadLetter) {

        /** The settings that the engine needs. */
        public DeliverySettings settings() {
            return new DeliverySettings(ordering, batch, retry, buffer, timeout);
        }
    }

    /**
     * The {@code scaling} block.
     *
     * @param min smallest number of instances
     * @param max largest number of instances
     * @param target requests at once per instance
     * @param idle an instance without work for this long goes away
     */
    public record Scaling(
            @Option(value = "Smallest number of instances", fallback = "0", min = "0") int min,
            @Option(value = "Largest number of instances", fallback = "10", min = "1") int max,
            @Option(value = "Requests at once per instance", fallback = "8", min = "1") int target,
            @Option(value = "An instance without work for this long goes away", fallback = "1m") Duration idle) {
        /** Refuses bounds that leave no number between them. */
        public Scaling {
            if (min > max) {
                throw new IllegalArgumentException("'min' is above 'max'; lower it, or raise 'max'");
            }
        }
    }
}
