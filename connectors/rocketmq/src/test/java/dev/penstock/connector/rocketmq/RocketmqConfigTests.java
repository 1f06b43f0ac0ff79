package dev.penstock.connector.rocketmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure.Remedy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RocketmqConfigTests {
    @TempDir
    Path directory;

    private static Map<String, Object> values(Map<String, ?> more) {
        Map<String, Object> values = new HashMap<>(Map.of("name-server", "127.0.0.1:1", "topic", "t"));
        values.putAll(more);
        return values;
    }

    private static String source(String key, Object value) {
        return Configs.bind(RocketmqSourceConfig.class, values(Map.of(key, value)))
                .problems()
                .toString();
    }

    private static String sink(String key, Object value) {
        return Configs.bind(RocketmqSinkConfig.class, values(Map.of(key, value)))
                .problems()
                .toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name-server         | mq-1            | name-server",
                "topic               | a b             | topic",
                "group               | a b             | group",
                "consume             | pop             | pull, push",
                "model               | both            | clustering, broadcasting",
                "model               | broadcasting    | name one with 'offsets'",
                "offsets             | positions       | 'offsets' is for model: broadcasting",
                "start               | yesterday       | earliest, latest or a time",
                "threads             | 0               | threads",
                "max-reconsume-times | -1              | max-reconsume-times",
                "id                  | key             | message, keys",
                "source              | a b             | no URI reference",
                "access-key          | me              | go together",
                "secret-key          | s               | go together",
                "toppic              | t               | topic",
            })
    void refusesASourceThatCannotWork(String key, String value, String words) {
        assertThat(source(key, value)).contains(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name-server      | mq-1:port | name-server",
                "topic            | a b       | a topic has letters",
                "mode             | batch     | binary, structured, data",
                "keys             | Id        | keys",
                "timeout          | 1ms       | timeout",
                "max-message-size | 1B        | max-message-size",
                "concurrency      | 0         | concurrency",
                "access-key       | me        | go together",
            })
    void refusesASinkThatCannotWork(String key, String value, String words) {
        assertThat(sink(key, value)).contains(words);
    }

    @Test
    @Tag("I7")
    void showsNoSecret() {
        Map<String, Object> values = values(Map.of("access-key", "me", "secret-key", "hunter2hunter2"));
        RocketmqSourceConfig source = Configs.of(RocketmqSourceConfig.class, values);
        RocketmqSinkConfig sink = Configs.of(RocketmqSinkConfig.class, values);
        assertThat(source.toString() + sink + source.access()).doesNotContain("hunter2");
        assertThat(sink.access().masked("they sent hunter2hunter2")).isEqualTo("they sent ******");
    }

    @Test
    @Tag("I1")
    void refusesAFileThatHoldsNoPositions() throws IOException {
        Path file = Files.writeString(directory.resolve("positions"), "something else\n");
        ConnectorException refused = catchThrowableOfType(ConnectorException.class, () -> new FileKeeper(file));
        assertThat(refused.failure().remedy()).isEqualTo(Remedy.NONE);
        assertThat(refused.failure().message()).contains(file.toString(), "mend 'offsets', or remove the file");
    }
}
