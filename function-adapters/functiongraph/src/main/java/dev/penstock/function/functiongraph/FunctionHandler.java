package dev.penstock.function.functiongraph;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.services.runtime.Context;
import dev.penstock.engine.config.Binder;
import dev.penstock.function.FunctionProblem;
import dev.penstock.function.PackagedFunction;
import dev.penstock.host.ProcessReferences;
import dev.penstock.host.SystemTime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A function as a class for the platform's Java runtime.
 *
 * <p>The handler is {@code dev.penstock.function.functiongraph.FunctionHandler.handle}; {@code initialize} and {@code preStop}
 * of this class are its initializer and its pre-stop handler. Without an initializer the first invocation opens the function.
 * The runtime may call from any thread.
 */
public final class FunctionHandler {
    private static final Duration DRAIN = Duration.ofSeconds(8);

    private final Path home;
    private @Nullable PackagedFunction function;
    private @Nullable Invocations invocations;

    /** Called by the platform's runtime. */
    public FunctionHandler() {
        this(RuntimeSettings.home(System.getenv()));
    }

    FunctionHandler(Path home) {
        this.home = home;
    }

    /**
     * Opens the function, before its first invocation.
     *
     * @throws FunctionProblem when it cannot start until somebody mends its package or its environment
     */
    public void initialize(Context context) {
        open(context);
    }

    /**
     * Handles an invocation.
     *
     * @param event what the trigger sent; the runtime has parsed it, numbers keep their digits
     * @return the result, as JSON
     * @throws IllegalStateException when not every event is delivered: it names them, and the platform repeats the invocation
     */
    public JsonElement handle(JsonElement event, Context context) {
        Answer answer = open(context)
                .handle(
                        context.getRequestID(),
                        event.toString().getBytes(StandardCharsets.UTF_8),
                        RuntimeSettings.limit(
                                Duration.ofMillis(Math.max(0, context.getRemainingTimeInMilliSeconds()))));
        if (answer.failed()) {
            throw new IllegalStateException(answer.message()); // I1
        }
        return JsonParser.parseString(new String(answer.body(), StandardCharsets.UTF_8));
    }

    /** Delivers what is under way and closes the function, before the platform stops this instance. */
    public synchronized void preStop(Context context) {
        PackagedFunction open = function;
        if (open != null) {
            boolean unused = open.drain(DRAIN); // I8
        }
    }

    private synchronized Invocations open(Context context) {
        Invocations open = invocations;
        if (open == null) {
            PackagedFunction opened = new PackagedFunction(home, new UserData(context), SystemTime.clock());
            open = new Invocations(opened);
            function = opened;
            invocations = open;
        }
        return open;
    }

    /** This runtime keeps the function's environment variables in the context. */
    private static final class UserData implements Binder.References {
        private final Context context;
        private final ProcessReferences process = new ProcessReferences();

        UserData(Context context) {
            this.context = context;
        }

        @Override
        public Optional<String> environment(String name) {
            return Optional.ofNullable(context.getUserData(name)).or(() -> process.environment(name));
        }

        @Override
        public Optional<String> file(String path) {
            return process.file(path);
        }
    }
}
