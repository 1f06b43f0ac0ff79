package dev.penstock.connector.rocketmq;

import org.apache.rocketmq.logging.org.slf4j.ILoggerFactory;
import org.apache.rocketmq.logging.org.slf4j.IMarkerFactory;
import org.apache.rocketmq.logging.org.slf4j.Logger;
import org.apache.rocketmq.logging.org.slf4j.LoggerFactory;
import org.apache.rocketmq.logging.org.slf4j.helpers.BasicMarkerFactory;
import org.apache.rocketmq.logging.org.slf4j.helpers.NOPMDCAdapter;
import org.apache.rocketmq.logging.org.slf4j.spi.MDCAdapter;
import org.apache.rocketmq.logging.org.slf4j.spi.SLF4JServiceProvider;

/**
 * Leads what the client logs into the host's log, in place of files below the user's home.
 *
 * <p>The client carries an SLF4J of its own, which finds this class as a service.
 */
public final class ClientLogs implements SLF4JServiceProvider {
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();

    /** Made by the client's SLF4J. */
    public ClientLogs() {}

    /** Has the client look for this class now, while its own loader can be asked. */
    static void route() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClientLogs.class.getClassLoader());
        try {
            Logger found = LoggerFactory.getLogger("org.apache.rocketmq");
            found.trace("logs go to the host");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return ClientLogger::new;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {}
}
