package dev.penstock.connector.jdbc.sink;

/** The event cannot become a row; the message says why, for the user. */
final class RejectedRow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    RejectedRow(String code, String message) {
        super(message, null, false, false); // no stack trace: there may be thousands
        this.code = code;
    }

    /** A value that its column does not take. */
    static RejectedRow value(String message) {
        return new RejectedRow("bad-value", message);
    }

    /** Short and stable. */
    String code() {
        return code;
    }

    /** Foreign text for a message: one line, not too long. */
    static String excerpt(String text) {
        StringBuilder quoted = new StringBuilder("'");
        text.chars().limit(40).forEach(c -> quoted.append(Character.isISOControl(c) ? '?' : (char) c));
        return quoted.append(text.length() > 40 ? "…'" : "'").toString();
    }
}
