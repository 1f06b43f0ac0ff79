package dev.penstock.connector.kafka;

import dev.penstock.api.config.Inline;
import dev.penstock.api.config.Option;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Which topics to read. */
public sealed interface Topics {
    /** The kinds, for a {@code switch} that the compiler checks. */
    enum Kind {
        SINGLE,
        LISTED,
        MATCHING
    }

    /** Which of the kinds this is. */
    Kind kind();

    /** Whether a topic of that name is meant. */
    boolean contains(String topic);

    /**
     * One topic.
     *
     * @param name its name
     */
    @Inline
    record Single(@Option(value = "The topic", pattern = TOPIC) String name) implements Topics {
        @Override
        public Kind kind() {
            return Kind.SINGLE;
        }

        @Override
        public boolean contains(String topic) {
            return name.equals(topic);
        }
    }

    /**
     * Some topics.
     *
     * @param names their names
     */
    @Inline
    record Listed(@Option(value = "The topics", min = "1") List<String> names) implements Topics {
        public Listed {
            names = List.copyOf(names);
            for (String name : names) {
                if (!name.matches(TOPIC)) {
                    throw new IllegalArgumentException(
                            "'" + name + "' is no name for a topic: letters, digits, '.', '_' and '-' only");
                }
            }
        }

        @Override
        public Kind kind() {
            return Kind.LISTED;
        }

        @Override
        public boolean contains(String topic) {
            return names.contains(topic);
        }
    }

    /**
     * All topics whose whole name matches, those to come included.
     *
     * @param pattern a regular expression
     */
    record Matching(
            @Option(value = "All topics whose whole name matches, those to come included", example = "orders\\..*")
                    String pattern)
            implements Topics {
        public Matching {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "'" + pattern + "' is no regular expression: " + e.getDescription(), e);
            }
        }

        @Override
        public Kind kind() {
            return Kind.MATCHING;
        }

        @Override
        public boolean contains(String topic) {
            return topic.matches(pattern);
        }
    }

    /** What Kafka allows in the name of a topic. */
    String TOPIC = "[a-zA-Z0-9._-]{1,249}";
}
