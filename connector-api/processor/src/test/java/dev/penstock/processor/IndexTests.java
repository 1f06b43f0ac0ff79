package dev.penstock.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexTests {
    @TempDir
    private Path output;

    private static JsonNode parsed(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void describesEachConnector() {
        Compilation compilation =
                Compilation.of(output, Sources.sink("@Option(\"x\") String text"), Sources.FULL, Sources.FULL_CONFIG);
        assertThat(compilation.diagnostics()).isEmpty();
        JsonNode index = parsed(compilation.index());
        assertThat(index.get("format").asInt()).isEqualTo(1);
        assertThat(index.get("api").asText()).isEqualTo("1.0");
        assertThat(index.get("version").asText()).isEqualTo("1.2.3");
        assertThat(index.get("connectors").size()).isEqualTo(2);
        JsonNode full = index.get("connectors").get(0);
        assertThat(full.get("name").asText()).isEqualTo("full");
        assertThat(full.get("kind").asText()).isEqualTo("polling-source");
        assertThat(full.get("class").asText()).isEqualTo("test.FullSource");
        assertThat(full.get("config").asText()).isEqualTo("test.FullConfig");
        assertThat(full.get("summary").asText()).isEqualTo("Reads \"everything\" – all of it");
        assertThat(full.get("abilities"))
                .isEqualTo(parsed("[\"partitioned\", \"committing\", \"measured\", \"checkable\"]"));
        JsonNode tried = index.get("connectors").get(1);
        assertThat(tried.get("kind").asText()).isEqualTo("sink");
        assertThat(tried.get("config").asText()).isEqualTo("test.TriedSink$Config");
    }

    @Test
    void describesAStateStoreBesideASinkOfItsName() {
        Compilation compilation = Compilation.of(output, Sources.sink("@Option(\"x\") String text"), Sources.STORE);
        assertThat(compilation.diagnostics()).isEmpty();
        JsonNode connectors = parsed(compilation.index()).get("connectors");
        assertThat(connectors.findValuesAsText("kind")).containsExactlyInAnyOrder("sink", "state-store");
        for (JsonNode each : connectors) {
            if (each.get("kind").asText().equals("state-store")) {
                assertThat(each.get("class").asText()).isEqualTo("test.TriedStore");
                assertThat(each.get("abilities")).isEqualTo(parsed("[\"checkable\"]"));
            }
        }
    }

    @Test
    void namesTheServicesThatLibrariesMayImplement() {
        String sink = Sources.sink("@Option(\"x\") String text")
                .replace("nowhere\")", "nowhere\", services = {java.sql.Driver.class, java.util.Map.Entry.class})");
        JsonNode index = parsed(Compilation.of(output, sink).index());
        assertThat(index.get("connectors").get(0).get("services"))
                .isEqualTo(parsed("[\"java.sql.Driver\", \"java.util.Map$Entry\"]"));
    }

    @Test
    void listsTheOptionsForAReferencePage() {
        JsonNode full = parsed(Compilation.of(output, Sources.FULL, Sources.FULL_CONFIG)
                        .index())
                .get("connectors")
                .get(0);
        JsonNode options = full.get("options");
        assertThat(options.get(0))
                .isEqualTo(
                        parsed(
                                """
                        {"key": "text", "type": "text", "required": true, "description": "A text",
                         "pattern": "[a-z]+", "example": "abc"}"""));
        assertThat(options.get(6))
                .isEqualTo(
                        parsed(
                                """
                        {"key": "interval", "type": "duration", "required": false, "fallback": "5s",
                         "description": "A duration", "min": "100ms", "formerly": ["pause"]}"""));
        assertThat(options.get(12).get("choices")).isEqualTo(parsed("[\"after-delivered\", \"immediately\"]"));
        assertThat(options.get(13).get("items")).isEqualTo(parsed("{\"type\": \"text\"}"));
        assertThat(options.get(15).get("options").get(0).get("key").asText()).isEqualTo("inner");
        assertThat(options.get(17).get("forms").get(0).get("inline").asBoolean())
                .isTrue();
        assertThat(options.get(17).get("forms").get(2).get("options").size()).isEqualTo(2);
        assertThat(full.get("removed").get(0).get("key").asText()).isEqualTo("backlog");
    }

    @Test
    void writesTheSameBytesWhateverTheOrderOfTheSources() throws Exception {
        String sink = Sources.sink("@Option(\"x\") String text");
        String first =
                Compilation.of(output, sink, Sources.FULL, Sources.FULL_CONFIG).index();
        Path elsewhere = Files.createDirectory(output.resolve("elsewhere"));
        String second = Compilation.of(elsewhere, Sources.FULL_CONFIG, Sources.FULL, sink)
                .index();
        assertThat(second).isEqualTo(first);
        assertThat(first).isASCII().doesNotContain("\r").endsWith("}\n");
    }

    @Test
    void keepsConnectorsThatAreNotCompiledAgain() {
        String whole = Compilation.of(
                        output, Sources.sink("@Option(\"x\") String text"), Sources.FULL, Sources.FULL_CONFIG)
                .index();
        String again = Compilation.of(output, Sources.sink("@Option(\"x\") String text"))
                .index();
        assertThat(again).isEqualTo(whole);
    }

    @Test
    void readsConfigsThatCameCompiled() {
        Compilation.of(output, List.of(), Sources.FULL_CONFIG);
        Compilation withClass = Compilation.of(output, Sources.FULL);
        assertThat(withClass.diagnostics()).isEmpty();
        String fromClass = withClass.index();
        String fromSource =
                Compilation.of(output, Sources.FULL, Sources.FULL_CONFIG).index();
        assertThat(fromClass).isEqualTo(fromSource);
    }
}
