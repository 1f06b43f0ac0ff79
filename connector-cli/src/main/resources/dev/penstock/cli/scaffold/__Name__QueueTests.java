package __package__;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.api.Deadline;
import dev.penstock.api.ReceiveRequest;
import dev.penstock.api.SourceContext;
import dev.penstock.api.config.Secret;
import dev.penstock.testkit.QueueSourceConformance;
import dev.penstock.testkit.SourceOutageConformance;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every guarantee of a queue source, and what is particular to this one. */
class __Name__QueueTests implements QueueSourceConformance, SourceOutageConformance {
    private static final String TOKEN = "do-not-show-me";

    private Fake__Name__Queue queue;

    @BeforeEach
    void start() throws IOException {
        queue = new Fake__Name__Queue(0, TOKEN);
    }

    @AfterEach
    void stop() {
        queue.close();
    }

    @Override
    public Class<?> connector() {
        return __Name__Queue.class;
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("url", queue.url(), "token", TOKEN);
    }

    @Override
    public void put(List<String> values) throws IOException {
        for (String value : values) {
            queue.add(JSON.std.asString(Map.of("value", value)));
        }
    }

    @Override
    public String value(CloudEvent event) {
        try {
            return (String) JSON.std.mapFrom(event.getData().toBytes()).get("value");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        queue.close();
    }

    @Override
    public void recover() throws IOException {
        queue.open();
    }

    @Test
    void aTokenThatIsRefusedIsTheUsersToMend() {
        InstantSource clock = InstantSource.system();
        try (__Name__Queue source = new __Name__Queue(
                new __Name__Queue.Config(queue.url(), Secret.of("wrong")),
                new SourceContext("test", "__name__@0", clock))) {
            ReceiveRequest request = new ReceiveRequest(1, 1000, Deadline.in(Duration.ofSeconds(10), clock));
            assertThatThrownBy(() -> source.receive(request))
                    .hasMessageContaining("401")
                    .hasMessageContaining("token");
        }
    }
}
