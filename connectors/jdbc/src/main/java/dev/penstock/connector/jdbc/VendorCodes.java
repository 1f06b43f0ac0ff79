package dev.penstock.connector.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The codes by which MariaDB, MySQL, H2 and SQLite say more than their SQLSTATE does.
 *
 * <p>Sources: MariaDB's and MySQL's lists of error codes, {@code org.h2.api.ErrorCode}, and the result codes of SQLite.
 */
final class VendorCodes {
    private VendorCodes() {}

    static @Nullable SqlProblem problem(SQLException thrown) {
        String driver = thrown.getClass().getName();
        if (driver.startsWith("org.sqlite.")) {
            return sqlite(thrown.getErrorCode() & 0xff, String.valueOf(thrown.getMessage()));
        }
        if (driver.startsWith("org.h2.")) {
            return h2(thrown.getErrorCode());
        }
        String state = thrown.getSQLState();
        // MariaDB's driver throws the classes of java.sql; its codes have four digits and no other driver here has any.
        return state != null && thrown.getErrorCode() >= 1000 ? mysql(thrown.getErrorCode()) : null;
    }

    private static @Nullable SqlProblem mysql(int code) {
        return switch (code) {
            case 1205, 1213, 1020, 1637 -> SqlProblem.CONTENTION;
            case 1317, 1969, 3024, 1028 -> SqlProblem.TIMEOUT;
            case 1053, 1290, 1836, 1927, 1152, 1159, 1161, 2006, 2013 -> SqlProblem.DISCONNECTED;
            case 1021, 1114, 1037, 1038, 1040, 1041, 1203, 1226 -> SqlProblem.EXHAUSTED;
            case 1044, 1045, 1142, 1143, 1227, 1370, 1698 -> SqlProblem.DENIED;
            case 1366, 1364, 1265, 1292, 1406, 1264, 1048, 1062, 1451, 1452, 4025, 3819, 1118, 1526, 1644 ->
                SqlProblem.DATA;
            case 1049, 1146, 1054 -> SqlProblem.SCHEMA;
            default -> null;
        };
    }

    private static @Nullable SqlProblem h2(int code) {
        return switch (code) {
            case 90131, 50200, 40001 -> SqlProblem.CONTENTION;
            case 57014 -> SqlProblem.TIMEOUT;
            case 90007, 90067, 90098, 90121, 90020, 90097, 90028, 90031 -> SqlProblem.DISCONNECTED;
            case 90108, 90061 -> SqlProblem.EXHAUSTED;
            case 90096, 90040 -> SqlProblem.DENIED;
            case 90005, 90095, 90102 -> SqlProblem.DATA;
            case 90146, 90013, 90011, 90079 -> SqlProblem.SCHEMA;
            default -> null;
        };
    }

    private static SqlProblem sqlite(int code, String message) {
        return switch (code) {
            case 5, 6, 15, 17 -> SqlProblem.CONTENTION; // busy, locked, protocol, schema changed
            case 9 -> SqlProblem.TIMEOUT; // interrupted
            case 8, 10, 14 -> SqlProblem.DISCONNECTED; // read-only, input and output, cannot open
            case 7, 13 -> SqlProblem.EXHAUSTED; // memory, disk full
            case 3, 23 -> SqlProblem.DENIED;
            case 18, 19, 20, 25 -> SqlProblem.DATA; // too big, constraint, mismatch, range
            case 1 ->
                message.contains("no such")
                                || message.contains("has no column")
                                || message.contains("syntax error")
                                || message.contains("ON CONFLICT clause")
                        ? SqlProblem.SCHEMA
                        : SqlProblem.OTHER;
            case 11, 26 -> SqlProblem.SCHEMA; // corrupt, not a database
            default -> SqlProblem.OTHER;
        };
    }
}
