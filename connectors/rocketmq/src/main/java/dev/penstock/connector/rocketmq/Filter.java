package dev.penstock.connector.rocketmq;

import dev.penstock.api.config.Inline;
import dev.penstock.api.config.Option;
import org.apache.rocketmq.client.consumer.MessageSelector;

/** Which messages of a topic are read; the broker leaves out the others. */
public sealed interface Filter {
    /** The kinds, for a {@code switch} that the compiler checks. */
    enum Kind {
        TAGS,
        SQL
    }

    /** Which of the kinds this is. */
    Kind kind();

    /** The filter as the client wants it. */
    MessageSelector selector();

    /**
     * By tag.
     *
     * @param tags one tag, or several with {@code ||} between them
     */
    @Inline
    record Tags(
            @Option(value = "Tags, one or several with || between them; * is all", example = "paid || shipped")
                    String tags)
            implements Filter {
        @Override
        public Kind kind() {
            return Kind.TAGS;
        }

        @Override
        public MessageSelector selector() {
            return MessageSelector.byTag(tags);
        }
    }

    /**
     * By properties.
     *
     * @param sql an SQL92 expression
     */
    record Sql(
            @Option(
                            value =
                                    "An SQL92 expression over the properties of a message; the broker needs enablePropertyFilter=true",
                            example = "region = 'eu' AND amount > 100")
                    String sql)
            implements Filter {
        @Override
        public Kind kind() {
            return Kind.SQL;
        }

        @Override
        public MessageSelector selector() {
            return MessageSelector.bySql(sql);
        }
    }
}
