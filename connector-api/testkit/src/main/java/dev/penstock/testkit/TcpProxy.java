package dev.penstock.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network between a connector and a server, on the loopback address, that a test can cut, let stall and mend. May be used by
 * several threads.
 */
public final class TcpProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private boolean stalled;
    private volatile boolean cut;

    /** Listens on a free port and passes everything on to the server there. */
    public TcpProxy(String host, int port) throws IOException {
        this.target = new InetSocketAddress(host, port);
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** Where the connector connects to instead of the server. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Resets all connections, and every new one at once, as when the server's process has died. */
    public void cut() {
        cut = true;
        sockets.forEach(TcpProxy::reset);
        sockets.clear();
    }

    /** Keeps all connections, and lets no byte through until it is mended, as when packets are dropped. */
    public void stall() {
        synchronized (gate) {
            stalled = true;
        }
    }

    /** Lets everything through again. */
    public void mend() {
        cut = false;
        synchronized (gate) {
            stalled = false;
            gate.notifyAll();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
        mend();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                if (cut) {
                    reset(client);
                } else {
                    connect(client);
                }
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        try {
            server.connect(target, 5_000);
            sockets.add(client);
            sockets.add(server);
            start(() -> pump(client, server));
            start(() -> pump(server, client));
        } catch (IOException refused) {
            reset(client);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                pass();
                out.write(buffer, 0, count);
            }
            to.shutdownOutput();
        } catch (IOException | InterruptedException broken) {
            reset(from);
            reset(to);
        } finally {
            forget(from, to);
        }
    }

    /** A pair is closed once both directions have ended. */
    private void forget(Socket from, Socket to) {
        if (from.isClosed() || to.isClosed() || (from.isOutputShutdown() && to.isOutputShutdown())) {
            reset(from);
            reset(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void pass() throws InterruptedException {
        synchronized (gate) {
            while (stalled) {
                gate.wait();
            }
        }
    }

    private static void reset(Socket socket) {
        try {
            if (!socket.isOutputShutdown()) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException alreadyClosed) {
            // which is what was wanted
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, Lab.THREADS + "-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
