package dev.penstock.connector.http;

import dev.penstock.testkit.FakeHttpService;
import dev.penstock.testkit.FakeHttpService.Reply;
import dev.penstock.testkit.PoisonConformance;
import dev.penstock.testkit.SinkConformance;
import dev.penstock.testkit.SinkOutageConformance;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class HttpSinkConformanceTests implements SinkConformance, PoisonConformance, SinkOutageConformance {
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private FakeHttpService service;

    @BeforeEach
    void start() throws IOException {
        service = new FakeHttpService(this::answer);
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
    }

    private Reply answer(FakeHttpService.Request request) {
        if (request.text().startsWith("poison")) {
            return Reply.of(422, "");
        }
        taken.add(request.text());
        return Reply.of(204, "");
    }

    @Override
    public Class<?> connector() {
        return HttpSink.class;
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("url", service.url("/events"), "headers", Map.of("X-Api-Key", "do-not-show-me"));
    }

    @Override
    public List<String> arrived() {
        return taken;
    }

    @Override
    public CloudEvent poison(String id) {
        return event(id, "poisoned", "poison");
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
