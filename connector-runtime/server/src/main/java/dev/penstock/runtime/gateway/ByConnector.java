package dev.penstock.runtime.gateway;

import java.util.List;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Gives each connector's requests to its handler. */
final class ByConnector extends Handler.Sequence {
    private final List<? extends Connector> connectors;
    private final Handler[] handlers;

    ByConnector(List<? extends Connector> connectors, List<HttpListener> listeners) {
        super(listeners.stream().map(HttpListener::handler).toList());
        this.connectors = connectors;
        this.handlers = listeners.stream().map(HttpListener::handler).toArray(Handler[]::new);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connector connector = request.getConnectionMetaData().getConnector();
        for (int i = 0; i < handlers.length; i++) {
            if (connectors.get(i).equals(connector)) {
                return handlers[i].handle(request, response, callback);
            }
        }
        return false;
    }
}
