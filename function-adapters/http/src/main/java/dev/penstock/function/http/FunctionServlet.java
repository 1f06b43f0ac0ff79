package dev.penstock.function.http;

import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookRequest.Header;
import dev.penstock.function.HttpInvocations;
import dev.penstock.function.HttpReply;
import dev.penstock.function.PackagedFunction;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function as a servlet, for any container of Servlet 6 or newer.
 *
 * <p>The init parameter {@code home} is the directory of the package; {@code limit}, in seconds, is when an invocation is
 * answered at the latest, 60 if not said; {@code max-body}, in bytes, is the largest request, 16 MiB if not said. Map it to
 * {@code /*} and allow asynchronous requests.
 */
public final class FunctionServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Duration DRAIN = Duration.ofSeconds(8);

    private transient @Nullable PackagedFunction function;
    private Duration limit = Duration.ofSeconds(60);
    private int maxBody = 16 << 20;

    /** Called by the container, which then calls {@link #init()}. */
    public FunctionServlet() {}

    @Override
    public void init() throws ServletException {
        limit = Duration.ofSeconds(number("limit", 60));
        maxBody = number("max-body", 16 << 20);
        String home = getInitParameter("home");
        if (home == null) {
            throw new ServletException("the init parameter 'home' is missing; name the directory of the package");
        }
        function = PackagedFunction.open(Path.of(home));
    }

    private int number(String name, int fallback) throws ServletException {
        String text = getInitParameter(name);
        try {
            return text == null ? fallback : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new ServletException("the init parameter '" + name + "' is no whole number: " + text, e);
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PackagedFunction running = function;
        byte[] body = request.getInputStream().readNBytes(maxBody + 1);
        if (running == null || body.length > maxBody) {
            response.setStatus(running == null ? 503 : 413);
            return;
        }
        String query = request.getQueryString();
        String path = request.getRequestURI().substring(request.getContextPath().length());
        WebhookRequest taken =
                new WebhookRequest(request.getMethod(), path, query == null ? "" : query, headers(request), body);
        AsyncContext context = request.startAsync();
        context.setTimeout(limit.plusSeconds(5).toMillis());
        var unused = new HttpInvocations(running).handle(taken, limit).whenComplete((reply, thrown) -> {
            try {
                write((HttpServletResponse) context.getResponse(), reply);
            } catch (IOException gone) {
                getServletContext().log("the sender is gone before its answer", gone);
            } finally {
                context.complete();
            }
        });
    }

    private static List<Header> headers(HttpServletRequest request) {
        List<Header> headers = new ArrayList<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                headers.add(new Header(name, value));
            }
        }
        return headers;
    }

    private static void write(HttpServletResponse response, @Nullable HttpReply reply) throws IOException {
        if (reply == null) {
            response.setStatus(500);
            return;
        }
        response.setStatus(reply.status());
        reply.headers().forEach(response::setHeader);
        response.getOutputStream().write(reply.body());
    }

    @Override
    public void destroy() {
        if (function != null) {
            boolean unused = function.drain(DRAIN); // I8
        }
    }
}
