package dev.penstock.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaTests {
    private String text = "";

    @BeforeAll
    void compile(@TempDir Path output) throws JsonProcessingException {
        JsonNode index = new ObjectMapper()
                .readTree(Compilation.of(output, Sources.FULL, Sources.FULL_CONFIG)
                        .index());
        text = index.get("connectors").get(0).get("schema").toString();
    }

    private List<Error> errors(String json) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text);
        return schema.validate(json, InputFormat.JSON);
    }

    private static String with(String more) {
        return "{\"text\": \"abc\", \"url\": \"https://example.com\", \"token\": \"${env:TOKEN}\"" + more + "}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", \"count\": 10",
                ", \"count\": \"${env:COUNT}\"",
                ", \"text\": \"${env:TEXT:-abc}\"",
                ", \"flag\": false",
                ", \"flag\": \"${file:/flag}\"",
                ", \"ratio\": 0.25",
                ", \"interval\": \"1h30m\"",
                ", \"interval\": \"PT5S\"",
                ", \"pause\": \"5s\"",
                ", \"size\": \"1 MiB\"",
                ", \"size\": 1024",
                ", \"since\": \"2026-01-31T12:00:00Z\"",
                ", \"respond\": \"immediately\"",
                ", \"respond\": \"${env:RESPOND}\"",
                ", \"words\": [\"a\", \"${env:B}\"]",
                ", \"names\": {\"a\": 1, \"b\": \"${env:B}\"}",
                ", \"nested\": {\"inner\": \"y\", \"maybe\": 2}",
                ", \"several\": [{}, {\"inner\": \"y\"}]",
                ", \"from\": \"constant\"",
                ", \"from\": {\"header\": \"X-Id\"}",
                ", \"from\": {\"username\": \"u\", \"password\": \"p\"}",
            })
    void acceptsWhatCanBeBound(String more) {
        assertThat(errors(with(more))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", \"colour\": 1",
                ", \"backlog\": 1",
                ", \"count\": 0",
                ", \"count\": 11",
                ", \"count\": \"ten\"",
                ", \"count\": 1.5",
                ", \"text\": \"ABC\"",
                ", \"flag\": \"yes\"",
                ", \"ratio\": 2",
                ", \"interval\": 5",
                ", \"interval\": \"soon\"",
                ", \"interval\": \"5s\", \"pause\": \"5s\"",
                ", \"uri\": \"https://example.com\"",
                ", \"size\": \"1 parsec\"",
                ", \"respond\": \"later\"",
                ", \"words\": \"a\"",
                ", \"words\": [\"A\"]",
                ", \"words\": [\"a\", \"b\", \"c\", \"d\"]",
                ", \"names\": {\"a\": \"x\"}",
                ", \"nested\": {\"outer\": \"y\"}",
                ", \"from\": {}",
                ", \"from\": {\"header\": \"X-Id\", \"username\": \"u\"}",
                ", \"from\": {\"username\": \"u\"}",
            })
    void refusesWhatCannotBeBound(String more) {
        assertThat(errors(with(more))).isNotEmpty();
    }

    @Test
    void wantsRequiredKeysUnderOneOfTheirNames() {
        assertThat(errors("{\"text\": \"abc\", \"token\": \"t\"}")).isNotEmpty();
        assertThat(errors("{\"text\": \"abc\", \"token\": \"t\", \"address\": \"https://example.com\"}"))
                .isEmpty();
        assertThat(errors("{\"url\": \"x\", \"token\": \"t\"}")).isNotEmpty();
    }

    @Test
    void tellsDefaultsDescriptionsSecretsAndEarlierNames() throws JsonProcessingException {
        JsonNode schema = new ObjectMapper().readTree(text);
        JsonNode properties = schema.get("properties");
        assertThat(properties.get("flag").get("default").asBoolean()).isTrue();
        assertThat(properties.get("count").get("default").asInt()).isEqualTo(7);
        assertThat(properties.get("ratio").get("default").asDouble()).isEqualTo(0.5);
        assertThat(properties.get("interval").get("default").asText()).isEqualTo("5s");
        assertThat(properties.get("words").get("default").size()).isEqualTo(2);
        assertThat(properties.get("nested").get("default").isObject()).isTrue();
        assertThat(properties.get("other").get("default").asText()).isEqualTo("constant");
        assertThat(properties.get("text").get("description").asText()).isEqualTo("A text");
        assertThat(properties.get("token").get("writeOnly").asBoolean()).isTrue();
        assertThat(properties.get("pause").get("deprecated").asBoolean()).isTrue();
        assertThat(schema.get("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    @Test
    void isItselfValid() {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(meta.validate(text, InputFormat.JSON)).isEmpty();
    }
}
