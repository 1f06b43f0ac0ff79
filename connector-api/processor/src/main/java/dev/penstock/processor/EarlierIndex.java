package dev.penstock.processor;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import javax.annotation.processing.Filer;
import javax.tools.StandardLocation;

/** The index that an earlier compilation left: names connectors that are not compiled again this time. */
final class EarlierIndex {
    private static final Pattern CLASS = Pattern.compile("\n {6}\"class\": \"([^\"]+)\"");

    private EarlierIndex() {}

    /** Binary names of the connector classes; none when there is no index. */
    static List<String> classes(Filer filer) {
        try {
            CharSequence text = filer.getResource(StandardLocation.CLASS_OUTPUT, "", ConnectorProcessor.INDEX)
                    .getCharContent(true);
            return CLASS.matcher(text).results().map(match -> match.group(1)).toList();
        } catch (IOException | IllegalArgumentException e) {
            return List.of();
        }
    }
}
