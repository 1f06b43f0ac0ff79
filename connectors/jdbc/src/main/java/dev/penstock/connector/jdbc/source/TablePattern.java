package dev.penstock.connector.jdbc.source;

import dev.penstock.connector.jdbc.TableName;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A name of tables with {@code *} for any text and {@code ?} for any character; case counts. */
record TablePattern(@Nullable Pattern schema, Pattern name) {

    /** The pattern; without a schema, of tables in the current one. */
    static TablePattern of(TableName pattern, @Nullable String current) {
        String schema = pattern.schema() == null ? current : null;
        Pattern in = pattern.schema() != null
                ? glob(pattern.schema())
                : schema == null ? null : Pattern.compile(Pattern.quote(schema));
        return new TablePattern(in, glob(pattern.name()));
    }

    static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    boolean matches(TableName table) {
        return (schema == null
                        || (table.schema() != null
                                && schema.matcher(table.schema()).matches()))
                && name.matcher(table.name()).matches();
    }

    private static Pattern glob(String text) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '*' -> expression.append(".*");
                case '?' -> expression.append('.');
                default -> expression.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(expression.toString(), Pattern.DOTALL);
    }
}
