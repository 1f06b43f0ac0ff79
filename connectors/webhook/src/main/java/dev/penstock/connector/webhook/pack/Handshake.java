package dev.penstock.connector.webhook.pack;

import dev.penstock.toolkit.json.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A request that only sets up the webhook, and its answer.
 *
 * @param method of the request
 * @param when the request is one when this is found
 * @param reply the body of the answer
 * @param replyObject instead: the fields of a JSON object that is the body; none: {@code reply} is
 * @param contentType the media type of the answer
 */
record Handshake(String method, Template when, Template reply, Map<String, Template> replyObject, String contentType) {
    Handshake {
        replyObject = new LinkedHashMap<>(replyObject);
    }

    List<Template> replies() {
        return Stream.concat(Stream.of(reply), replyObject.values().stream()).toList();
    }

    /** The body of the answer; what is not found is empty. */
    String body(Facts facts) {
        if (replyObject.isEmpty()) {
            return found(reply, facts);
        }
        JsonBuffer json = new JsonBuffer();
        String before = "{";
        for (Map.Entry<String, Template> field : replyObject.entrySet()) {
            json.ascii(before);
            json.string(field.getKey());
            json.put(':');
            json.string(found(field.getValue(), facts));
            before = ",";
        }
        json.put('}');
        return new String(json.toBytes(), StandardCharsets.UTF_8);
    }

    private static String found(Template template, Facts facts) {
        String text = template.join(facts);
        return text == null ? "" : text;
    }
}
