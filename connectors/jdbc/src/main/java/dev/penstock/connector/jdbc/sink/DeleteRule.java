package dev.penstock.connector.jdbc.sink;

import dev.penstock.toolkit.json.JsonPointer;
import java.util.List;

/** Applies the conditions by which events delete. */
final class DeleteRule {
    private DeleteRule() {}

    /** Lets a reading look at the fields: the i-th condition is target {@code first + i}. */
    static void addTo(JsonReading reading, List<DeleteWhen> rules, int first) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i) instanceof DeleteWhen.Field field) {
                reading.add(JsonPointer.parse(field.pointer()), first + i);
            }
        }
    }

    static boolean byType(List<DeleteWhen> rules, String type) {
        for (DeleteWhen rule : rules) {
            if (rule instanceof DeleteWhen.OfType wanted && wanted.type().equals(type)) {
                return true;
            }
        }
        return false;
    }

    static boolean byNoData(List<DeleteWhen> rules) {
        for (DeleteWhen rule : rules) {
            if (rule.kind() == DeleteWhen.Kind.WORD) {
                return true;
            }
        }
        return false;
    }
}
