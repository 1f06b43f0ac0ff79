package dev.penstock.connector.http;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An HTTP service that keeps the requests it got and answers as the test says. */
final class Api implements AutoCloseable {
    /**
     * A request as it came.
     *
     * @param method upper case
     * @param path with the raw query
     * @param headers by lower-case name, the first of each
     */
    record Request(String method, String path, Map<String, String> headers, String body) {
        @Nullable
        String header(String name) {
            return headers.get(name);
        }

        /** A parameter of the query, decoded; null if it is not there. */
        @Nullable
        String parameter(String name) {
            String query = URI.create(path).getRawQuery();
            for (String pair : query == null ? new String[0] : query.split("&")) {
                int at = pair.indexOf('=');
                if (at > 0 && pair.substring(0, at).equals(name)) {
                    return URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8);
                }
            }
            return null;
        }

        int number(String name, int fallback) {
            String text = parameter(name);
            return text == null ? fallback : Integer.parseInt(text);
        }
    }

    /** An answer. */
    record Reply(int status, String body, Map<String, String> headers) {
        static Reply ok(String body) {
            return new Reply(200, body, Map.of());
        }

        static Reply of(int status, String... headers) {
            return new Reply(status, "", Map.of()).with(headers);
        }

        Reply with(String... more) {
            Map<String, String> all = new HashMap<>(headers);
            for (int i = 0; i < more.length; i += 2) {
                all.put(more[i], more[i + 1]);
            }
            return new Reply(status, body, all);
        }
    }

    /** Answers requests; may throw to break the connection. */
    interface Answer {
        Reply to(Request request) throws Exception;
    }

    private final RawServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Answer answer;

    Api(Answer answer) throws IOException {
        this.answer = answer;
        server = new RawServer(this::handle);
    }

    void answer(Answer now) {
        answer = now;
    }

    URI url(String path) {
        return server.url(path);
    }

    List<Request> requests() {
        return requests;
    }

    List<String> paths() {
        return requests.stream().map(Request::path).toList();
    }

    private void handle(RawServer.Request raw, Socket socket) throws Exception {
        String[] line = raw.head().lines().findFirst().orElse("").split(" ", -1);
        Map<String, String> headers = new HashMap<>();
        raw.head().lines().skip(1).forEach(header -> {
            int colon = header.indexOf(':');
            headers.putIfAbsent(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        });
        Request request = new Request(line[0], line[1], headers, raw.text());
        requests.add(request);
        Reply reply = answer.to(request);
        StringBuilder response = new StringBuilder("HTTP/1.1 " + reply.status() + " Whatever\r\n");
        reply.headers().forEach((name, value) -> response.append(name + ": " + value + "\r\n"));
        if (reply.status() != 304 && reply.status() != 204) {
            response.append("Content-Length: " + reply.body().getBytes(StandardCharsets.UTF_8).length + "\r\n");
        }
        RawServer.send(socket, response + "\r\n" + reply.body());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
