package dev.penstock.benchmarks.broker;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The rows that are moved: edits of 8 columns, computed from their number, so that what arrives can be judged without keeping
 * what was sent.
 */
final class Edits {
    static final List<String> COLUMNS = List.of("id", "channel", "title", "added", "deleted", "minor", "score", "at");

    private static final String TITLE = "Lorem ipsum dolor sit amet, page number ";

    private Edits() {}

    static String key(long number) {
        return channel(number);
    }

    static byte[] json(long number) {
        return text(number).getBytes(StandardCharsets.UTF_8);
    }

    /** The same with its schema beside it, as Connect's converter wants it by default. */
    static byte[] jsonWithSchema(long number) {
        return ("{\"schema\":" + SCHEMA + ",\"payload\":" + text(number) + "}").getBytes(StandardCharsets.UTF_8);
    }

    private static String text(long number) {
        return "{\"id\":" + number + ",\"channel\":\"" + channel(number) + "\",\"title\":\"" + title(number)
                + "\",\"added\":" + added(number) + ",\"deleted\":" + deleted(number) + ",\"minor\":" + minor(number)
                + ",\"score\":" + score(number) + ",\"at\":" + at(number) + "}";
    }

    static String channel(long number) {
        return "#channel-" + (10 + number % 64);
    }

    static String title(long number) {
        return TITLE + (10_000_000 + number);
    }

    static int added(long number) {
        return (int) (number * 7919 % 1000);
    }

    static int deleted(long number) {
        return (int) (number * 104_729 % 500);
    }

    static boolean minor(long number) {
        return number % 3 == 0;
    }

    static double score(long number) {
        return number % 1000 / 8.0;
    }

    static long at(long number) {
        return 1_700_000_000_000L + number;
    }

    /** What {@link #AGGREGATE} must find in a table or topic that holds the first so many. */
    static String expected(long count) {
        long ids = 0;
        long added = 0;
        long deleted = 0;
        long minor = 0;
        double score = 0;
        long at = 0;
        long title = 0;
        for (long number = 0; number < count; number++) {
            ids += number;
            added += added(number);
            deleted += deleted(number);
            minor += minor(number) ? 1 : 0;
            score += score(number);
            at += at(number);
            title += title(number).length();
        }
        return count + " " + ids + " " + added + " " + deleted + " " + minor + " " + (long) score + " " + at + " "
                + title + " " + Math.min(count, 64);
    }

    static final String AGGREGATE = "count(*) || ' ' || sum(id) || ' ' || sum(added) || ' ' || sum(deleted) || ' '"
            + " || count(*) FILTER (WHERE minor) || ' ' || floor(sum(score)) || ' ' || sum(at) || ' '"
            + " || sum(length(title)) || ' ' || count(DISTINCT channel)";

    static final String DEFINITION =
            "id bigint NOT NULL, channel text NOT NULL, title text NOT NULL, added integer NOT NULL,"
                    + " deleted integer NOT NULL, minor boolean NOT NULL, score double precision NOT NULL, at bigint NOT NULL";

    static final String SCHEMA = "{\"type\":\"struct\",\"name\":\"edit\",\"optional\":false,\"fields\":["
            + "{\"field\":\"id\",\"type\":\"int64\",\"optional\":false},"
            + "{\"field\":\"channel\",\"type\":\"string\",\"optional\":false},"
            + "{\"field\":\"title\",\"type\":\"string\",\"optional\":false},"
            + "{\"field\":\"added\",\"type\":\"int32\",\"optional\":false},"
            + "{\"field\":\"deleted\",\"type\":\"int32\",\"optional\":false},"
            + "{\"field\":\"minor\",\"type\":\"boolean\",\"optional\":false},"
            + "{\"field\":\"score\",\"type\":\"double\",\"optional\":false},"
            + "{\"field\":\"at\",\"type\":\"int64\",\"optional\":false}]}";
}
