package dev.penstock.servers;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A real server on loopback, in a process of its own, that can be stopped, killed and started again with its data and
 * its address.
 *
 * <p>The process ends with the one that started it, however that ends: it watches its standard input. Used by one
 * thread. Every failure is an {@link IllegalStateException} that ends with what the server last said.
 */
public final class TestServer implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    /** Which server. */
    public enum Kind {
        /** Apache Kafka in KRaft mode; the address is {@code host:port}. */
        KAFKA("kafka", 2),
        /** MariaDB; the address is a JDBC URL of the database {@code test} with a user that may do everything. */
        MARIADB("mariadb", 1),
        /** PostgreSQL; the address is a JDBC URL with a user that may do everything. */
        POSTGRESQL("postgresql", 1),
        /** Apache RocketMQ, one name server and one broker; the address is the name server's {@code host:port}. */
        ROCKETMQ("rocketmq", 3),
        /** The same with ACL 2.0: the user {@code admin}, password {@code admin-secret}, may do everything. */
        ROCKETMQ_ACL("rocketmq", 3, "acl"),
        /**
         * S3Proxy; the address is a URL. The bucket is {@code state}, the access key {@code penstock}, its secret {@code
         * penstock-secret}.
         */
        S3("s3", 1);

        private final String folder;
        private final int ports;
        private final String flavour;

        Kind(String folder, int ports) {
            this(folder, ports, "");
        }

        Kind(String folder, int ports, String flavour) {
            this.folder = folder;
            this.ports = ports;
            this.flavour = flavour;
        }
    }

    private final Kind kind;
    private final Path directory;
    private final List<String> ports;
    private @Nullable Process process;
    private String address = "";

    private TestServer(Kind kind, Path directory, List<String> ports) {
        this.kind = kind;
        this.directory = directory;
        this.ports = ports;
    }

    /** Starts a server that keeps its data below the directory, and waits until it answers. */
    public static TestServer start(Kind kind, Path directory) {
        TestServer server = new TestServer(kind, directory.toAbsolutePath(), freePorts(kind.ports));
        server.start();
        return server;
    }

    /** Where it listens; the same after a restart. */
    public String address() {
        return address;
    }

    /** Starts it again after {@link #stop} or {@link #kill}, with the data it had. */
    public void start() {
        if (process != null) {
            throw new IllegalStateException(kind + " is running already");
        }
        try {
            Path temporary = Files.createDirectories(directory.resolve("temporary"));
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    // MariaDB's starter deletes data that lie below the system's temporary directory.
                    "-Djava.io.tmpdir=" + temporary,
                    "-cp",
                    classPath(),
                    "dev.penstock.servers." + kind.folder + ".Main",
                    directory.toString()));
            command.addAll(ports);
            command.add(kind.flavour);
            Process started = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            process = started;
            address = ready(started);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it in order. */
    public void stop() {
        end("stop");
    }

    /** Ends it as a power cut would. */
    public void kill() {
        end("kill");
    }

    /** Ends it for good; its data stay. */
    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }

    private void end(String how) {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException(kind + " is not running");
        }
        try {
            try {
                running.getOutputStream().write((how + "\n").getBytes(StandardCharsets.UTF_8));
                running.getOutputStream().flush();
            } catch (IOException gone) {
                // It ended by itself.
            }
            if (!running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                running.destroyForcibly();
                throw new IllegalStateException(kind + " did not end: " + lastWords());
            }
            process = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running.destroyForcibly();
            throw new IllegalStateException("interrupted while " + kind + " ended", e);
        }
    }

    /** Waits for the line by which a server tells its address, then lets it talk on. */
    private String ready(Process started) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null && !line.startsWith("ready ")) {
            line = lines.readLine();
        }
        if (line == null) {
            process = null;
            throw new IllegalStateException(kind + " did not start: " + lastWords());
        }
        Thread reader = new Thread(() -> lines.lines().forEach(said -> {}), kind + " output");
        reader.setDaemon(true);
        reader.start();
        return line.substring("ready ".length());
    }

    private Path log() {
        return directory.resolve("server.log");
    }

    private String lastWords() throws UncheckedIOException {
        try {
            List<String> said = Files.readAllLines(log());
            return String.join("\n", said.subList(Math.max(0, said.size() - 30), said.size()));
        } catch (IOException e) {
            return "it said nothing";
        }
    }

    /** The classes and jars that the build laid out for the server. */
    private String classPath() {
        String home = System.getProperty("penstock.test-servers");
        if (home == null) {
            throw new IllegalStateException(
                    "system property penstock.test-servers is not set: give it the folder connectors/test-servers");
        }
        Path target = Path.of(home, kind.folder, "target");
        if (!Files.isDirectory(target.resolve("server"))) {
            throw new IllegalStateException("the test server " + kind + " is not built: add test-server-" + kind.folder
                    + " to the dependencies");
        }
        UnaryOperator<String> below = name -> target.resolve(name).toString();
        return below.apply("classes") + File.pathSeparator + below.apply("server") + File.separator + "*";
    }

    /** Each with the port two below it, which RocketMQ's broker takes for itself. */
    private static List<String> freePorts(int count) {
        List<ServerSocket> held = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        try {
            while (ports.size() < count) {
                ServerSocket socket = new ServerSocket(0);
                held.add(socket);
                try {
                    held.add(new ServerSocket(socket.getLocalPort() - 2));
                    ports.add(Integer.toString(socket.getLocalPort()));
                } catch (BindException taken) {
                    // Another one, then.
                }
            }
            for (ServerSocket socket : held) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
