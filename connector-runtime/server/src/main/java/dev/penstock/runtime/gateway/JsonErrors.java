package dev.penstock.runtime.gateway;

import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** The answer to requests that are refused before any handler sees them: bad syntax, a header that is too long. */
final class JsonErrors implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Object status = request.getAttribute(ErrorHandler.ERROR_STATUS);
        int code = status instanceof Integer known ? known : 500;
        String name = HttpStatus.getMessage(code).toLowerCase(Locale.ROOT);
        Answer.write(response, Refusal.error(code, name.replace(' ', '-'), name, Map.of()), callback);
        return true;
    }
}
