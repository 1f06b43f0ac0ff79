package dev.penstock.connector.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** How far a call got, to judge what its failure means. Written by the call's threads, read after it ended. */
final class Progress extends EventListener {
    private volatile boolean connecting;
    private volatile boolean acquired;
    private volatile boolean answered;

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        connecting = true;
    }

    @Override
    public void connectFailed(
            Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol, IOException thrown) {
        connecting = true;
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        acquired = true;
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        answered = true;
    }

    /** It had a connection to send on. */
    boolean connected() {
        return acquired;
    }

    /** Its connection had been used before, and it failed before an answer: the server may have closed it while idle. */
    boolean stale() {
        return acquired && !connecting && !answered;
    }

    /** The head of an answer came. */
    boolean answered() {
        return answered;
    }
}
