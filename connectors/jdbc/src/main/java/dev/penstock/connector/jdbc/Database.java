package dev.penstock.connector.jdbc;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.config.Secret;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A database that can be connected to.
 *
 * <p>Any thread may use it. It holds no connection itself: whoever opens one closes it. No message of its failures holds a
 * secret, whatever the driver said.
 */
public final class Database {
    private final DatabaseUrl url;
    private final Dialect dialect;
    private final Driver driver;
    private final String driverUrl;
    private final boolean embedded;
    private final Properties properties = new Properties();
    private final Duration connectTimeout;

    /**
     * Finds the driver; connects to nothing yet.
     *
     * @param connectTimeout longest time for {@link #open}, for drivers that can be told
     * @throws ConnectorException when there is no driver for the URL
     */
    public Database(
            String url,
            @Nullable String username,
            @Nullable Secret password,
            Map<String, Secret> properties,
            Duration connectTimeout) {
        this.url = new DatabaseUrl(url, password, properties);
        this.dialect = Dialect.of(url);
        // MariaDB's driver speaks with MySQL too, but takes its URL only by its own name.
        this.driverUrl = url.startsWith("jdbc:mysql:") ? mysql(url) : url;
        this.driver = Drivers.find(driverUrl);
        this.connectTimeout = connectTimeout;
        this.embedded = dialect.embedded(url);
        properties.forEach((name, value) -> this.properties.setProperty(name, value.reveal()));
        if (username != null) {
            this.properties.setProperty("user", username);
        }
        if (password != null) {
            this.properties.setProperty("password", password.reveal());
        }
    }

    /** How it speaks. */
    public Dialect dialect() {
        return dialect;
    }

    /** Which database, for messages: the URL without user and parameters. */
    public String target() {
        return url.target();
    }

    /**
     * Opens a connection, in auto-commit mode; blocks until the connect timeout.
     *
     * @throws ConnectorException when it cannot: with {@link Failure.Remedy#NONE} when the credentials are wrong or the
     *     database does not exist, otherwise with {@link Failure.Remedy#RECONNECT}
     */
    public Connection open() {
        return open(standard(connectTimeout));
    }

    /**
     * The same, and gives up after that time if it is shorter than the connect timeout; also where the other side takes the
     * connection and then says nothing. Answers on the connection are waited for no longer than that, until it is told
     * otherwise.
     */
    public Connection open(Duration atMost) {
        Duration shorter = atMost.compareTo(connectTimeout) < 0 ? atMost : connectTimeout;
        Duration limit = shorter.toMillis() > 0 ? shorter : Duration.ofMillis(1); // to drivers 0 means for ever
        Properties all = standard(limit);
        switch (dialect) {
            case POSTGRESQL -> {
                all.setProperty("loginTimeout", Double.toString(limit.toMillis() / 1000.0));
                all.setProperty("socketTimeout", Long.toString(Math.max(1, limit.toSeconds())));
            }
            case MARIADB -> all.setProperty("socketTimeout", Long.toString(limit.toMillis()));
            case H2, SQLITE, GENERIC -> {}
        }
        return open(all);
    }

    private Connection open(Properties standard) {
        Properties all = new Properties();
        all.putAll(standard);
        all.putAll(properties);
        try {
            Connection connection = driver.connect(driverUrl, all);
            if (connection == null) {
                throw new ConnectorException(
                        Failure.user("no-driver", "the driver for " + target() + " does not take the url; mend it"));
            }
            return connection;
        } catch (SQLException e) {
            throw new ConnectorException(SqlFailures.connecting(e, target(), reason(e)));
        } catch (RuntimeException e) {
            if (e instanceof ConnectorException known) {
                throw known;
            }
            // Drivers throw these for URLs that they half understand; the text may hold all of the URL.
            throw new ConnectorException(Failure.disconnected(
                    "connect-failed", "cannot connect to " + target() + ": " + reason(e) + "; check the url"));
        }
    }

    /**
     * What an exception means, in words for the user.
     *
     * @param doing what failed: {@code "write to table orders"}
     */
    public Failure failure(String doing, SQLException thrown) {
        return SqlFailures.failure(thrown, doing, target(), reason(thrown));
    }

    /** What the exception says, one line, without secrets. */
    public String reason(Throwable thrown) {
        String message = thrown.getMessage();
        return url.mask(message == null ? thrown.getClass().getSimpleName() : message);
    }

    /**
     * Closes a connection without waiting for the other side, for one that may be broken; never throws.
     */
    public static void abandon(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | RuntimeException | LinkageError e) {
            // It is closed below, then.
        }
        try {
            connection.close();
        } catch (SQLException | RuntimeException e) {
            // Nothing more can be done with it.
        }
    }

    private static String mysql(String url) {
        try {
            Drivers.find(url);
            return url;
        } catch (ConnectorException e) {
            return "jdbc:mariadb:" + url.substring("jdbc:mysql:".length());
        }
    }

    /** What holds unless the user's properties or the URL say otherwise. */
    private Properties standard(Duration limit) {
        String seconds = Long.toString(Math.max(1, limit.toSeconds()));
        String millis = Long.toString(Math.max(1, limit.toMillis()));
        Properties standard = new Properties();
        switch (dialect) {
            case POSTGRESQL -> {
                standard.setProperty("connectTimeout", seconds);
                standard.setProperty("loginTimeout", seconds);
                standard.setProperty("tcpKeepAlive", "true");
                standard.setProperty("ApplicationName", "penstock");
            }
            case MARIADB -> {
                standard.setProperty("connectTimeout", millis);
                standard.setProperty("tcpKeepAlive", "true");
            }
            case SQLITE -> standard.setProperty("busy_timeout", millis);
            case H2 -> {
                if (!embedded) {
                    standard.setProperty("NETWORK_TIMEOUT", millis);
                }
            }
            case GENERIC -> {}
        }
        return standard;
    }
}
