package dev.penstock.connector.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;

/** What kind of trouble a database reports: by SQLSTATE (ISO 9075), and by the vendor's codes where those say more. */
public enum SqlProblem {
    /** Deadlock, serialization failure, lock not available: the same again may well succeed. */
    CONTENTION,
    /** The database did not finish in time, or somebody cancelled the statement. */
    TIMEOUT,
    /** The connection is gone, or the server stops, starts or is a read-only standby. */
    DISCONNECTED,
    /** The server lacks something: disk, memory, connections. */
    EXHAUSTED,
    /** Wrong credentials, or not allowed. */
    DENIED,
    /** Values that the table does not take: type, range, constraint. */
    DATA,
    /** A table, column, index or database that is not there, or SQL that is not understood. */
    SCHEMA,
    /** Anything else. */
    OTHER;

    /** What kind an exception is; looks at its causes too. */
    public static SqlProblem of(SQLException thrown) {
        SqlProblem byVendor = VendorCodes.problem(thrown);
        if (byVendor != null) {
            return byVendor;
        }
        String state = thrown.getSQLState();
        SqlProblem byState = state == null ? OTHER : byState(state);
        return byState == OTHER ? byClass(thrown) : byState;
    }

    private static SqlProblem byState(String state) {
        switch (state) {
            case "40003", "25006", "25P03", "26000" -> {
                return DISCONNECTED;
            }
            case "57014", "HYT00", "70100" -> {
                return TIMEOUT;
            }
            case "55P03", "55006" -> {
                return CONTENTION;
            }
            case "42501" -> {
                return DENIED;
            }
            case "P0001", "54000" -> {
                return DATA; // raised by a trigger; a value too large for an index
            }
            default -> {
                // By its class, then.
            }
        }
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08", "57", "58" -> DISCONNECTED;
            case "40" -> CONTENTION;
            case "28" -> DENIED;
            case "21", "22", "23", "27", "38", "39", "44" -> DATA;
            case "53" -> EXHAUSTED;
            case "3D", "3F", "42" -> SCHEMA;
            default -> OTHER;
        };
    }

    private static SqlProblem byClass(SQLException thrown) {
        if (thrown instanceof SQLInvalidAuthorizationSpecException) {
            return DENIED;
        }
        if (thrown instanceof SQLTransactionRollbackException) {
            return CONTENTION;
        }
        if (thrown instanceof SQLTimeoutException) {
            return TIMEOUT;
        }
        if (thrown instanceof SQLTransientConnectionException
                || thrown instanceof SQLNonTransientConnectionException
                || thrown instanceof SQLRecoverableException) {
            return DISCONNECTED;
        }
        if (thrown instanceof java.sql.SQLDataException
                || thrown instanceof java.sql.SQLIntegrityConstraintViolationException) {
            return DATA;
        }
        if (thrown instanceof java.sql.SQLSyntaxErrorException) {
            return SCHEMA;
        }
        Throwable cause = thrown.getCause();
        for (int depth = 0; cause != null && depth < 10; depth++, cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return DISCONNECTED;
            }
        }
        return OTHER;
    }
}
