package dev.penstock.processor;

import dev.penstock.api.config.Option;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a component of a config record may hold, as read from the source code. */
sealed interface Shape {
    /** The kinds, for a {@code switch} that the compiler checks. */
    enum Kind {
        SINGLE,
        WORD,
        STRUCTURE,
        CHOICE,
        LISTING,
        MAPPING
    }

    Kind kind();

    /** One text. */
    record Single(Scalar scalar) implements Shape {
        @Override
        public Kind kind() {
            return Kind.SINGLE;
        }
    }

    /** One of several words. */
    record Word(List<String> words) implements Shape {
        @Override
        public Kind kind() {
            return Kind.WORD;
        }
    }

    /**
     * A record.
     *
     * @param name its simple name
     * @param fields its components
     * @param removed keys it once had, and what to do instead
     * @param inline whether it is written as the bare value of its only component
     */
    record Structure(String name, List<Field> fields, Map<String, String> removed, boolean inline) implements Shape {
        @Override
        public Kind kind() {
            return Kind.STRUCTURE;
        }

        /** All keys that may stand in a file, earlier names too. */
        Set<String> keys() {
            Set<String> keys = new HashSet<>();
            fields.forEach(field -> keys.addAll(field.names()));
            return keys;
        }
    }

    /** One of several records, told apart by their keys. */
    record Choice(List<Structure> forms) implements Shape {
        @Override
        public Kind kind() {
            return Kind.CHOICE;
        }
    }

    /** A list. */
    record Listing(Shape element) implements Shape {
        @Override
        public Kind kind() {
            return Kind.LISTING;
        }
    }

    /** A map from text. */
    record Mapping(Shape value) implements Shape {
        @Override
        public Kind kind() {
            return Kind.MAPPING;
        }
    }

    /**
     * One component of a record: one key.
     *
     * @param key kebab case
     * @param shape what it holds
     * @param nullable may be missing without a fallback
     * @param option description and rules
     */
    record Field(String key, Shape shape, boolean nullable, Option option) {
        boolean hasFallback() {
            return given(option.fallback());
        }

        boolean required() {
            return !nullable && !hasFallback();
        }

        /** The key and its earlier names. */
        List<String> names() {
            return Stream.concat(Stream.of(key), Arrays.stream(option.formerly()))
                    .toList();
        }

        static boolean given(String rule) {
            return !rule.equals(Option.NONE);
        }
    }
}
