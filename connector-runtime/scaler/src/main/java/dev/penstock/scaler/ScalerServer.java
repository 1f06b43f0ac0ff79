package dev.penstock.scaler;

import dev.penstock.runtime.EnvironmentProblem;
import dev.penstock.runtime.backlog.Backlogs;
import dev.penstock.runtime.backlog.ScalerProvider;
import dev.penstock.runtime.gateway.ListenAddress;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The gRPC server of the scaler. */
final class ScalerServer implements ScalerProvider.Scaler {
    /** Longer than that nobody waits for a source. */
    static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

    private static final int LARGEST_REQUEST = 64 * 1024;
    private static final Duration TO_END = Duration.ofSeconds(2);

    private final Server server;
    private final ActiveStreams streams;
    private final ExecutorService threads;

    private ScalerServer(Server server, ActiveStreams streams, ExecutorService threads) {
        this.server = server;
        this.streams = streams;
        this.threads = threads;
    }

    static ScalerServer open(ListenAddress address, Backlogs backlogs, Duration longestAnswer) {
        ActiveStreams streams = new ActiveStreams(backlogs);
        // they never block: an answer is given by whoever has measured
        ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "penstock-scaler");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Server server = OkHttpServerBuilder.forPort(socket(address), InsecureServerCredentials.create())
                    .addService(new ScalerService(backlogs, streams, longestAnswer))
                    .executor(threads)
                    .maxInboundMessageSize(LARGEST_REQUEST)
                    .permitKeepAliveTime(10, TimeUnit.SECONDS)
                    .permitKeepAliveWithoutCalls(true)
                    .build()
                    .start();
            return new ScalerServer(server, streams, threads);
        } catch (IOException e) {
            streams.close();
            threads.shutdown();
            throw new EnvironmentProblem(
                    "the scaler cannot listen on " + address + ": " + e.getMessage()
                            + "; take another port with --scaler, or stop what has it",
                    e);
        }
    }

    private static InetSocketAddress socket(ListenAddress address) throws UnknownHostException {
        return address.host().isEmpty()
                ? new InetSocketAddress(address.port())
                : new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdown();
        streams.close();
        try {
            if (!server.awaitTermination(TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        threads.shutdown();
    }
}
