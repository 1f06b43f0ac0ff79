package dev.penstock.connector.rocketmq;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.testkit.QueueSourceConformance;
import dev.penstock.testkit.SinkConformance;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.rocketmq.common.message.Message;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("counts the open files of the process")
class RocketmqConformanceTests {
    private static final int CRASHES = 2;

    /** A group that pulls from one queue. */
    @Nested
    class Group implements QueueSourceConformance {
        private final Broker broker = Broker.shared();
        private final String topic = broker.topic(1);
        private final String group = Broker.name("conformance");

        @Override
        public Class<?> connector() {
            return RocketmqSource.class;
        }

        @Override
        public Map<String, Object> config() {
            return Map.of("name-server", broker.address, "topic", topic, "group", group, "start", "earliest");
        }

        @Override
        public void put(List<String> values) {
            values.forEach(value -> broker.send(new Message(topic, value.getBytes(UTF_8))));
        }

        @Override
        public String value(CloudEvent event) {
            return event.getData() == null
                    ? ""
                    : new String(Objects.requireNonNull(event.getData()).toBytes(), UTF_8);
        }

        @Override
        public boolean takes(String value) {
            return !value.isEmpty(); // the client refuses to send a message without a body
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

    @Nested
    class Sink implements SinkConformance {
        private final Broker broker = Broker.shared();
        private final String topic = broker.topic(1);
        private long known;

        @Override
        public Class<?> connector() {
            return RocketmqSink.class;
        }

        @Override
        public Map<String, Object> config() {
            return Map.of("name-server", broker.address, "topic", topic);
        }

        /** The end of the queue tells how many there are; readers see them a moment after writers do. */
        @Override
        public List<String> arrived() {
            known = Math.max(known, broker.end(topic));
            return broker.texts(topic, (int) known);
        }

        @Override
        public boolean takes(String value) {
            return !value.isEmpty(); // a message has a body: the sink writes a zero byte for none
        }

        @Override
        public int crashes() {
            return CRASHES;
        }
    }
}
