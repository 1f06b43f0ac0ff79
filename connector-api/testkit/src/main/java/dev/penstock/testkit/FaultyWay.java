package dev.penstock.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Carries bytes between clients and a server on loopback, and fails as networks do. */
final class FaultyWay implements AutoCloseable {
    private enum Fault {
        NONE,
        REQUEST,
        ANSWER
    }

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile Fault next = Fault.NONE;
    private volatile boolean silent;

    FaultyWay(int target) throws IOException {
        this.target = target;
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How often it has cut a connection. */
    int cuts() {
        return cuts.get();
    }

    /** Cuts the connection when the next bytes come from a client, and does not carry them. */
    void cutNextRequest() {
        next = Fault.REQUEST;
    }

    /** Cuts the connection when the next bytes come from the server, and does not carry them. */
    void cutNextAnswer() {
        next = Fault.ANSWER;
    }

    /** Takes all bytes, and carries none; what it took so is lost, also for later. */
    void swallow(boolean on) {
        silent = on;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            sockets.addAll(List.of(client, server));
            start(() -> carry(client, server, Fault.REQUEST));
            start(() -> carry(server, client, Fault.ANSWER));
        }
    }

    private void carry(Socket from, Socket to, Fault fault) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (next == fault) {
                    next = Fault.NONE;
                    cuts.incrementAndGet();
                    return;
                }
                if (!silent) {
                    out.write(buffer, 0, count);
                    out.flush();
                }
            }
        }
    }

    /** Work that ends when a socket is closed. */
    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // It is over.
                    }
                },
                Lab.THREADS + "-way");
        thread.setDaemon(true);
        thread.start();
    }
}
