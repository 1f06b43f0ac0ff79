package dev.penstock.connector.http;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.testkit.FakeHttpService;
import dev.penstock.testkit.FakeHttpService.Reply;
import dev.penstock.testkit.PollingSourceConformance;
import dev.penstock.testkit.SourceOutageConformance;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A list that grows at its end, in pages of four. */
class HttpSourceConformanceTests implements PollingSourceConformance, SourceOutageConformance {
    private static final int PAGE = 4;

    private final List<Map<String, Object>> items = new ArrayList<>();
    private FakeHttpService service;

    @BeforeEach
    void start() throws IOException {
        service = new FakeHttpService(this::answer);
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
    }

    private synchronized Reply answer(FakeHttpService.Request request) throws IOException {
        String target = request.target();
        int page = target.contains("page=") ? Integer.parseInt(target.replaceFirst(".*page=", "")) : 1;
        int from = Math.min(items.size(), (page - 1) * PAGE);
        List<?> found = items.subList(from, Math.min(items.size(), from + PAGE));
        return Reply.of(200, JSON.std.asString(found)).with("Content-Type", "application/json");
    }

    @Override
    public Class<?> connector() {
        return HttpSource.class;
    }

    @Override
    public Map<String, Object> config() {
        return Map.of(
                "url", service.url("/orders"),
                "headers", Map.of("X-Api-Key", "do-not-show-me"),
                "interval", "50ms",
                "order", "oldest-first",
                "paging", Map.of("page", "page"),
                "id", Map.of("pointer", "/id"));
    }

    @Override
    public synchronized void put(List<String> values) {
        values.forEach(value -> items.add(Map.of("id", items.size() + 1, "value", value)));
    }

    @Override
    public String value(CloudEvent event) {
        try {
            byte[] data = Objects.requireNonNull(event.getData()).toBytes();
            return String.valueOf(JSON.std.mapFrom(data).get("value"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** OkHttp's threads end by themselves after a minute without work. */
    @Override
    public boolean mayLinger(Thread thread) {
        return thread.getName().startsWith("OkHttp") || thread.getName().startsWith("Okio");
    }

    @Override
    public void breakDown() {
        service.answer(request -> {
            throw new IOException("reset");
        });
    }

    @Override
    public void recover() {
        service.answer(this::answer);
    }
}
