package dev.penstock.connector.jdbc;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Finds the driver for a URL: those inside the connector's jar, and those that the host put on its class path.
 *
 * <p>Never {@link DriverManager}: it answers by who asks, and would keep the connector's class loader alive. Drivers enter
 * themselves there when they are loaded; they are taken out again at once.
 */
final class Drivers {
    private Drivers() {}

    /** A driver that takes the URL. */
    static Driver find(String url) {
        List<String> broken = new ArrayList<>();
        try {
            for (Driver driver : load(broken)) {
                if (accepts(driver, url)) {
                    return driver;
                }
            }
        } finally {
            forget();
        }
        throw new ConnectorException(Failure.user(
                "no-driver",
                "no driver takes a URL that begins with " + scheme(url)
                        + "; put the driver's jar into the plugin directory"
                        + (broken.isEmpty() ? "" : " (not usable: " + String.join(", ", broken) + ")")));
    }

    private static List<Driver> load(List<String> broken) {
        List<Driver> drivers = new ArrayList<>();
        Iterator<Driver> found =
                ServiceLoader.load(Driver.class, Drivers.class.getClassLoader()).iterator();
        while (true) {
            try {
                if (!found.hasNext()) {
                    return drivers;
                }
                drivers.add(found.next());
            } catch (ServiceConfigurationError e) {
                // I9: a foreign driver that cannot be loaded keeps no other from being used
                broken.add(String.valueOf(e.getMessage()));
            }
        }
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            return false;
        }
    }

    private static void forget() {
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            if (driver.getClass().getClassLoader() == Drivers.class.getClassLoader()) {
                try {
                    DriverManager.deregisterDriver(driver);
                } catch (SQLException | SecurityException e) {
                    // It stays entered: harmless beside a connector that does not work.
                }
            }
        }
    }

    private static String scheme(String url) {
        int second = url.indexOf(':', url.indexOf(':') + 1);
        return second < 0 ? "jdbc:" : url.substring(0, second + 1);
    }
}
