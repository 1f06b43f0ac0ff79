package dev.penstock.connector.http;

import dev.penstock.api.config.Inline;
import dev.penstock.api.config.Option;
import dev.penstock.toolkit.json.JsonPointer;
import org.jspecify.annotations.Nullable;

/** How the next page of a list is found. */
public sealed interface Paging {
    /** How else than in the query a value can be sent. */
    String IN_BODY = "a JSON pointer to its place in the body of POST";

    /** The kinds, for a {@code switch} that the compiler checks. */
    enum Kind {
        NAMED,
        NEXT,
        CURSOR,
        BY_NUMBER,
        BY_COUNT
    }

    /** Ways of paging that need no more than a name. */
    enum Name {
        /** By {@code Link} headers with {@code rel="next"} (RFC 8288). */
        LINK
    }

    /** Which of the kinds this is. */
    Kind kind();

    /** Where requests say which page they want: a parameter, or a pointer into the body; null when the address says it. */
    default @Nullable String place() {
        return null;
    }

    /**
     * A way of paging by its name.
     *
     * @param name which
     */
    @Inline
    record Named(@Option("link: by Link headers with rel=\"next\"") Name name) implements Paging {
        @Override
        public Kind kind() {
            return Kind.NAMED;
        }
    }

    /**
     * By an address in the body.
     *
     * @param next where it stands
     */
    record Next(@Option(value = "A JSON pointer to the address of the next page", example = "/links/next") String next)
            implements Paging {
        public Next {
            JsonPointer.parse(next);
        }

        @Override
        public Kind kind() {
            return Kind.NEXT;
        }
    }

    /**
     * By a cursor in the body.
     *
     * @param cursor where it stands
     * @param parameter how it is sent
     */
    record Cursor(
            @Option(value = "A JSON pointer to the cursor of the next page", example = "/response_metadata/next_cursor")
                    String cursor,
            @Option(value = "The query parameter that it is sent in, or " + IN_BODY, example = "cursor")
                    String parameter)
            implements Paging {
        public Cursor {
            JsonPointer.parse(cursor);
        }

        @Override
        public Kind kind() {
            return Kind.CURSOR;
        }

        @Override
        public String place() {
            return parameter;
        }
    }

    /**
     * By the number of the page.
     *
     * @param page the parameter
     * @param first the first number
     * @param size items of a full page
     */
    record ByNumber(
            @Option(value = "The query parameter that holds the number of the page, or " + IN_BODY, example = "page")
                    String page,
            @Option(value = "The number of the first page", fallback = "1", min = "0") int first,
            @Option(
                            value = "Items of a full page: one with fewer is the last; 0: read on until an empty one",
                            fallback = "0",
                            min = "0")
                    int size)
            implements Paging {
        @Override
        public Kind kind() {
            return Kind.BY_NUMBER;
        }

        @Override
        public String place() {
            return page;
        }
    }

    /**
     * By how many items are left out.
     *
     * @param offset the parameter
     * @param size items of a full page
     */
    record ByCount(
            @Option(
                            value = "The query parameter that holds how many items to leave out, or " + IN_BODY,
                            example = "offset")
                    String offset,
            @Option(
                            value = "Items of a full page: one with fewer is the last; 0: read on until an empty one",
                            fallback = "0",
                            min = "0")
                    int size)
            implements Paging {
        @Override
        public Kind kind() {
            return Kind.BY_COUNT;
        }

        @Override
        public String place() {
            return offset;
        }
    }
}
