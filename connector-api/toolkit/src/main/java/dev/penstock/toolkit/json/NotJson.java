package dev.penstock.toolkit.json;

/** Says, in words for the user, why some bytes are not JSON. */
public final class NotJson extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NotJson(String message) {
        super(message);
    }
}
