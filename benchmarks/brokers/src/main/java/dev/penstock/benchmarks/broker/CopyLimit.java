package dev.penstock.benchmarks.broker;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The least that copies rows into PostgreSQL, one connection, rows at hand: {@code CopyLimit URL TABLE COUNT BATCH}. */
public final class CopyLimit {
    private CopyLimit() {}

    /** Copies and commits batch by batch, then waits to be killed. */
    public static void main(String[] arguments) throws Exception {
        long count = Long.parseLong(arguments[2]);
        long batch = Long.parseLong(arguments[3]);
        String copy = "COPY " + arguments[1] + " (" + String.join(", ", Edits.COLUMNS) + ") FROM STDIN";
        try (Connection connection = DriverManager.getConnection(arguments[0])) {
            StringBuilder rows = new StringBuilder();
            for (long from = 0; from < count; from += batch) {
                rows.setLength(0);
                for (long number = from; number < Math.min(count, from + batch); number++) {
                    append(rows, number);
                }
                byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
                CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
                in.writeToCopy(bytes, 0, bytes.length);
                in.endCopy();
            }
        }
        Thread.currentThread().join();
    }

    private static void append(StringBuilder rows, long number) {
        rows.append(number).append('\t');
        rows.append(Edits.channel(number)).append('\t');
        rows.append(Edits.title(number)).append('\t');
        rows.append(Edits.added(number)).append('\t');
        rows.append(Edits.deleted(number)).append('\t');
        rows.append(Edits.minor(number)).append('\t');
        rows.append(Edits.score(number)).append('\t');
        rows.append(Edits.at(number)).append('\n');
    }
}
