package dev.penstock.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An example of the conformance feature of the HTTP binding.
 *
 * @param headers of the request
 * @param body of the request
 * @param attributes that the event has to have
 * @param data that it has to have, as JSON
 */
record BindingScenario(Map<String, String> headers, String body, Map<String, Object> attributes, String data) {
    private static final String OUTLINE = "Scenario Outline:";

    /** All examples of all outlines. */
    static List<BindingScenario> all() throws IOException {
        String feature = Files.readString(RealData.file("cloudevents", "conformance", "http-protocol-binding.feature"));
        List<BindingScenario> scenarios = new ArrayList<>();
        String[] outlines = feature.split(OUTLINE);
        for (String outline : Arrays.asList(outlines).subList(1, outlines.length)) {
            List<List<String>> examples = table(outline.substring(outline.indexOf("Examples:")));
            for (List<String> example : examples.subList(1, examples.size())) {
                scenarios.add(of(outline.replace("<" + examples.get(0).get(0) + ">", example.get(0))));
            }
        }
        return scenarios;
    }

    /** Of the text of one: the request and the data stand in triple quotes, the attributes in a table. */
    private static BindingScenario of(String text) {
        String[] parts = text.split("\"\"\"");
        assertThat(parts).hasSize(5);
        String[] request = parts[1].stripIndent().strip().split("\n\n", 2);
        Map<String, String> headers = new HashMap<>();
        for (String line : request[0].split("\n")) {
            int colon = line.indexOf(": ");
            if (colon > 0 && !line.startsWith("Host") && !line.startsWith("Content-Length")) {
                headers.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        Map<String, Object> attributes = new HashMap<>();
        List<List<String>> rows = table(parts[2]);
        for (List<String> row : rows.subList(1, rows.size())) {
            attributes.put(row.get(0), row.get(1));
        }
        return new BindingScenario(
                headers,
                request[1],
                attributes,
                Objects.requireNonNull(parts[3]).strip());
    }

    private static List<List<String>> table(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }
}
