package dev.penstock.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure.Remedy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class KafkaConfigTests {
    private static Map<String, Object> source(Map<String, ?> more) {
        Map<String, Object> values = new HashMap<>(Map.of("bootstrap-servers", "127.0.0.1:1", "topics", "t"));
        values.putAll(more);
        return values;
    }

    private static Map<String, Object> sink(Map<String, ?> more) {
        Map<String, Object> values = new HashMap<>(Map.of("bootstrap-servers", "127.0.0.1:1", "topic", "t"));
        values.putAll(more);
        return values;
    }

    private static String problems(Class<?> type, Map<String, ?> values) {
        return Configs.bind(type, values).problems().toString();
    }

    @Test
    @Tag("I1")
    void refusesPropertiesThatWouldBreakPromises() {
        for (String name : Set.of("enable.auto.commit", "group.id", "auto.offset.reset", "isolation.level")) {
            assertThat(problems(KafkaSourceConfig.class, source(Map.of("properties", Map.of(name, "x")))))
                    .contains("leave the property " + name + " out");
        }
        for (String name : Set.of("enable.idempotence", "transactional.id", "bootstrap.servers")) {
            assertThat(problems(KafkaSinkConfig.class, sink(Map.of("properties", Map.of(name, "x")))))
                    .contains("leave the property " + name + " out");
        }
    }

    @Test
    void refusesWhatIsNoTopicNoPatternAndNoStart() {
        assertThat(problems(KafkaSourceConfig.class, source(Map.of("topics", List.of("a b")))))
                .contains("'a b' is no name");
        assertThat(problems(KafkaSourceConfig.class, source(Map.of("topics", Map.of("pattern", "(")))))
                .contains("no regular expression");
        assertThat(problems(KafkaSourceConfig.class, source(Map.of("start", "yesterday"))))
                .contains("earliest, latest");
        assertThat(problems(KafkaSinkConfig.class, sink(Map.of("headers", Map.of("ce_id", "1")))))
                .contains("ce_id");
    }

    @Test
    @Tag("I7")
    void showsNoSecret() {
        Map<String, Object> values = source(Map.of(
                "properties",
                Map.of("ssl.keystore.password", "hunter2hunter2", "sasl.jaas.config", "Module hunter2hunter2;"),
                "security",
                Map.of("sasl", Map.of("username", "u", "password", "hunter2hunter2"))));
        KafkaSourceConfig config = Configs.of(KafkaSourceConfig.class, values);
        assertThat(config.toString()).doesNotContain("hunter2");
        assertThat(Consumers.ofGroup(config, "p").toString()).doesNotContain("hunter2");
        ConnectorException refused = catchThrowableOfType(
                ConnectorException.class, () -> Consumers.connected(Consumers.ofGroup(config, "p"), config.topics()));
        assertThat(refused.failure().remedy()).isEqualTo(Remedy.NONE);
        for (Throwable each = refused; each != null; each = each.getCause()) {
            assertThat(each.toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void securityBecomesTheClientsProperties() {
        KafkaSourceConfig config = Configs.of(
                KafkaSourceConfig.class,
                source(Map.of(
                        "security", Map.of("tls", Map.of(), "sasl", Map.of("username", "a\"b", "password", "p\\w")))));
        Map<String, Object> properties = Consumers.ofGroup(config, "pipeline");
        assertThat(properties)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("group.id", "pipeline");
        assertThat(properties.get("sasl.jaas.config"))
                .isInstanceOfSatisfying(
                        org.apache.kafka.common.config.types.Password.class,
                        jaas -> assertThat(jaas.value()).endsWith("username=\"a\\\"b\" password=\"p\\\\w\";"));
    }
}
