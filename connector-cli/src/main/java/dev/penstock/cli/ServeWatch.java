package dev.penstock.cli;

import dev.penstock.serve.FunctionSnapshot;
import dev.penstock.serve.ServeRuntime;
import java.time.Duration;
import java.util.List;

/** Follows functions from their start to their end and tells about them. For one thread. */
final class ServeWatch {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final int LOOKS_PER_SECOND = 4;

    private final ServeRuntime runtime;
    private final ServedFiles files;
    private final Session session;
    private final StatusLine status;
    private final PortOptions ports;

    ServeWatch(ServeRuntime runtime, ServedFiles files, Session session, StatusLine status, PortOptions ports) {
        this.runtime = runtime;
        this.files = files;
        this.session = session;
        this.status = status;
        this.ports = ports;
    }

    /** Blocks until it is stopped; returns the exit code. */
    int watch(Duration drainTimeout) throws InterruptedException {
        boolean ready = false;
        for (int look = 1; !session.stop().isAsked(); look++) {
            if (!ready && runtime.functions().isReady()) {
                ready = true;
                status.erase();
                session.terminal().print(ServeText.ready(runtime, ports, session.called()));
            }
            if (session.stop().await(ready ? LOOK_AGAIN : Duration.ofMillis(20))) {
                break;
            }
            if (look % LOOKS_PER_SECOND == 0) {
                status.erase(); // it may have something to say
                files.look().ifPresent(runtime.functions()::apply);
                show();
            }
        }
        status.erase();
        if (!runtime.functions().drain(drainTimeout)) {
            session.terminal().warn("penstock: not every request was answered in time; those senders send again");
        }
        return ExitCode.DONE;
    }

    private void show() {
        if (status.live()) {
            List<FunctionSnapshot> all = runtime.functions().snapshot();
            status.draw(String.join("\n", ServeText.table(all)));
        }
    }
}
