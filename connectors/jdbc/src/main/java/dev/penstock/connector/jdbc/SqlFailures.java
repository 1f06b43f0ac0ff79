package dev.penstock.connector.jdbc;

import dev.penstock.api.Failure;
import dev.penstock.api.Failure.Blame;
import dev.penstock.api.Failure.Remedy;
import java.sql.SQLException;
import java.util.Locale;

/** Tells what an {@link SQLException} means to the engine, and to people. */
final class SqlFailures {
    private SqlFailures() {}

    static Failure failure(SQLException thrown, String doing, String target, String reason) {
        String code = code(thrown);
        String what = "cannot " + doing + " in " + target + ": " + reason;
        return switch (SqlProblem.of(thrown)) {
            case CONTENTION -> Failure.external(code, what + "; it is tried again");
            case TIMEOUT ->
                Failure.disconnected(code, what + "; look for locks and slow statements, or raise delivery.timeout");
            case DISCONNECTED -> Failure.disconnected(code, what);
            case EXHAUSTED ->
                new Failure(code, what + "; make room on the database server", Blame.EXTERNAL, Remedy.RECONNECT);
            case DENIED -> Failure.user(code, what + "; grant what is missing, or use another username");
            case DATA -> Failure.user(code, what);
            case SCHEMA -> Failure.user(code, what + "; mend the table or the configuration");
            case OTHER -> Failure.external(code, what);
        };
    }

    static Failure connecting(SQLException thrown, String target, String reason) {
        String what = "cannot connect to " + target + ": " + reason;
        return switch (SqlProblem.of(thrown)) {
            case DENIED -> Failure.user("denied", what + "; check username and password");
            case SCHEMA -> Failure.user("no-database", what + "; check the url");
            case EXHAUSTED ->
                new Failure("exhausted", what + "; make room on the database server", Blame.EXTERNAL, Remedy.RECONNECT);
            case CONTENTION, TIMEOUT, DISCONNECTED, DATA, OTHER ->
                Failure.disconnected("connect-failed", what + "; check the url and that the database runs");
        };
    }

    /** {@code sql-23505}, or by the vendor's number where there is no SQLSTATE. */
    static String code(SQLException thrown) {
        String state = thrown.getSQLState();
        return state != null && state.matches("[0-9A-Za-z]{5}")
                ? "sql-" + state.toLowerCase(Locale.ROOT)
                : "sql-error-" + thrown.getErrorCode();
    }
}
