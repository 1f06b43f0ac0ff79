package dev.penstock.testkit;

import dev.penstock.api.Connector;
import dev.penstock.api.Deadline;
import dev.penstock.api.Delivery;
import dev.penstock.api.QueueSource;
import dev.penstock.api.ReceiveRequest;
import dev.penstock.api.Settlement;
import dev.penstock.api.SourceContext;
import dev.penstock.api.config.Option;
import dev.penstock.toolkit.event.EventBuilder;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A sound queue: a directory, a file for each message, removed once it is acknowledged. Broken ones override a step of it. */
@Connector(name = "letters", summary = "Takes files out of a directory")
public class LettersQueue implements QueueSource {
    /** Where the letters are. */
    public record Config(@Option("The directory") Path directory) {}

    protected final Config config;
    protected final Set<Path> out = new HashSet<>();

    public LettersQueue(Config config, SourceContext context) {
        this.config = config;
    }

    @Override
    public List<Delivery> receive(ReceiveRequest request) throws Exception {
        List<Delivery> deliveries = new ArrayList<>();
        for (Path letter : waiting()) {
            if (deliveries.size() < request.maxEvents() && out.add(letter)) {
                deliveries.add(new Delivery(
                        EventBuilder.of(URI.create("/letters"), "letter")
                                .id(id(letter))
                                .data(Files.readAllBytes(letter))
                                .build(),
                        letter));
            }
        }
        return deliveries;
    }

    protected List<Path> waiting() throws IOException {
        if (!Files.exists(config.directory())) {
            return List.of();
        }
        try (Stream<Path> letters = Files.list(config.directory())) {
            return letters.sorted().toList();
        }
    }

    protected String id(Path letter) {
        return letter.getFileName().toString();
    }

    @Override
    public void settle(List<Settlement> settlements, Deadline deadline) throws Exception {
        for (Settlement settlement : settlements) {
            Path letter = (Path) settlement.receipt();
            if (settlement.decision() == Settlement.Decision.ACKNOWLEDGE) {
                Files.deleteIfExists(letter);
            }
            out.remove(letter);
        }
    }

    @Override
    public void close() {}

    /** Drives letters. */
    @ExtendWith(Cases.OnlyByBrokenTests.class)
    abstract static class Driver implements SourceDriver {
        @TempDir
        Path directory = Path.of("");

        private final Class<?> connector;
        private int written;

        Driver(Class<?> connector) {
            this.connector = connector;
        }

        @Override
        public Class<?> connector() {
            return connector;
        }

        @Override
        public Map<String, Object> config() {
            return Map.of("directory", directory.resolve("letters"));
        }

        @Override
        public void put(List<String> values) throws IOException {
            Files.createDirectories(directory.resolve("letters"));
            for (String value : values) {
                Files.writeString(
                        directory.resolve("letters").resolve(String.format("%05d", ++written)),
                        value,
                        StandardCharsets.UTF_8);
            }
        }

        @Override
        public String value(CloudEvent event) {
            return new String(Objects.requireNonNull(event.getData()).toBytes(), StandardCharsets.UTF_8);
        }

        @Override
        public Duration patience() {
            return Cases.patience(this);
        }
    }
}
