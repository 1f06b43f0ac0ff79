package dev.penstock.connector.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.testkit.PollingSourceConformance;
import dev.penstock.testkit.QueueSourceConformance;
import dev.penstock.testkit.SinkConformance;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;

class KafkaConformanceTests {
    private static final int CRASHES = 2;

    private static String text(CloudEvent event) {
        return event.getData() == null
                ? ""
                : new String(Objects.requireNonNull(event.getData()).toBytes(), UTF_8);
    }

    /** A group that reads one partition. */
    @Nested
    class Group implements QueueSourceConformance {
        private final Broker broker = Broker.shared();
        private final String topic = broker.topic(1);
        private final String group = Broker.name("conformance");

        @Override
        public Class<?> connector() {
            return KafkaSource.class;
        }

        @Override
        public Map<String, Object> config() {
            return Map.of(
                    "bootstrap-servers",
                    broker.address,
                    "topics",
                    topic,
                    "group-id",
                    group,
                    "properties",
                    Map.of("ssl.truststore.password", "do-not-show-me"));
        }

        @Override
        public void put(List<String> values) {
            values.forEach(value -> broker.write(topic, "key", value));
        }

        @Override
        public String value(CloudEvent event) {
            return text(event);
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(30);
        }

        @Override
        public int crashes() {
            return CRASHES;
        }
    }

    /** Partitions read one by one, their offsets kept by the pipeline. */
    @Nested
    class Partitions implements PollingSourceConformance {
        private final Broker broker = Broker.shared();
        private final String topic = broker.topic(2);

        @Override
        public Class<?> connector() {
            return KafkaPartitionsSource.class;
        }

        @Override
        public Map<String, Object> config() {
            return Map.of("bootstrap-servers", broker.address, "topics", topic);
        }

        @Override
        public void put(List<String> values) {
            values.forEach(value -> broker.write(topic, value, value));
        }

        @Override
        public String value(CloudEvent event) {
            return text(event);
        }

        @Override
        public int crashes() {
            return CRASHES;
        }
    }

    @Nested
    class Sink implements SinkConformance {
        private final Broker broker = Broker.shared();
        private final String topic = broker.topic(1);

        @Override
        public Class<?> connector() {
            return KafkaSink.class;
        }

        @Override
        public Map<String, Object> config() {
            return Map.of("bootstrap-servers", broker.address, "topic", topic);
        }

        @Override
        public List<String> arrived() {
            return broker.values(topic);
        }

        @Override
        public int crashes() {
            return CRASHES;
        }
    }
}
