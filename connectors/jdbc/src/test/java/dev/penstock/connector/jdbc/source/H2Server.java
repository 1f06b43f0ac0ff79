package dev.penstock.connector.jdbc.source;

import dev.penstock.testkit.TcpProxy;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.h2.Driver;
import org.h2.tools.Server;

/** H2 as a server, reached over a network that a test can cut. */
public final class H2Server implements AutoCloseable {
    private static final String PASSWORD = "do-not-show-me";

    private final Server server;
    private final TcpProxy network;
    private final String database = "/mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final Connection connection;

    /** Starts with an empty database. */
    public H2Server() throws SQLException, IOException {
        server = Server.createTcpServer("-ifNotExists", "-tcpPort", "0").start();
        network = new TcpProxy("127.0.0.1", server.getPort());
        Properties login = new Properties();
        login.setProperty("user", "sa");
        login.setProperty("password", PASSWORD);
        // not by the DriverManager, of which the connector takes its drivers
        connection = new Driver().connect("jdbc:h2:tcp://127.0.0.1:" + server.getPort() + database, login);
    }

    /** The keys by which a connector connects. */
    public Map<String, Object> config() {
        String url = "jdbc:h2:tcp://127.0.0.1:" + network.port() + database;
        return Map.of("url", url, "username", "sa", "password", PASSWORD);
    }

    /** What is between the connector and the server. */
    public TcpProxy network() {
        return network;
    }

    /** Runs a statement with these parameters. */
    public void run(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }

    /** The first column of all rows. */
    public List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @Override
    public void close() throws IOException, SQLException {
        connection.close();
        network.close();
        server.stop();
    }
}
