package dev.penstock.benchmarks.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.penstock.function.lambda.LambdaHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Invokes a warm function again and again, in one thread: {@code WarmLambda}, with the package named by {@code
 * PENSTOCK_FUNCTION_HOME}. Prints {@code one MEDIAN-µs} and {@code kafka MEDIAN-µs}.
 */
public final class WarmLambda {
    private static final int RECORDS = 500;

    private WarmLambda() {}

    /** Measures one event, and {@value #RECORDS} records of Kafka. */
    public static void main(String[] arguments) throws Exception {
        LambdaHandler handler = new LambdaHandler();
        byte[] one =
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/measured\",\"type\":\"measured\",\"data\":{\"a\":1}}"
                        .getBytes(UTF_8);
        System.out.println("one " + median(handler, one, 100_000));
        System.out.println("kafka " + median(handler, kafka(), 4_000));
        System.exit(0);
    }

    private static double median(LambdaHandler handler, byte[] payload, int times) throws IOException {
        long[] taken = new long[times];
        for (int i = 0; i < times; i++) {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            long begin = System.nanoTime();
            handler.handleRequest(new ByteArrayInputStream(payload), answer, new Invocation());
            taken[i] = System.nanoTime() - begin;
            if (answer.toString(UTF_8).contains("rror")) {
                throw new IllegalStateException(answer.toString(UTF_8));
            }
        }
        long[] warm = Arrays.copyOfRange(taken, times / 2, times);
        Arrays.sort(warm);
        return warm[warm.length / 2] / 1e3;
    }

    private static byte[] kafka() {
        String value = Base64.getEncoder().encodeToString("x".repeat(1000).getBytes(UTF_8));
        StringBuilder json = new StringBuilder(
                "{\"eventSource\":\"aws:kafka\",\"eventSourceArn\":\"arn:aws:kafka:eu-central-1:1:cluster/c/1\",\"records\":{\"t-0\":[");
        for (int offset = 0; offset < RECORDS; offset++) {
            json.append(offset == 0 ? "" : ",")
                    .append("{\"topic\":\"t\",\"partition\":0,\"offset\":")
                    .append(offset)
                    .append(",\"timestamp\":1764316800000,\"timestampType\":\"CREATE_TIME\",\"key\":\"")
                    .append(Base64.getEncoder().encodeToString(("key" + offset % 50).getBytes(UTF_8)))
                    .append("\",\"value\":\"")
                    .append(value)
                    .append("\",\"headers\":[]}");
        }
        return json.append("]}}").toString().getBytes(UTF_8);
    }

    /** An invocation with half a minute left. */
    private static final class Invocation implements Context {
        @Override
        public String getAwsRequestId() {
            return "measured";
        }

        @Override
        public String getLogGroupName() {
            return "measured";
        }

        @Override
        public String getLogStreamName() {
            return "measured";
        }

        @Override
        public String getFunctionName() {
            return "measured";
        }

        @Override
        public String getFunctionVersion() {
            return "1";
        }

        @Override
        public String getInvokedFunctionArn() {
            return "arn:aws:lambda:eu-central-1:123456789012:function:measured";
        }

        @Override
        public @Nullable CognitoIdentity getIdentity() {
            return null;
        }

        @Override
        public @Nullable ClientContext getClientContext() {
            return null;
        }

        @Override
        public int getRemainingTimeInMillis() {
            return 30_000;
        }

        @Override
        public int getMemoryLimitInMB() {
            return 512;
        }

        @Override
        public @Nullable LambdaLogger getLogger() {
            return null;
        }
    }
}
