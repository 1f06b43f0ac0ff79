package dev.penstock.benchmarks.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/**
 * The least that takes a webhook and is durable before it answers: a Jetty handler that queues bodies, and one thread that writes
 * what has come, syncs once, and answers all. {@code BareJetty FILE}; prints {@code ready PORT}. With {@code hello} instead of a file
 * it answers at once.
 */
public final class BareJetty {
    private BareJetty() {}

    private record Waiting(ByteBuffer body, Response response, Callback callback) {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(arguments[0].equals("hello") ? new Hello() : new Durable(Path.of(arguments[0])));
        server.start();
        System.out.println("ready " + connector.getLocalPort());
        server.join();
    }

    private static final class Hello extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.setStatus(HttpStatus.NO_CONTENT_204);
            callback.succeeded();
            return true;
        }
    }

    private static final class Durable extends Handler.Abstract.NonBlocking {
        private final FileChannel file;
        private List<Waiting> queue = new ArrayList<>();

        Durable(Path path) throws IOException {
            file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            Thread writer = new Thread(this::write, "writer");
            writer.setDaemon(true);
            writer.start();
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Content.Source.asByteBuffer(request, new Promise<>() {
                @Override
                public void succeeded(ByteBuffer body) {
                    synchronized (Durable.this) {
                        queue.add(new Waiting(body, response, callback));
                        Durable.this.notify();
                    }
                }

                @Override
                public void failed(Throwable failure) {
                    callback.failed(failure);
                }
            });
            return true;
        }

        private void write() {
            try {
                while (true) {
                    List<Waiting> batch = take();
                    int size = 0;
                    for (Waiting waiting : batch) {
                        size += waiting.body().remaining() + 1;
                    }
                    ByteBuffer all = ByteBuffer.allocate(size);
                    for (Waiting waiting : batch) {
                        all.put(waiting.body()).put((byte) '\n');
                    }
                    all.flip();
                    while (all.hasRemaining()) {
                        file.write(all);
                    }
                    file.force(false);
                    for (Waiting waiting : batch) {
                        waiting.response().setStatus(HttpStatus.NO_CONTENT_204);
                        waiting.callback().succeeded();
                    }
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private synchronized List<Waiting> take() throws InterruptedException {
            while (queue.isEmpty()) {
                wait();
            }
            List<Waiting> batch = queue;
            queue = new ArrayList<>();
            return batch;
        }
    }
}
