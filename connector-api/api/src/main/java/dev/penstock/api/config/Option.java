package dev.penstock.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of a config record: one key of the pipeline file.
 *
 * <p>A component is required unless it has a fallback or its type is {@code @Nullable}. Types: {@code String}, {@code
 * boolean}, {@code int}, {@code long}, {@code double}, {@link java.time.Duration}, {@link DataSize}, {@link
 * java.net.URI}, {@link java.nio.file.Path}, {@link java.time.Instant}, {@link Secret}, an enum (its constants in kebab
 * case), a nested record, a sealed interface of records (one of them, told apart by its keys), {@code List} of these, and
 * {@code Map} from {@code String} to these. Checks across components go into the record's compact constructor, which
 * throws {@link IllegalArgumentException} with a message for the user.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {
    /** Stands for "no fallback"; never written by hand. */
    String NONE = "\u0000";

    /** What it is for, one sentence for the reference page. */
    String value();

    /**
     * What holds when the key is missing, written as in the file: {@code "5s"}, {@code "true"}, {@code "64KiB"}. An
     * empty text is an empty string, list or map; for a nested record it means "all its fallbacks".
     */
    String fallback() default NONE;

    /** Smallest value, written as in the file; for a list the smallest number of elements. */
    String min() default NONE;

    /** Largest value, written as in the file; for a list the largest number of elements. */
    String max() default NONE;

    /** A regular expression that the whole text must match. */
    String pattern() default NONE;

    /** A value for the reference page and for scaffolds. */
    String example() default NONE;

    /** Earlier names of the key, kebab case; still accepted, with a warning. */
    String[] formerly() default {};
}
