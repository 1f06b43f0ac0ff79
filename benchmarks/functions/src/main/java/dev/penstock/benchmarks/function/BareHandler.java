package dev.penstock.benchmarks.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The least that answers an HTTP request to a function on Lambda. */
public final class BareHandler implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        byte[] unused = input.readAllBytes();
        output.write("{\"statusCode\":204}".getBytes(UTF_8));
    }
}
