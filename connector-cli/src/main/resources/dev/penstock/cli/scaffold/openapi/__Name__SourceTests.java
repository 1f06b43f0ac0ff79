package __package__;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.Deadline;
import dev.penstock.api.Partition;
import dev.penstock.api.PollRequest;
import dev.penstock.api.SourceContext;
__secretImport__import dev.penstock.testkit.PollingSourceConformance;
import dev.penstock.testkit.SourceOutageConformance;
import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.JsonPointers;
import io.cloudevents.CloudEvent;
import java.io.IOException;
__uriImport__import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every guarantee of a polling source, and what is particular to this one. */
class __Name__SourceTests implements PollingSourceConformance, SourceOutageConformance {
    private static final String SECRET = "do-not-show-me";
    private static final List<JsonPointer> VALUE = List.of(JsonPointer.parse(__valuePointer__));

    private Fake__Name__Service service;
    private int number;

    @BeforeEach
    void start() throws IOException {
        service = new Fake__Name__Service(0, SECRET);
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
        Map<String, Object> config = new HashMap<>();
        config.put("url", service.url());
__testConfig__        config.put("interval", "50ms");
        return config;
    }

    @Override
    public void put(List<String> values) {
        for (String value : values) {
            number++;
            service.add(number, value);
        }
    }

    @Override
    public String value(CloudEvent event) {
        return JsonPointers.find(event.getData().toBytes(), VALUE)[0];
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
    void anItemBecomesAnEvent() throws Exception {
        put(List.of("first"));
        try (__Name__Source source = source(SECRET)) {
            CloudEvent event = source.poll(request()).events().get(0);
            assertThat(event.getId()).isEqualTo(__firstId__);
            assertThat(event.getSource().toString()).startsWith(service.url().toString());
            assertThat(value(event)).isEqualTo("first");
        }
    }
__refusalTest__
    private __Name__Source source(String secret) {
        return new __Name__Source(
                new __Name__Source.Config(__arguments__),
                new SourceContext("test", "__name__@0", InstantSource.system()));
    }

    private static PollRequest request() {
        return new PollRequest(
                Partition.WHOLE, null, 10, 1 << 20, false, Deadline.in(Duration.ofSeconds(10), InstantSource.system()));
    }
}
