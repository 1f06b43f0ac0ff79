package dev.penstock.function.http;

import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookRequest.Header;
import dev.penstock.engine.PipelineStatus;
import dev.penstock.function.HttpInvocations;
import dev.penstock.function.HttpReply;
import dev.penstock.function.PackagedFunction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/** Hands HTTP requests to the function; no thread waits for anything. */
final class InvocationHandler extends Handler.Abstract.NonBlocking {
    private final PackagedFunction function;
    private final HttpInvocations invocations;
    private final Duration limit;
    private final int maxBody;
    private volatile boolean stopping;

    InvocationHandler(PackagedFunction function, ServerSettings settings) {
        this.function = function;
        this.invocations = new HttpInvocations(function);
        this.limit = settings.limit();
        this.maxBody = settings.maxBody();
    }

    /** Sends platforms elsewhere from now on. */
    void stopTaking() {
        stopping = true;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        switch (path) {
            case "/health/live" -> write(response, callback, text(200, "live"));
            case "/health/ready" -> write(response, callback, readiness());
            default -> invoke(request, response, callback, path);
        }
        return true;
    }

    private HttpReply readiness() {
        PipelineStatus status = function.status();
        return !stopping && function.ready().isDone() && status.state() == PipelineStatus.State.RUNNING
                ? text(200, "ready")
                : text(
                        503,
                        status.failure() == null
                                ? "not ready"
                                : status.failure().message());
    }

    private void invoke(Request request, Response response, Callback callback, String path) {
        if (stopping) {
            write(
                    response,
                    callback,
                    text(
                            503,
                            "this instance is stopping; send it again",
                            Map.of("Retry-After", "1", "Penstock-Not-Taken", "stopping")));
        } else if (request.getLength() > maxBody) {
            write(response, callback, text(413, "the body is larger than " + maxBody + " bytes"));
        } else {
            Content.Source.asByteBuffer(request, new Body(request, response, callback, path));
        }
    }

    /** Goes on when the whole body is there. */
    private final class Body implements Promise<ByteBuffer> {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final String path;

        Body(Request request, Response response, Callback callback, String path) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.path = path;
        }

        @Override
        public void succeeded(ByteBuffer body) {
            request.addIdleTimeoutListener(quiet -> false); // the answer has a limit of its own
            String query = request.getHttpURI().getQuery();
            List<Header> headers = new ArrayList<>();
            for (HttpField field : request.getHeaders()) {
                headers.add(new Header(field.getName(), field.getValue() == null ? "" : field.getValue()));
            }
            var unused = invocations
                    .handle(
                            new WebhookRequest(
                                    request.getMethod(),
                                    path,
                                    query == null ? "" : query,
                                    headers,
                                    BufferUtil.toArray(body)),
                            limit)
                    .whenComplete((reply, thrown) ->
                            write(response, callback, reply == null ? text(500, "the log says why") : reply));
        }

        @Override
        public void failed(Throwable failure) {
            callback.failed(failure);
        }
    }

    private static HttpReply text(int status, String text) {
        return text(status, text, Map.of());
    }

    private static HttpReply text(int status, String text, Map<String, String> headers) {
        return new HttpReply(status, headers, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Response response, Callback callback, HttpReply reply) {
        response.setStatus(reply.status());
        reply.headers().forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
    }
}
