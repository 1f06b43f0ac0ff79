package dev.penstock.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes results for programs. */
final class Json {
    private Json() {}

    /** Maps, lists, texts, numbers and booleans as JSON over several lines. */
    static String text(Object value) {
        try {
            return JSON.std
                    .with(JSON.Feature.PRETTY_PRINT_OUTPUT)
                    .with(JSON.Feature.WRITE_NULL_PROPERTIES)
                    .asString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
