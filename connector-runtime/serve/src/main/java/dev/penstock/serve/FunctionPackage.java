package dev.penstock.serve;

import dev.penstock.serve.instance.Program;
import dev.penstock.serve.scale.Scaling;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A function to be served.
 *
 * @param name the pipeline's name
 * @param file where the pipeline stands
 * @param kind what an invocation is
 * @param path where its requests come in
 * @param maxBody larger requests are answered 413, in bytes
 * @param repeatable whether a request may be sent to a second instance when the first died over it
 * @param program what its instances run
 * @param version tells packages of different content apart
 * @param scaling how many instances
 * @param interval between two invocations of a function that polls; without instances, between two looks at a queue
 */
public record FunctionPackage(
        String name,
        Path file,
        Kind kind,
        String path,
        long maxBody,
        boolean repeatable,
        Program program,
        String version,
        Scaling scaling,
        Duration interval) {

    /** What invokes a function. */
    public enum Kind {
        /** Requests to its webhook. */
        WEBHOOK,
        /** CloudEvents over HTTP. */
        TRIGGER,
        /** Time. */
        POLLING,
        /** Nothing: its instances hold on to a queue. */
        QUEUE
    }

    /** The path of a function whose pipeline names none. */
    public static String pathOf(String name) {
        return "/functions/" + name;
    }
}
