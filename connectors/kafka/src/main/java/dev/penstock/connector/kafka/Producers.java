package dev.penstock.connector.kafka;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Builds Kafka producers. */
final class Producers {
    private static final Duration TIME_TO_CLOSE = Duration.ofSeconds(2);

    private Producers() {}

    /** The properties of a producer. */
    static Map<String, Object> of(KafkaSinkConfig config, String pipeline) {
        Map<String, Object> wanted = new HashMap<>();
        boolean weaker = config.properties().containsKey("acks")
                && !config.properties().get("acks").reveal().matches("all|-1");
        wanted.put("acks", "all"); // I1
        wanted.put("enable.idempotence", Boolean.toString(!weaker)); // I4
        if (weaker) {
            wanted.put("max.in.flight.requests.per.connection", "1"); // I4
        }
        if (config.transactional()) {
            wanted.put("transactional.id", "penstock-" + pipeline);
        }
        wanted.put("linger.ms", "0"); // a write waits for its answers, so waiting for company only delays it
        wanted.put("batch.size", Integer.toString(128 << 10));
        wanted.put("delivery.timeout.ms", "30000"); // within a write's deadline, so that the answer is known
        wanted.put("request.timeout.ms", "15000");
        wanted.put("max.block.ms", "10000");
        wanted.putAll(ClientProperties.common(config.bootstrapServers(), config.security(), config.properties()));
        return wanted;
    }

    /** A producer that has reached its broker and, where all events go to one topic, seen the topic. */
    static KafkaProducer<byte[], byte[]> connected(KafkaSinkConfig config, String pipeline) {
        KafkaProducer<byte[], byte[]> producer = null;
        try {
            producer = new KafkaProducer<>(of(config, pipeline), new ByteArraySerializer(), new ByteArraySerializer());
            if (config.topic() instanceof Destination.Fixed fixed) {
                awaitTopic(config, producer, fixed.topic());
            }
            if (config.transactional()) {
                producer.initTransactions();
            }
            return producer;
        } catch (RuntimeException e) {
            close(producer);
            if (new SendFaults(false).outcome(e) instanceof Outcome.Retry retry && isNoTopic(retry)) {
                throw new ConnectorException(retry.failure(), e);
            }
            throw Faults.exception(e);
        }
    }

    /** Waits until a topic takes records; makes it where brokers are set up to make topics. */
    static void awaitTopic(KafkaSinkConfig config, KafkaProducer<?, ?> producer, String topic) {
        FreshTopics.await(
                ClientProperties.admin(config.bootstrapServers(), config.security(), config.properties()),
                producer.partitionsFor(topic));
    }

    private static boolean isNoTopic(Outcome.Retry retry) {
        return retry.failure().code().equals("no-topic");
    }

    static void close(@Nullable KafkaProducer<?, ?> producer) {
        if (producer != null) {
            producer.close(TIME_TO_CLOSE);
        }
    }
}
