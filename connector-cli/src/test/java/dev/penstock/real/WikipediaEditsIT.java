package dev.penstock.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.process.Receiver;
import dev.penstock.process.Receiver.Arrived;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 12,000 edits of Wikipedia go through: none is lost, repeated, changed, or before its time. */
@Tag("I4")
class WikipediaEditsIT {
    @TempDir
    Path directory;

    @Test
    void fromFileToFile() throws Exception {
        Edits edits = new Edits();
        Path output = directory.resolve("out.ndjson");
        Running.drain(
                directory,
                Edits.source(edits.unzipInto(directory)),
                "connector: file\nconfig: { path: " + output + " }\n");
        List<String> data = new ArrayList<>();
        Set<Object> ids = new HashSet<>();
        for (String line : Files.readAllLines(output, StandardCharsets.UTF_8)) {
            Map<String, Object> event = RealData.object(line);
            assertThat(event).containsEntry("specversion", "1.0").containsEntry("type", "org.wikipedia.edit");
            assertThat(event.get("partitionkey"))
                    .isEqualTo(((Map<?, ?>) RealData.member(event, "data")).get("channel"));
            ids.add(RealData.member(event, "source") + " " + RealData.member(event, "id"));
            data.add(dataOf(line));
        }
        assertThat(ids).hasSameSizeAs(data);
        edits.areExactly(data);
    }

    @Test
    void fromZippedFileToFileOfTheirData() throws Exception {
        Edits edits = new Edits();
        Path output = directory.resolve("out.jsonl");
        Running.drain(
                directory,
                Edits.source(edits.zipped()),
                "connector: file\nconfig: { path: " + output + ", format: data }\n");
        edits.areExactly(Files.readAllLines(output, StandardCharsets.UTF_8));
    }

    @Test
    void fromFileToHttp() throws Exception {
        Edits edits = new Edits();
        try (Receiver receiver = new Receiver()) {
            Running.drain(directory, Edits.source(edits.unzipInto(directory)), receiver.sink());
            List<String> data = new ArrayList<>();
            Set<Object> ids = new HashSet<>();
            for (Arrived each : receiver.arrived()) {
                assertThat(each.header("ce-type")).isEqualTo("org.wikipedia.edit");
                assertThat(each.header("Content-Type")).isEqualTo("application/json");
                ids.add(each.header("ce-source") + " " + each.header("ce-id"));
                data.add(new String(each.body(), StandardCharsets.UTF_8));
            }
            assertThat(ids).hasSameSizeAs(data);
            edits.areExactly(data);
        }
    }

    /** The data as it is written in the line of an event: its last member. */
    private static String dataOf(String line) throws IOException {
        String name = ",\"data\":";
        int start = line.indexOf(name);
        assertThat(start).as(line).isPositive();
        assertThat(line).endsWith("}");
        return line.substring(start + name.length(), line.length() - 1);
    }
}
