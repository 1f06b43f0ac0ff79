package __package__;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Batch;
import dev.penstock.api.Deadline;
import dev.penstock.api.Outcome;
import dev.penstock.api.SinkContext;
import dev.penstock.api.config.Secret;
import dev.penstock.testkit.PoisonConformance;
import dev.penstock.testkit.SinkConformance;
import dev.penstock.testkit.SinkOutageConformance;
import dev.penstock.toolkit.json.CloudEventJson;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every guarantee of a sink, and what is particular to this one. */
class __Name__SinkTests implements SinkConformance, PoisonConformance, SinkOutageConformance {
    private static final String TOKEN = "do-not-show-me";

    private Fake__Name__Receiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = new Fake__Name__Receiver(0, TOKEN);
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Override
    public Class<?> connector() {
        return __Name__Sink.class;
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("url", receiver.url(), "token", TOKEN);
    }

    @Override
    public List<String> arrived() {
        return receiver.taken().stream()
                .map(body -> CloudEventJson.read(body).getData())
                .map(data -> data == null ? "" : new String(data.toBytes(), UTF_8))
                .toList();
    }

    /** The receiver answers 422 to events that say so. */
    @Override
    public CloudEvent poison(String id) {
        return event(id, "key", "please-refuse");
    }

    /** OkHttp's threads end by themselves after a minute without work. */
    @Override
    public boolean mayLinger(Thread thread) {
        return thread.getName().startsWith("OkHttp") || thread.getName().startsWith("Okio");
    }

    /** Fewer than the kit would try, so that the tests take seconds. */
    @Override
    public int crashes() {
        return 6;
    }

    @Override
    public void breakDown() {
        receiver.close();
    }

    @Override
    public void recover() throws IOException {
        receiver.open();
    }

    @Test
    void aTokenThatIsRefusedHaltsThePipeline() throws Exception {
        InstantSource clock = InstantSource.system();
        try (__Name__Sink sink = new __Name__Sink(
                new __Name__Sink.Config(receiver.url(), Secret.of("wrong")),
                new SinkContext("test", "__name__@0", clock))) {
            Batch batch =
                    new Batch(List.of(event("1", "key", "value")), Deadline.in(Duration.ofSeconds(10), clock));
            assertThat(sink.write(batch).get(0)).isInstanceOf(Outcome.Halt.class);
        }
    }
}
