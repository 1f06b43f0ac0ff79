package dev.penstock.connector.kafka;

import dev.penstock.api.config.Secret;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Puts the properties of a Kafka client together: what the connector wants, then what the user says. */
final class ClientProperties {
    private static final Map<String, String> RESERVED_BY_ALL = Map.of(
            "bootstrap.servers", "it is set by 'bootstrap-servers'",
            "enable.metrics.push", "the connector does not carry what that needs");

    private static final Map<String, String> RESERVED_BY_CONSUMERS = Map.of(
            "enable.auto.commit", "Penstock commits what is delivered, and never what is not",
            "auto.commit.interval.ms", "Penstock commits what is delivered, and never what is not",
            "group.id", "it is set by 'group-id'",
            "group.instance.id", "it is set by 'group-instance-id'",
            "auto.offset.reset", "it is set by 'start'",
            "isolation.level", "it is set by 'read-committed'",
            "key.deserializer", "records are read as bytes",
            "value.deserializer", "records are read as bytes");

    private static final Map<String, String> RESERVED_BY_PRODUCERS = Map.of(
            "enable.idempotence", "the order of events depends on it; it is on unless 'acks' is set to less than all",
            "max.in.flight.requests.per.connection", "the order of events depends on it",
            "transactional.id", "it is set by 'transactional'",
            "key.serializer", "records are written as bytes",
            "value.serializer", "records are written as bytes");

    private ClientProperties() {}

    /**
     * Refuses properties of a consumer that would break a promise.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static void checkConsumer(Map<String, Secret> properties) {
        check(properties, RESERVED_BY_CONSUMERS);
    }

    /**
     * Refuses properties of a producer that would break a promise.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static void checkProducer(Map<String, Secret> properties) {
        check(properties, RESERVED_BY_PRODUCERS);
    }

    private static void check(Map<String, Secret> properties, Map<String, String> reserved) {
        for (String name : properties.keySet()) {
            String reason = reserved.getOrDefault(name, RESERVED_BY_ALL.get(name));
            if (reason != null) {
                throw new IllegalArgumentException("leave the property " + name + " out: " + reason);
            }
        }
    }

    /** What all clients have in common. */
    static Map<String, Object> common(
            String servers, @Nullable KafkaSecurity security, Map<String, Secret> properties) {
        Map<String, Object> all = new HashMap<>();
        all.put("bootstrap.servers", servers);
        all.put("reconnect.backoff.max.ms", "2000");
        all.put("enable.metrics.push", "false");
        // Nobody looks at the beans, and two clients of one name would fight over them.
        all.put("auto.include.jmx.reporter", "false");
        all.put("metric.reporters", "");
        if (security != null) {
            security.addTo(all);
        }
        new LinkedHashMap<>(properties).forEach((name, value) -> all.put(name, revealed(name, value)));
        return all;
    }

    /** The same for a client that asks about topics; it knows fewer properties. */
    static Map<String, Object> admin(String servers, @Nullable KafkaSecurity security, Map<String, Secret> properties) {
        Map<String, Object> all = common(servers, security, properties);
        all.keySet().retainAll(AdminClientConfig.configNames());
        all.put("default.api.timeout.ms", "10000");
        all.put("request.timeout.ms", "5000");
        return all;
    }

    /** Kafka hides what it knows to be a password and shows the rest, so what it does not know must not be one. */
    private static Object revealed(String name, Secret value) {
        boolean password = name.endsWith("password") || name.equals("sasl.jaas.config") || name.endsWith(".key");
        return password ? new Password(value.reveal()) : value.reveal(); // I7
    }
}
