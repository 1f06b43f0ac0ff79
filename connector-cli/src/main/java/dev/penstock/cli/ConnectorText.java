package dev.penstock.cli;

import dev.penstock.runtime.plugin.Installed;
import java.util.ArrayList;
import java.util.List;

/** A connector described for reading in a terminal. */
final class ConnectorText {
    private ConnectorText() {}

    static List<String> lines(List<Installed> connectors) {
        List<String> lines = new ArrayList<>();
        for (Installed connector : connectors) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(connector.reference() + ", " + connector.kind().text().replace('-', ' '));
            lines.add("  " + connector.index().summary());
            if (!connector.index().abilities().isEmpty()) {
                lines.add("  Abilities: " + String.join(", ", connector.index().abilities()));
            }
            List<String> proved = ConformanceReports.of(connector).lines();
            lines.add("  Conformance: " + proved.get(0));
            proved.stream().skip(1).forEach(line -> lines.add("    " + line));
            lines.add("");
            for (ConfigKey key : ConfigKey.of(connector.index().options())) {
                lines.add("  " + key.path()
                        + (key.form().isEmpty() ? "" : " (" + key.form() + ")")
                        + "  " + key.type()
                        + ", " + standing(key.standing()));
                lines.add("      " + key.description() + (key.rules().isEmpty() ? "" : " (" + key.rules() + ")"));
            }
        }
        return lines;
    }

    private static String standing(String standing) {
        return switch (standing) {
            case "required", "optional" -> standing;
            default -> "default " + standing;
        };
    }
}
