package dev.penstock.real;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bodies that are no JSON, or more than anyone needs, by their names. */
final class HostileBodies {
    private HostileBodies() {}

    static Map<String, byte[]> all() {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("100,000 open brackets", text("[".repeat(100_000)));
        bodies.put("100,000 nested brackets", text("[".repeat(100_000) + "]".repeat(100_000)));
        bodies.put("100,000 nested objects", text("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)));
        bodies.put("nested objects of equal names", text("{\"a\":1,\"a\":".repeat(50_000) + "1" + "}".repeat(50_000)));
        bodies.put("brackets in data", text("{\"specversion\":\"1.0\",\"data\":" + "[".repeat(100_000)));
        bodies.put("a byte that is not UTF-8", bytes("[\"", 0xFF, "\"]"));
        bodies.put("a surrogate in UTF-8", bytes("[\"", 0xED, 0xA0, 0x80, "\"]"));
        bodies.put("an overlong slash", bytes("[\"", 0xC0, 0xAF, "\"]"));
        bodies.put("half a character", bytes("[\"", 0xE2, 0x98));
        bodies.put("a byte order mark", bytes(0xEF, 0xBB, 0xBF, "{}"));
        bodies.put("UTF-16", "{\"a\":1}".getBytes(StandardCharsets.UTF_16));
        bodies.put("a truncated object", text("{\"repository\":{\"url\":\"https://api.gith"));
        bodies.put("a truncated number", text("[1,-"));
        bodies.put("a truncated escape", text("\"\\u00"));
        bodies.put("two values", text("{} {}"));
        bodies.put("a comma too many", text("[1,]"));
        bodies.put("not a number", text("[NaN]"));
        bodies.put("a control character", text("[\"\u0000\"]"));
        bodies.put("zeros", new byte[10_000]);
        bodies.put("nothing", new byte[0]);
        bodies.put("blanks", text(" \n\t "));
        return bodies;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Of texts and single bytes. */
    private static byte[] bytes(Object... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof Integer single) {
                bytes.write(single);
            } else {
                bytes.writeBytes(text(part.toString()));
            }
        }
        return bytes.toByteArray();
    }
}
