package dev.penstock.testkit.effort;

import dev.penstock.testkit.FakeHttpService;
import dev.penstock.testkit.FakeHttpService.Reply;
import dev.penstock.testkit.FakeHttpService.Request;
import dev.penstock.testkit.PoisonConformance;
import dev.penstock.testkit.PollingSourceConformance;
import dev.penstock.testkit.SinkConformance;
import dev.penstock.testkit.SinkOutageConformance;
import dev.penstock.testkit.SourceOutageConformance;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** What docs/explanation/effort.md says is handled without the author's code is handled for these two. */
class OrdersConformanceTests {
    /** A shop that can be away. */
    abstract static class Shop {
        final List<String> orders = new CopyOnWriteArrayList<>();
        private final FakeHttpService service = service();
        private volatile boolean away;

        private FakeHttpService service() {
            try {
                return new FakeHttpService(this::answer);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private Reply answer(Request request) throws IOException {
            if (away) {
                throw new IOException("away");
            }
            if (!"Bearer correct-horse".equals(request.headers().get("authorization"))) {
                return Reply.of(401, "");
            }
            return reply(request);
        }

        abstract Reply reply(Request request);

        public Map<String, Object> config() {
            return Map.of("url", service.url("/shop/"), "token", "correct-horse");
        }

        public void breakDown() {
            away = true;
        }

        public void recover() {
            away = false;
        }

        /** OkHttp's threads end by themselves after a minute without work. */
        public boolean mayLinger(Thread thread) {
            return thread.getName().startsWith("OkHttp") || thread.getName().startsWith("Okio");
        }

        @AfterEach
        void close() throws IOException {
            service.close();
        }
    }

    @Nested
    class OfTheSource extends Shop implements PollingSourceConformance, SourceOutageConformance {
        @Override
        Reply reply(Request request) {
            String target = request.target();
            String argument = target.substring(target.lastIndexOf(target.contains("=") ? '=' : '/') + 1);
            int number = Integer.parseInt(argument);
            return Reply.of(
                    200,
                    target.contains("=")
                            ? IntStream.rangeClosed(number + 1, orders.size())
                                    .mapToObj(each -> each + "\n")
                                    .collect(Collectors.joining())
                            : orders.get(number - 1));
        }

        @Override
        public Class<?> connector() {
            return OrdersSource.class;
        }

        @Override
        public Map<String, Object> config() {
            return Map.of("url", super.config().get("url"), "token", "correct-horse", "interval", "50ms");
        }

        @Override
        public void put(List<String> values) {
            orders.addAll(values);
        }

        @Override
        public String value(CloudEvent event) {
            return new String(Objects.requireNonNull(event.getData()).toBytes(), StandardCharsets.UTF_8);
        }
    }

    @Nested
    class OfTheSink extends Shop implements SinkConformance, SinkOutageConformance, PoisonConformance {
        @Override
        Reply reply(Request request) {
            if (request.text().equals("poison")) {
                return Reply.of(422, "");
            }
            orders.add(request.text());
            return Reply.of(201, "");
        }

        @Override
        public Class<?> connector() {
            return OrdersSink.class;
        }

        @Override
        public List<String> arrived() {
            return orders;
        }

        @Override
        public CloudEvent poison(String id) {
            return event(id, id, "poison");
        }
    }
}
