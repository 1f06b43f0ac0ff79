package dev.penstock.function.google;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.function.FunctionProblem;
import dev.penstock.function.HttpInvocations;
import dev.penstock.function.HttpReply;
import java.io.IOException;
import java.util.Locale;

/**
 * Takes HTTP requests: to a webhook, or with CloudEvents in the binary, structured or batch mode. Events pass through byte for
 * byte.
 *
 * <p>The framework makes one object per process and calls it from any thread, several at once.
 */
public final class PenstockHttp implements HttpFunction {
    private final OpenFunction open;
    private final HttpInvocations invocations;

    /**
     * Called by the framework: opens the function of the package.
     *
     * @throws FunctionProblem when it cannot start until somebody mends something
     */
    public PenstockHttp() {
        this(OpenFunction.fromEnvironment());
    }

    PenstockHttp(OpenFunction open) {
        this.open = open;
        this.invocations = new HttpInvocations(open.function());
    }

    /** Answers a request once its events are safe; 503 asks the sender to repeat it. */
    @Override
    public void service(HttpRequest request, HttpResponse response) throws IOException {
        byte[] body = request.getInputStream().readNBytes(open.maxBody() + 1);
        if (body.length > open.maxBody()) {
            response.setStatusCode(413);
            return;
        }
        WebhookRequest taken = new WebhookRequest(
                request.getMethod().toUpperCase(Locale.ROOT),
                request.getPath(),
                request.getQuery().orElse(""),
                request.getHeaders(),
                body);
        HttpReply reply = invocations.handle(taken, open.limit()).join();
        response.setStatusCode(reply.status());
        reply.headers().forEach((name, value) -> {
            if (name.equalsIgnoreCase("Content-Type")) {
                response.setContentType(value);
            } else {
                response.appendHeader(name, value);
            }
        });
        response.getOutputStream().write(reply.body());
    }
}
