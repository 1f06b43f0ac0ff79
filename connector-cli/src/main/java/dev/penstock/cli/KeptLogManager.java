package dev.penstock.cli;

import java.util.logging.LogManager;

/**
 * Keeps logging until the process has ended.
 *
 * <p>The JDK takes all handlers away as soon as a signal arrives, while the pipelines still drain and have something to
 * say. Named by the system property {@code java.util.logging.manager}, so it has to be public.
 */
public final class KeptLogManager extends LogManager {
    /** Called by the JDK. */
    public KeptLogManager() {}

    @Override
    public void reset() {
        // The JDK's own shutdown hook is the only caller of this class.
        if (!Thread.currentThread().getClass().getName().startsWith(LogManager.class.getName())) {
            super.reset();
        }
    }
}
