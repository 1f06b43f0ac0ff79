package dev.penstock.api;

import org.jspecify.annotations.Nullable;

/**
 * The result of one named connection test.
 *
 * @param name what was tested, two or three words: {@code resolve host}, {@code log in}
 * @param detail what was found, one line; never a secret
 * @param failure what is wrong and how to mend it, or null when the test passed
 */
public record Check(String name, String detail, @Nullable Failure failure) {
    /** A test that passed. */
    public static Check passed(String name, String detail) {
        return new Check(name, detail, null);
    }

    /** A test that failed. */
    public static Check failed(String name, Failure failure) {
        return new Check(name, failure.message(), failure);
    }
}
