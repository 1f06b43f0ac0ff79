package dev.penstock.connector.rocketmq;

import org.apache.rocketmq.logging.org.slf4j.Marker;
import org.apache.rocketmq.logging.org.slf4j.event.Level;
import org.apache.rocketmq.logging.org.slf4j.helpers.LegacyAbstractLogger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A logger of the client: what it calls warnings and errors at level debug, the rest at trace.
 *
 * <p>It repeats an outage for each queue and every second; the connector says once what matters.
 */
final class ClientLogger extends LegacyAbstractLogger {
    private final transient Logger host;

    ClientLogger(String name) {
        this.host = LoggerFactory.getLogger(name.contains(".") ? name : "org.apache.rocketmq." + name);
        this.name = name;
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String text,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        Object[] all = arguments == null ? new Object[0] : arguments;
        org.slf4j.event.Level here =
                level.toInt() >= Level.WARN.toInt() ? org.slf4j.event.Level.DEBUG : org.slf4j.event.Level.TRACE;
        host.atLevel(here).setCause(thrown).log(text, all);
    }

    @Override
    public boolean isTraceEnabled() {
        return host.isTraceEnabled();
    }

    @Override
    public boolean isDebugEnabled() {
        return host.isTraceEnabled();
    }

    @Override
    public boolean isInfoEnabled() {
        return host.isTraceEnabled();
    }

    @Override
    public boolean isWarnEnabled() {
        return host.isDebugEnabled();
    }

    @Override
    public boolean isErrorEnabled() {
        return host.isDebugEnabled();
    }
}
