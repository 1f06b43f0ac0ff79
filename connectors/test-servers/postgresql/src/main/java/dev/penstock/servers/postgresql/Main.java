package dev.penstock.servers.postgresql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs PostgreSQL: {@code Main DIRECTORY PORT}; says {@code ready JDBC-URL}. */
public final class Main {
    private Main() {}

    /** Ends at the line {@code stop}, or with SIGKILL to the server at {@code kill} and at the end of standard input. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Path data = directory.resolve("data");
        // A killed server leaves the file that says it is running.
        Files.deleteIfExists(data.resolve("postmaster.pid"));
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(directory.resolve("binaries").toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofMinutes(1))
                .setPort(Integer.parseInt(arguments[1]))
                .setServerConfig("listen_addresses", "127.0.0.1")
                // A lock beside a socket file would outlive a killed server.
                .setServerConfig("unix_socket_directories", "")
                // The library turns it off, and a killed server would forget what it had confirmed.
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_prepared_transactions", "10")
                .setServerConfig("wal_level", "logical")
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(new File(arguments[0], "server.log")))
                .start();
        System.out.println("ready " + server.getJdbcUrl("postgres", "postgres"));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if ("stop".equals(orders.readLine())) {
            server.close();
        } else {
            killPostmaster(data);
        }
        Runtime.getRuntime().halt(0);
    }

    /** Kills the first process and those it started, which would hold its shared memory for a while. */
    private static void killPostmaster(Path data) throws Exception {
        Path file = data.resolve("postmaster.pid");
        if (Files.exists(file)) {
            long pid = Long.parseLong(Files.readAllLines(file).get(0).trim());
            ProcessHandle.of(pid).ifPresent(first -> {
                List<ProcessHandle> others = first.children().toList();
                first.destroyForcibly();
                others.forEach(ProcessHandle::destroyForcibly);
            });
        }
    }
}
