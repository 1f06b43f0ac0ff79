package dev.penstock.together;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A pipeline of a test.
 *
 * @param name its name
 * @param source the connector of its source
 * @param from the config of its source
 * @param sink the connector of its sink
 * @param to the config of its sink
 */
record Flow(String name, String source, String from, String sink, String to) {
    /** Its file, in that folder. */
    void write(Path folder) throws IOException {
        Files.writeString(
                folder.resolve(name + ".yaml"),
                """
                source: { connector: %s, config: { %s } }
                sink: { connector: %s, config: { %s } }
                """
                        .formatted(source, from, sink, to));
    }

    /** Which connectors it uses: {@code source file}. */
    Stream<String> connectors() {
        return Stream.of("source " + source, "sink " + sink);
    }
}
