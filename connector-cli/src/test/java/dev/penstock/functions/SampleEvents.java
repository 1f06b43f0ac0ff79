package dev.penstock.functions;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Two hundred CloudEvents in JSON, of every kind of data and attribute, the same at every call. */
final class SampleEvents {
    /** How many keys there are. */
    static final int KEYS = 7;

    private static final int COUNT = 200;
    private static final int BIG = 200_000;

    private SampleEvents() {}

    /**
     * An event.
     *
     * @param id its id
     * @param json how it is written in JSON, on one line
     * @param data the bytes that its data stands for, as Base64; empty without data
     */
    record Sample(String id, String json, String data) {}

    static List<Sample> all() {
        return IntStream.range(0, COUNT).mapToObj(SampleEvents::sample).toList();
    }

    /** All of them as the batch that the HTTP binding and direct invocations take. */
    static String batch(List<Sample> samples) {
        return samples.stream().map(Sample::json).collect(Collectors.joining(",", "[", "]"));
    }

    private static Sample sample(int number) {
        String id = number % 10 == 0 ? "№ " + number + " 100% \"ü\" 😀" : "event-" + number;
        List<String> members = new ArrayList<>();
        text(members, "specversion", "1.0");
        text(members, "id", id);
        text(members, "source", number % 3 == 0 ? "/shop/%C3%BC?x=" + number : "urn:shop:" + number % 4);
        text(members, "type", "com.example.parity." + number % 5);
        text(members, "partitionkey", "key " + number % KEYS);
        attributes(number, members);
        byte[] data = data(number, members);
        return new Sample(
                id, "{" + String.join(",", members) + "}", Base64.getEncoder().encodeToString(data));
    }

    /** Optional attributes, and extensions of every type, a few with each event. */
    private static void attributes(int number, List<String> members) {
        if (number % 2 == 0) {
            text(members, "subject", "Größe €uro 订单 / " + number);
        }
        if (number % 3 == 1) {
            text(members, "time", "2026-11-28T08:00:00.123456789+02:00");
        } else if (number % 3 == 2) {
            text(members, "time", "2026-01-31T23:59:59Z");
        }
        if (number % 4 == 1) {
            text(members, "dataschema", "https://example.com/schemas/" + number + ".json");
        }
        if (number % 5 == 0) {
            members.add("\"aninteger\":" + (number % 2 == 0 ? Integer.MAX_VALUE : Integer.MIN_VALUE + number));
            members.add("\"aboolean\":" + (number % 10 == 0));
        }
        if (number % 5 == 1) {
            text(members, "auri", "https://example.com/ü?q=%25");
            text(members, "binary", Base64.getEncoder().encodeToString(bytes(number % 50)));
        }
        if (number % 5 == 2) {
            text(members, "unicode", "ünïcödé — 日本語 🚰 \"quoted\" 50%");
            text(members, "timestamp", "2026-02-28T12:00:00Z");
        }
        if (number % 7 == 0) {
            text(members, "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        }
    }

    private static byte[] data(int number, List<String> members) {
        return switch (number % 8) {
            case 0 ->
                json(
                        members,
                        "application/json",
                        "{ \"n\" : 1.10e+05,  \"t\":\"ü\\u00fc\\/\", \"big\":12345678901234567890.5 }");
            case 1 -> binary(members, "application/octet-stream", bytes(256 + number));
            case 2 -> string(members, "text/plain; charset=utf-8", "Zeile 1\nZeile 2\t€ 😀 " + number);
            case 3 -> new byte[0];
            case 4 -> json(members, "application/vnd.example+json", "[1,\"two\",null,{\"three\":[]}]");
            case 5 -> string(members, "application/xml", "<?xml version=\"1.0\"?><o n=\"" + number + "\">ß</o>");
            case 6 ->
                json(members, "application/json", "{\"filler\":\"" + "x".repeat(number == 6 ? BIG : number) + "\"}");
            default -> binary(members, "image/png", bytes(number == 7 ? BIG : number));
        };
    }

    private static byte[] json(List<String> members, String type, String json) {
        text(members, "datacontenttype", type);
        members.add("\"data\":" + json);
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] string(List<String> members, String type, String text) {
        text(members, "datacontenttype", type);
        text(members, "data", text);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] binary(List<String> members, String type, byte[] bytes) {
        text(members, "datacontenttype", type);
        text(members, "data_base64", Base64.getEncoder().encodeToString(bytes));
        return bytes;
    }

    private static byte[] bytes(int length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < length; i++) {
            bytes.write(i * 7 + length);
        }
        return bytes.toByteArray();
    }

    private static void text(List<String> members, String name, String value) {
        try {
            members.add(JSON.std.asString(name) + ":" + JSON.std.asString(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
