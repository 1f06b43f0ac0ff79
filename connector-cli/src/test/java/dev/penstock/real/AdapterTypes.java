package dev.penstock.real;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types of the CloudEvents GitHub adapter document; knows nothing of the provider pack. */
final class AdapterTypes {
    /** Literal text in backticks, or the name of a member in quotes. */
    private static final Pattern PIECE = Pattern.compile("`([^`]+)`|\"([^\"]+)\"");

    private static final Pattern EVENT = Pattern.compile("`com\\.github\\.(\\w+)");
    private final Map<String, String> types = new HashMap<>();

    AdapterTypes() throws IOException {
        byte[] table = Files.readAllBytes(RealData.file("cloudevents", "adapters", "github-adapter-table.json"));
        for (Object row : JSON.std.listFrom(table)) {
            Map<?, ?> attributes = (Map<?, ?>) RealData.member((Map<?, ?>) row, "attributes");
            String type = RealData.member(attributes, "type").toString();
            Matcher event = EVENT.matcher(type);
            if (event.find()) {
                types.put(event.group(1), type);
            }
        }
    }

    /** The type that the table gives an event; of one that it does not list, as it gives to most. */
    String of(String event, Map<String, Object> payload) {
        String told = types.getOrDefault(event, "`com.github." + event + ".` + \"action\"");
        if (event.equals("status")) {
            told = told.replace("#", "+"); // it only remarks that the state belongs to it
        }
        if (event.equals("repository_dispatch")) {
            told = told.replace("dispatch`", "dispatch.`"); // it forgets the dot
        }
        StringBuilder type = new StringBuilder();
        Matcher piece = PIECE.matcher(told);
        while (piece.find()) {
            type.append(piece.group(1) == null ? value(payload, piece.group(2)) : piece.group(1));
        }
        return type.toString().replaceFirst("\\.$", ""); // not every payload has an action
    }

    private static String value(Map<String, Object> payload, String path) {
        Object at = payload;
        for (String step : path.split("\\.")) {
            at = at instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return at == null ? "" : at.toString();
    }
}
