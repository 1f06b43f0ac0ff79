package dev.penstock.function.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * For a function that another process of this machine has started: tells it the port, and ends when that process is gone.
 *
 * <p>Whoever started it holds the other end of the standard input and never writes. The system closes it when that process
 * ends, however it ends; so no instance is left behind.
 */
final class Supervision {
    private static final System.Logger LOG = System.getLogger("dev.penstock.function");

    private Supervision() {}

    /**
     * Tells the port, and watches.
     *
     * @param drain how long the end in order may take
     */
    static void begin(int port, Duration drain) {
        System.out.println("penstock function listens on port " + port);
        System.out.flush();
        Thread watch = new Thread(() -> watch(System.in, drain), "penstock-parent");
        watch.setDaemon(true);
        watch.start();
    }

    private static void watch(InputStream in, Duration drain) {
        try {
            while (in.read() >= 0) {
                // nothing is said on it
            }
        } catch (IOException broken) {
            LOG.log(System.Logger.Level.DEBUG, "the standard input broke", broken);
        }
        LOG.log(System.Logger.Level.WARNING, "the process that started this instance is gone, so it ends");
        Thread last = new Thread(() -> haltAfter(drain.plusSeconds(2)), "penstock-halt");
        last.setDaemon(true);
        last.start();
        Runtime.getRuntime().exit(0); // I8: drains by the shutdown hook
    }

    private static void haltAfter(Duration longest) {
        try {
            boolean unused = new CountDownLatch(1).await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1); // a connector did not let go
    }
}
