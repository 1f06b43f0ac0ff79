package dev.penstock.runtime.gateway;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;

/**
 * Ends what comes byte by byte: bodies after a time or below a rate, headers after a time. The connection's idle timeout
 * alone does not see it, because there is always something.
 *
 * <p>Only bodies that did not come at once are watched, so the common request costs nothing here.
 */
final class SlowClients implements Runnable {
    private final Connector[] connectors;
    private final HttpLimits limits;
    private final Map<Object, Watched> watched = new ConcurrentHashMap<>();
    private Map<EndPoint, Progress> connections = new HashMap<>();

    private record Watched(Request request, long since) {}

    private record Progress(long messages, long bytes, long since) {}

    SlowClients(HttpLimits limits, Connector... connectors) {
        this.limits = limits;
        this.connectors = connectors;
    }

    void watch(Object reader, Request request) {
        watched.computeIfAbsent(reader, key -> new Watched(request, System.nanoTime()));
    }

    void forget(Object reader) {
        watched.remove(reader);
    }

    /** Looks once; called every second or so by one thread. */
    @Override
    public void run() {
        watched.forEach((reader, body) -> {
            long millis = NanoTime.millisSince(body.since());
            if (millis > limits.bodyTime().toMillis() || isTooSlow(reader, millis)) {
                watched.remove(reader);
                end(body.request());
            }
        });
        lookAtHeaders();
    }

    private boolean isTooSlow(Object reader, long millis) {
        return reader instanceof Exchange exchange
                && millis > limits.grace().toMillis()
                && exchange.received() * 1000L / millis < limits.bytesPerSecond();
    }

    /** As if the connection had been idle: whoever reads the body is told, and can still answer. */
    private static void end(Request request) {
        HttpChannel channel = HttpChannel.from(request);
        Runnable told = channel.onIdleTimeout(new TimeoutException("too slow")).action();
        if (told != null) {
            request.getComponents().getExecutor().execute(told);
        }
    }

    private void lookAtHeaders() {
        Map<EndPoint, Progress> next = new HashMap<>();
        for (Connector connector : connectors) {
            for (EndPoint endPoint : connector.getConnectedEndPoints()) {
                Progress progress = progress(endPoint, connections.get(endPoint));
                next.put(endPoint, progress);
                if (NanoTime.millisSince(progress.since()) > limits.headerTime().toMillis()) {
                    endPoint.close();
                }
            }
        }
        connections = next;
    }

    /** Since when this connection has been in the middle of a request's header; now, when it is not. */
    private static Progress progress(EndPoint endPoint, @Nullable Progress before) {
        Connection connection = endPoint.getConnection();
        if (connection instanceof SslConnection tls) {
            connection = tls.getSslEndPoint().getConnection();
        }
        long messages = connection == null ? 0 : connection.getMessagesIn();
        long bytes = connection == null ? 0 : connection.getBytesIn();
        boolean serving = connection instanceof HttpConnection http
                && http.getHttpChannel().getRequest() != null;
        if (before == null || serving || messages != before.messages()) {
            return new Progress(messages, bytes, System.nanoTime());
        }
        boolean quiet = messages > 0 && bytes == before.bytes(); // between two requests: the idle timeout's business
        return quiet ? new Progress(messages, bytes, System.nanoTime()) : before;
    }
}
