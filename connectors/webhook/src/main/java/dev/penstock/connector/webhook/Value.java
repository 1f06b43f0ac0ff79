package dev.penstock.connector.webhook;

import dev.penstock.api.config.Inline;
import dev.penstock.api.config.Option;
import dev.penstock.connector.webhook.pack.Template;

/** Where an attribute comes from: the same for all events, a header, or a place in the JSON body. */
public sealed interface Value {
    /** The kinds, for a {@code switch} that the compiler checks. */
    enum Kind {
        CONSTANT,
        HEADER,
        POINTER
    }

    /** Which of the kinds this is. */
    Kind kind();

    /** The template that finds it. */
    Template template();

    /**
     * The same for all events.
     *
     * @param constant the value
     */
    @Inline
    record Constant(@Option("The value, the same for all events") String constant) implements Value {
        @Override
        public Kind kind() {
            return Kind.CONSTANT;
        }

        @Override
        public Template template() {
            return Template.constant(constant);
        }
    }

    /**
     * The value of a header.
     *
     * @param header its name
     */
    record Header(@Option(value = "The header that holds the value", example = "X-Request-Id") String header)
            implements Value {
        @Override
        public Kind kind() {
            return Kind.HEADER;
        }

        @Override
        public Template template() {
            return Template.header(header);
        }
    }

    /**
     * A value in the JSON body.
     *
     * @param pointer where, as a JSON pointer (RFC 6901)
     */
    record Pointer(
            @Option(value = "The JSON pointer to the value in the body", pattern = "(/.*)?", example = "/order/id")
                    String pointer)
            implements Value {
        @Override
        public Kind kind() {
            return Kind.POINTER;
        }

        @Override
        public Template template() {
            return Template.pointer(pointer);
        }
    }
}
