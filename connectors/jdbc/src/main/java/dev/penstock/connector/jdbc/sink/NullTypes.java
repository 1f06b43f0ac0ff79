package dev.penstock.connector.jdbc.sink;

import java.sql.Types;

/** The JDBC type by which a NULL is told. */
final class NullTypes {
    private NullTypes() {}

    static int of(ColumnType type) {
        return switch (type) {
            case BOOLEAN -> Types.BOOLEAN;
            case TINYINT, SMALLINT, INTEGER -> Types.INTEGER;
            case BIGINT -> Types.BIGINT;
            case DECIMAL -> Types.DECIMAL;
            case REAL, DOUBLE -> Types.DOUBLE;
            case DATE -> Types.DATE;
            case TIME -> Types.TIME;
            case TIMESTAMP -> Types.TIMESTAMP;
            case TIMESTAMP_WITH_ZONE -> Types.TIMESTAMP_WITH_TIMEZONE;
            case BYTES -> Types.VARBINARY;
            case TEXT, UUID, JSON, ARRAY, OTHER -> Types.VARCHAR;
        };
    }
}
