package dev.penstock.function.functiongraph;

import dev.penstock.function.FunctionProblem;
import dev.penstock.function.PackagedFunction;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A function as the program {@code bootstrap} of the platform's custom runtime: fetches an invocation, answers it, and fetches
 * the next. Ends in order on SIGTERM.
 */
public final class CustomRuntime {
    private static final System.Logger LOG = System.getLogger("dev.penstock.function");
    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";
    private static final long PAUSE_MILLISECONDS = 50;
    private static final long LONGEST_PAUSE_MILLISECONDS = 2_000;
    private static final int ANSWER_ATTEMPTS = 3;

    private final RuntimeSettings settings;
    private final PackagedFunction function;
    private final Invocations invocations;
    private final RuntimeApi api;
    /** Held while there is an invocation under way; kept for good once the program stops. */
    private final Semaphore idle = new Semaphore(1);

    /**
     * Runs until it is stopped; what it needs to know is in the environment, see the reference page of the target.
     *
     * @throws FunctionProblem when it cannot start; the process then ends with exit code 1
     */
    public static void main(String... arguments) throws InterruptedException {
        if (System.getProperty(FORMAT) == null) {
            System.setProperty(FORMAT, "%1$tFT%1$tT.%1$tL %4$s %5$s%6$s%n");
        }
        try {
            CustomRuntime runtime = new CustomRuntime(System.getenv());
            Runtime.getRuntime().addShutdownHook(new Thread(runtime::stop, "penstock-stop"));
            runtime.run();
        } catch (FunctionProblem problem) {
            LOG.log(System.Logger.Level.ERROR, problem.getMessage());
            throw problem;
        }
    }

    /** Opens the function, so that its connectors are there before the first invocation. */
    private CustomRuntime(Map<String, String> environment) {
        this.settings = RuntimeSettings.of(environment);
        this.function = PackagedFunction.open(settings.home());
        this.invocations = new Invocations(function);
        this.api = new RuntimeApi(settings.api());
    }

    private void run() throws InterruptedException {
        LOG.log(System.Logger.Level.INFO, "{0} takes invocations", function.name());
        long pause = PAUSE_MILLISECONDS;
        while (true) {
            try {
                RuntimeApi.Invocation invocation = api.next();
                pause = PAUSE_MILLISECONDS;
                idle.acquire();
                try {
                    answer(
                            invocation.id(),
                            invocations.handle(invocation.id(), invocation.payload(), settings.limit()));
                } finally {
                    idle.release();
                }
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "no invocation: {0}", e.toString());
                Thread.sleep(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLISECONDS);
            }
        }
    }

    /** An answer that does not arrive costs a repetition of all events, so it is sent again; twice does no harm. */
    private void answer(String id, Answer answer) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                api.answer(id, answer);
                return;
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "invocation {0} is not answered: {1}", id, e.toString());
                if (attempt == ANSWER_ATTEMPTS) {
                    return;
                }
                Thread.sleep(attempt * PAUSE_MILLISECONDS);
            }
        }
    }

    /** Delivers and answers what is under way; the process ends when this returns. */
    private void stop() {
        boolean unused = function.drain(settings.drain()); // I8
        try {
            boolean answered = idle.tryAcquire(Duration.ofSeconds(2).toMillis(), TimeUnit.MILLISECONDS);
            if (!answered) {
                LOG.log(System.Logger.Level.WARNING, "an invocation is not answered; it will be sent again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
