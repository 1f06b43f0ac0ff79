package dev.penstock.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.penstock.serve.instance.Launcher;
import dev.penstock.serve.instance.Program;
import dev.penstock.serve.instance.RunningInstance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Instances that are small HTTP servers in this process, and do what the test says. */
final class FakeLauncher implements Launcher, AutoCloseable {
    final List<FakeInstance> all = new CopyOnWriteArrayList<>();
    final List<String> bodies = new CopyOnWriteArrayList<>();
    final List<String> schemes = new CopyOnWriteArrayList<>();
    final AtomicInteger failuresToLaunch = new AtomicInteger();
    volatile boolean ready = true;
    /** Instances of packages with this word in their path are never ready. */
    volatile String neverReady = "-";

    volatile boolean ignoresStop;
    volatile String answer = "";
    /** An invocation waits for a permit. */
    volatile Semaphore gate = new Semaphore(1_000_000);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @Override
    public RunningInstance launch(Program program, String label) throws IOException {
        if (failuresToLaunch.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IOException("no more processes");
        }
        FakeInstance instance = new FakeInstance(program.home(), all.size() + 1);
        all.add(instance);
        return instance;
    }

    long alive() {
        return all.stream().filter(each -> !each.gone.isDone()).count();
    }

    FakeInstance first() {
        return all.get(0);
    }

    @Override
    public void close() {
        all.forEach(FakeInstance::kill);
        threads.shutdownNow();
    }

    final class FakeInstance implements RunningInstance {
        final AtomicInteger served = new AtomicInteger();
        final Path home;
        volatile boolean stopped;
        private final CompletableFuture<Integer> gone = new CompletableFuture<>();
        private final HttpServer server;
        private final int number;

        private FakeInstance(Path home, int number) throws IOException {
            this.home = home;
            this.number = number;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
            server.setExecutor(threads);
            server.createContext("/health/live", exchange -> answer(exchange, 200, "live"));
            server.createContext("/health/ready", exchange -> {
                boolean now = ready && !home.toString().contains(neverReady);
                answer(exchange, now ? 200 : 503, now ? "ready" : "the target is away");
            });
            server.createContext("/", this::invoke);
            server.start();
        }

        private void invoke(HttpExchange exchange) throws IOException {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            try {
                gate.acquire();
            } catch (InterruptedException e) {
                exchange.close();
                return;
            }
            bodies.add(body);
            schemes.add(exchange.getRequestHeaders().getFirst("X-Forwarded-Proto"));
            served.incrementAndGet();
            answer(exchange, 200, answer.isEmpty() ? "by " + home.getFileName() : answer);
        }

        private void answer(HttpExchange exchange, int status, String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }

        @Override
        public long pid() {
            return 1000L + number;
        }

        @Override
        public CompletableFuture<Integer> listening() {
            return CompletableFuture.completedFuture(server.getAddress().getPort());
        }

        @Override
        public CompletableFuture<Integer> gone() {
            return gone;
        }

        @Override
        public void stop() {
            stopped = true;
            if (!ignoresStop) {
                end(143);
            }
        }

        @Override
        public void kill() {
            end(137);
        }

        /** Ends by itself. */
        void end(int code) {
            server.stop(0);
            boolean unused = gone.complete(code);
        }

        @Override
        public String lastWords() {
            return "I did my best";
        }
    }
}
