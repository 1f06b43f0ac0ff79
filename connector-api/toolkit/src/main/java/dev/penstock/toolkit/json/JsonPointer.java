package dev.penstock.toolkit.json;

import java.util.ArrayList;
import java.util.List;

/**
 * A JSON Pointer (RFC 6901), compiled.
 *
 * @param steps keys, or positions in arrays, from the root; empty for the whole document
 */
public record JsonPointer(List<String> steps) {
    public JsonPointer {
        steps = List.copyOf(steps);
    }

    /**
     * Compiles a pointer.
     *
     * @throws IllegalArgumentException with a message for the user when it is not one
     */
    public static JsonPointer parse(String text) {
        if (!text.isEmpty() && text.charAt(0) != '/') {
            throw new IllegalArgumentException("'" + text + "' is not a JSON pointer; write it like /order/id");
        }
        if (text.matches("(?s).*~([^01].*|$)")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a JSON pointer: after ~ comes 0 (for ~) or 1 (for /)");
        }
        List<String> steps = new ArrayList<>();
        String[] parts = text.split("/", -1);
        for (int i = 1; i < parts.length; i++) {
            steps.add(parts[i].replace("~1", "/").replace("~0", "~"));
        }
        return new JsonPointer(steps);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        steps.forEach(step -> text.append('/').append(step.replace("~", "~0").replace("/", "~1")));
        return text.toString();
    }
}
