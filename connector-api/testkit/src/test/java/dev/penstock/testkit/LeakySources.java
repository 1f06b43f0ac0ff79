package dev.penstock.testkit;

import dev.penstock.api.Connector;
import dev.penstock.api.SourceContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Polling sources that let something out: a thread, a file, their classes, a secret. */
public final class LeakySources {
    private LeakySources() {}

    @Connector(name = "leaks-thread", summary = "Leaves a thread behind")
    public static final class LeaksThread extends LinesSource {
        public LeaksThread(Config config, SourceContext context) {
            super(config, context);
            Thread thread = new Thread(
                    () -> LockSupport.parkNanos(Duration.ofSeconds(20).toNanos()), "left-behind");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Connector(name = "leaks-file", summary = "Leaves a file open")
    public static final class LeaksFile extends LinesSource {
        private @Nullable InputStream open;

        public LeaksFile(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        protected List<String> lines() throws IOException {
            if (open == null && Files.exists(config.path())) {
                open = Files.newInputStream(
                        Files.copy(config.path(), config.path().resolveSibling("copy-" + UUID.randomUUID())));
            }
            return super.lines();
        }
    }

    @Connector(name = "leaks-classes", summary = "Leaves a shutdown hook behind")
    public static final class LeaksClasses extends LinesSource {
        public LeaksClasses(Config config, SourceContext context) {
            super(config, context);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {}, "hook"));
        }
    }

    @Connector(name = "shows-secret", summary = "Shows its secret")
    public static final class ShowsSecret extends LinesSource {
        public ShowsSecret(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        public String toString() {
            return "source with the token " + config.token().reveal();
        }
    }

    @Connector(name = "logs-secret", summary = "Logs its secret")
    public static final class LogsSecret extends LinesSource {
        public LogsSecret(Config config, SourceContext context) {
            super(config, context);
            System.getLogger("broken")
                    .log(System.Logger.Level.DEBUG, "token {0}", config.token().reveal());
        }
    }
}
