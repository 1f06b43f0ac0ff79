package dev.penstock.runtime.admin;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.api.config.Secret;
import dev.penstock.runtime.gateway.ListenAddress;
import dev.penstock.runtime.supervise.PipelineSnapshot;
import dev.penstock.runtime.supervise.Supervisor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answer health probes, metrics and the API under {@code /api/v1}.
 *
 * <p>Before there is a supervisor the process is live and not ready.
 */
public final class AdminHandler extends Handler.Abstract {
    private static final String PIPELINES = "/api/v1/pipelines";
    private static final Set<String> READ_ONLY = Set.of("/metrics", "/api/v1/connectors", PIPELINES);

    private final AdminGate gate;
    private final Supplier<@Nullable Supervisor> supervisor;
    private final List<ConnectorInfo> connectors;
    private final InstantSource clock;

    /**
     * For one address.
     *
     * @throws dev.penstock.runtime.EnvironmentProblem when others can reach the address and there is no token
     */
    public AdminHandler(
            ListenAddress address,
            Optional<Secret> token,
            Supplier<@Nullable Supervisor> supervisor,
            List<ConnectorInfo> connectors,
            InstantSource clock) {
        this.gate = new AdminGate(address, token);
        this.supervisor = supervisor;
        this.connectors = List.copyOf(connectors);
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = String.valueOf(request.getHttpURI().getDecodedPath());
        boolean get = request.getMethod().equals("GET");
        if (path.equals("/health/live")) {
            json(response, callback, 200, Map.of("status", "live"));
        } else if (path.equals("/health/ready")) {
            ready(request, response, callback);
        } else if (!gate.mayRead(request)) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            error(response, callback, 401, "unauthorized", "a bearer token is needed: Authorization: Bearer TOKEN");
        } else if (get && path.equals("/metrics")) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, Metrics.CONTENT_TYPE);
            response.write(true, ByteBuffer.wrap(Metrics.text(snapshot(), clock.instant())), callback);
        } else if (get && path.equals("/api/v1/connectors")) {
            json(
                    response,
                    callback,
                    200,
                    Map.of(
                            "connectors",
                            connectors.stream().map(AdminHandler::of).toList()));
        } else if (get && path.equals(PIPELINES)) {
            json(
                    response,
                    callback,
                    200,
                    Map.of("pipelines", snapshot().stream().map(this::of).toList()));
        } else if (path.startsWith(PIPELINES + "/")) {
            pipeline(request, response, callback, path.substring(PIPELINES.length() + 1));
        } else if (!get && READ_ONLY.contains(path)) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET");
            error(response, callback, 405, "method-not-allowed", "read this with GET");
        } else {
            error(response, callback, 404, "not-found", "there is nothing here; see /api/v1/pipelines");
        }
        return true;
    }

    private List<PipelineSnapshot> snapshot() {
        Supervisor present = supervisor.get();
        return present == null ? List.of() : present.snapshot();
    }

    private Map<String, @Nullable Object> of(PipelineSnapshot pipeline) {
        return PipelineJson.of(pipeline, clock.instant());
    }

    private static Map<String, Object> of(ConnectorInfo connector) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", connector.name());
        json.put("version", connector.version());
        json.put("kind", connector.kind());
        json.put("summary", connector.summary());
        return json;
    }

    /** The reasons are for those who may read; a probe needs the status only. */
    private void ready(Request request, Response response, Callback callback) throws IOException {
        boolean ready = supervisor.get() != null;
        List<Map<String, Object>> reasons = new ArrayList<>();
        for (PipelineSnapshot pipeline : snapshot()) {
            if (!pipeline.isReady()) {
                ready = false;
                reasons.add(Map.of("pipeline", pipeline.name(), "reason", pipeline.reason()));
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", ready ? "ready" : "not-ready");
        if (!reasons.isEmpty() && gate.mayRead(request)) {
            json.put("reasons", reasons);
        }
        json(response, callback, ready ? 200 : 503, json);
    }

    private void pipeline(Request request, Response response, Callback callback, String rest) throws IOException {
        int slash = rest.indexOf('/');
        String name = slash < 0 ? rest : rest.substring(0, slash);
        String action = slash < 0 ? "" : rest.substring(slash + 1);
        Supervisor present = supervisor.get();
        PipelineSnapshot pipeline = present == null ? null : present.snapshot(name);
        if (present == null || pipeline == null) {
            error(response, callback, 404, "no-such-pipeline", "there is no pipeline of that name; see " + PIPELINES);
        } else if (action.isEmpty() && request.getMethod().equals("GET")) {
            json(response, callback, 200, of(pipeline));
        } else if (!request.getMethod().equals("POST")) {
            response.getHeaders().put(HttpHeader.ALLOW, action.isEmpty() ? "GET" : "POST");
            error(response, callback, 405, "method-not-allowed", "read a pipeline with GET, change it with POST");
        } else if (!gate.mayChange(request)) {
            error(response, callback, 403, "foreign-host", "call this under a local name, as in http://127.0.0.1");
        } else if (act(present, name, action)) {
            json(response, callback, 202, Map.of("pipeline", name, "action", action));
        } else {
            error(response, callback, 404, "no-such-action", "the actions are pause, resume and restart");
        }
    }

    private static boolean act(Supervisor supervisor, String name, String action) {
        return switch (action) {
            case "pause" -> supervisor.pause(name);
            case "resume" -> supervisor.resume(name);
            case "restart" -> supervisor.restart(name);
            default -> false;
        };
    }

    private static void error(Response response, Callback callback, int status, String code, String message)
            throws IOException {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        json(response, callback, status, Map.of("error", error));
    }

    private static void json(Response response, Callback callback, int status, Object value) throws IOException {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        byte[] text = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asBytes(value);
        response.write(true, ByteBuffer.wrap(text), callback);
    }
}
