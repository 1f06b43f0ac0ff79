package __package__;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.api.Deadline;
import dev.penstock.api.Partition;
import dev.penstock.api.PollRequest;
import dev.penstock.api.SourceContext;
import dev.penstock.api.config.Secret;
import dev.penstock.testkit.PollingSourceConformance;
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

/** Every guarantee of a polling source, and what is particular to this one. */
class __Name__SourceTests implements PollingSourceConformance, SourceOutageConformance {
    private static final String TOKEN = "do-not-show-me";

    private Fake__Name__Service service;
    private int number;

    @BeforeEach
    void start() throws IOException {
        service = new Fake__Name__Service(0, TOKEN);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Override
    public Class<?> connector() {
        return __Name__Source.class;
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("url", service.url(), "token", TOKEN, "page-size", 4, "interval", "50ms");
    }

    @Override
    public void put(List<String> values) throws IOException {
        for (String value : values) {
            number++;
            service.add(Integer.toString(number), JSON.std.asString(Map.of("id", number, "value", value)));
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
        service.close();
    }

    @Override
    public void recover() throws IOException {
        service.open();
    }

    @Test
    void aTokenThatIsRefusedIsTheUsersToMend() throws Exception {
        try (__Name__Source source = source(Secret.of("wrong"))) {
            assertThatThrownBy(() -> source.poll(request())).hasMessageContaining("401").hasMessageContaining("token");
        }
    }

    @Test
    void anItemBecomesAnEvent() throws Exception {
        put(List.of("first"));
        try (__Name__Source source = source(Secret.of(TOKEN))) {
            CloudEvent event = source.poll(request()).events().get(0);
            assertThat(event.getId()).isEqualTo("1");
            assertThat(event.getSource()).isEqualTo(service.url());
            assertThat(new String(event.getData().toBytes(), UTF_8)).contains("first");
        }
    }

    private __Name__Source source(Secret token) {
        return new __Name__Source(
                new __Name__Source.Config(service.url(), token, 4, Duration.ofMillis(50)),
                new SourceContext("test", "__name__@0", InstantSource.system()));
    }

    private static PollRequest request() {
        return new PollRequest(
                Partition.WHOLE, null, 10, 1 << 20, false, Deadline.in(Duration.ofSeconds(10), InstantSource.system()));
    }
}
