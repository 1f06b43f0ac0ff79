package dev.penstock.serve.admin;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.api.config.Secret;
import dev.penstock.runtime.admin.AdminGate;
import dev.penstock.runtime.gateway.ListenAddress;
import dev.penstock.serve.FunctionSnapshot;
import dev.penstock.serve.Functions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answer health probes, metrics and {@code /api/v1/functions}. Reads only. */
public final class FunctionsHandler extends Handler.Abstract {
    private static final String FUNCTIONS = "/api/v1/functions";

    private final AdminGate gate;
    private final Functions functions;
    private final BooleanSupplier complete;

    /**
     * For one address.
     *
     * @param complete whether the functions are known
     * @throws dev.penstock.runtime.EnvironmentProblem when others can reach the address and there is no token
     */
    public FunctionsHandler(
            ListenAddress address, Optional<Secret> token, Functions functions, BooleanSupplier complete) {
        this.gate = new AdminGate(address, token);
        this.functions = functions;
        this.complete = complete;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        String path = String.valueOf(request.getHttpURI().getDecodedPath());
        if (path.equals("/health/live")) {
            json(response, callback, 200, Map.of("status", "live"));
        } else if (path.equals("/health/ready")) {
            ready(request, response, callback);
        } else if (!gate.mayRead(request)) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            error(response, callback, 401, "unauthorized", "a bearer token is needed: Authorization: Bearer TOKEN");
        } else if (!request.getMethod().equals("GET")) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET");
            error(response, callback, 405, "method-not-allowed", "read this with GET");
        } else {
            read(path, response, callback);
        }
        return true;
    }

    private void read(String path, Response response, Callback callback) throws IOException {
        List<FunctionSnapshot> all = functions.snapshot();
        FunctionSnapshot one = all.stream()
                .filter(each -> path.equals(FUNCTIONS + "/" + each.name()))
                .findFirst()
                .orElse(null);
        if (path.equals("/metrics")) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, FunctionMetrics.CONTENT_TYPE);
            response.write(true, ByteBuffer.wrap(FunctionMetrics.text(all)), callback);
        } else if (path.equals(FUNCTIONS)) {
            List<Map<String, @Nullable Object>> list = new ArrayList<>();
            all.forEach(each -> list.add(FunctionJson.of(each)));
            json(response, callback, 200, Map.of("functions", list));
        } else if (one != null) {
            json(response, callback, 200, FunctionJson.of(one));
        } else if (path.startsWith(FUNCTIONS + "/")) {
            error(response, callback, 404, "no-such-function", "there is no function of that name; see " + FUNCTIONS);
        } else {
            error(response, callback, 404, "not-found", "there is nothing here; see " + FUNCTIONS);
        }
    }

    /** The reasons are for those who may read; a probe needs the status only. */
    private void ready(Request request, Response response, Callback callback) throws IOException {
        boolean ready = complete.getAsBoolean() && functions.isReady();
        List<Map<String, Object>> reasons = new ArrayList<>();
        for (FunctionSnapshot function : functions.snapshot()) {
            if (!function.isReady()) {
                boolean starting = function.state() == FunctionSnapshot.State.STARTING;
                ready &= starting && function.scaling().min() == 0; // requests are held meanwhile
                reasons.add(Map.of("function", function.name(), "reason", reason(function)));
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", ready ? "ready" : "not-ready");
        if (!ready && gate.mayRead(request)) {
            json.put("reasons", reasons);
        }
        json(response, callback, ready ? 200 : 503, json);
    }

    private static String reason(FunctionSnapshot function) {
        return function.trouble().isEmpty() ? FunctionJson.word(function.state()) : function.trouble();
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
