package dev.penstock.function.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.penstock.function.FunctionProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * A function as Lambda calls it; the handler to name is {@code dev.penstock.function.lambda.LambdaHandler::handleRequest}.
 *
 * <p>Lambda makes one of it for each process, before the first invocation, and keeps it; a thread calls for each invocation, also
 * several at once. A call blocks until every event of the invocation is settled, or until the invocation's time is nearly over.
 * What is thrown is the answer to that invocation only, and Lambda repeats it where the caller is one that repeats.
 */
public final class LambdaHandler implements RequestStreamHandler {
    private final LiveFunction function;
    private final Invocations invocations;

    /**
     * Opens the package in the directory of the function, {@code PENSTOCK_FUNCTION_HOME} or else {@code LAMBDA_TASK_ROOT}.
     *
     * @throws FunctionProblem when it cannot start until somebody mends something; Lambda logs it
     */
    public LambdaHandler() {
        this(System.getenv());
    }

    /** The same with that environment. */
    LambdaHandler(Map<String, String> environment) {
        LambdaSettings settings = LambdaSettings.of(environment);
        LambdaLog.install();
        this.function = LiveFunction.open(settings.home(), settings.snapshot());
        this.invocations = new Invocations(settings.partial());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        byte[] payload = input.readAllBytes();
        String arn = context.getInvokedFunctionArn();
        Payloads.Call call = new Payloads.Call(context.getAwsRequestId(), arn == null ? "aws:lambda" : arn);
        Duration limit = limit(context.getRemainingTimeInMillis());
        String answer = invocations.answer(function.running(), payload, call, limit);
        output.write(answer.getBytes(StandardCharsets.UTF_8));
    }

    /** Time enough is left to send the answer: an invocation that Lambda ends counts as failed as a whole. */
    static Duration limit(int remainingMillis) {
        int margin = Math.min(1000, remainingMillis / 4);
        return Duration.ofMillis(Math.max(1, remainingMillis - margin));
    }

    LiveFunction function() {
        return function;
    }

    /** Delivers what is under way and closes the connectors. */
    void close() {
        function.close();
    }
}
