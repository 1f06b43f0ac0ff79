package dev.penstock.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Measurements of cars, and what is known about them. */
final class CarData {
    private final Path zipped = RealData.file("car-iot", "car-sensor-data-first-2000.csv.gz");
    private final Map<String, Object> facts;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    CarData() throws IOException {
        facts = RealData.object(Files.readAllBytes(RealData.file("car-iot", "car-sensor-facts.json")));
        try (GZIPInputStream input = new GZIPInputStream(Files.newInputStream(zipped))) {
            List<String> lines = new String(input.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            String[] columns = lines.get(0).split(",");
            for (String line : lines.subList(1, lines.size())) {
                String[] fields = line.split(",");
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 0; i < columns.length; i++) {
                    row.put(columns[i], fields[i]);
                }
                rows.add(row);
            }
        }
        assertThat(rows).hasSize((int) fact("rows"));
    }

    Path zipped() {
        return zipped;
    }

    /** A number among the facts. */
    double fact(String name) {
        return ((Number) RealData.member(facts, name)).doubleValue();
    }

    /** The topic has every measurement, none twice, with all its fields, and those of each car in their order. */
    void areExactly(List<ConsumerRecord<String, String>> records) throws IOException {
        Map<String, List<Map<String, Object>>> found = new TreeMap<>();
        for (ConsumerRecord<String, String> record : records) {
            found.computeIfAbsent(record.key(), car -> new ArrayList<>()).add(RealData.object(record.value()));
        }
        Map<String, List<Map<String, Object>>> expected = new TreeMap<>();
        for (Map<String, Object> row : rows) {
            expected.computeIfAbsent(RealData.member(row, "car").toString(), car -> new ArrayList<>())
                    .add(row);
        }
        assertThat(found).isEqualTo(expected).hasSize((int) fact("cars"));
    }
}
