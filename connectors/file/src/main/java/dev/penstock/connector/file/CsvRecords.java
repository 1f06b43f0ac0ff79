package dev.penstock.connector.file;

import dev.penstock.toolkit.json.JsonBuffer;
import io.cloudevents.CloudEvent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV as in RFC 4180: fields in quotes may hold delimiters, line breaks and doubled quotes. */
final class CsvRecords implements Records {
    private final RecordAttributes attributes;
    private final char delimiter;
    private List<String> columns = List.of();

    CsvRecords(RecordAttributes attributes, char delimiter) {
        this.attributes = attributes;
        this.delimiter = delimiter;
    }

    @Override
    public boolean header() {
        return true;
    }

    @Override
    public void header(byte[] bytes, int from, int to) {
        columns = fields(bytes, from + byteOrderMark(bytes, from, to), to);
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new IllegalArgumentException("two columns have the same name");
        }
    }

    @Override
    public int end(byte[] bytes, int from, int scanned, int to) {
        boolean quoted = false;
        boolean closed = false;
        boolean start = true;
        for (int i = from + byteOrderMark(bytes, from, to); i < to; i++) {
            byte c = bytes[i];
            if (quoted) {
                quoted = c != '"';
                closed = !quoted;
            } else if (c == '\n') {
                return i;
            } else {
                // A quote opens at the start of a field; right after a closing one it is a doubled one.
                quoted = c == '"' && (start || closed);
                closed = false;
            }
            start = !quoted && c == delimiter;
        }
        return -1;
    }

    @Override
    public @Nullable CloudEvent event(byte[] bytes, int from, int to, String id) {
        if (Blank.isBlank(bytes, from, to)) {
            return null;
        }
        List<String> fields = fields(bytes, from, to);
        if (fields.size() > columns.size()) {
            throw new IllegalArgumentException(
                    fields.size() + " fields, but the header names " + columns.size() + " columns");
        }
        JsonBuffer json = new JsonBuffer(2 * (to - from) + 64);
        for (int i = 0; i < fields.size(); i++) {
            json.put(i == 0 ? '{' : ',');
            json.string(columns.get(i));
            json.put(':');
            json.string(fields.get(i));
        }
        json.put('}');
        return attributes.event(json.toBytes(), id);
    }

    private List<String> fields(byte[] bytes, int from, int to) {
        String record = text(bytes, from, to);
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        int at = 0;
        while (true) {
            field.setLength(0);
            if (at < record.length() && record.charAt(at) == '"') {
                at = quoted(record, at + 1, field);
            } else {
                int end = record.indexOf(delimiter, at);
                end = end < 0 ? record.length() : end;
                field.append(record, at, end);
                at = end;
            }
            fields.add(field.toString());
            if (at == record.length()) {
                return fields;
            }
            if (record.charAt(at) != delimiter) {
                throw new IllegalArgumentException("text after the closing quote of field " + fields.size());
            }
            at++;
        }
    }

    private static int quoted(String record, int start, StringBuilder field) {
        int at = start;
        while (true) {
            int quote = record.indexOf('"', at);
            if (quote < 0) {
                throw new IllegalArgumentException("a quote that is not closed");
            }
            field.append(record, at, quote);
            if (quote + 1 == record.length() || record.charAt(quote + 1) != '"') {
                return quote + 1;
            }
            field.append('"');
            at = quote + 2;
        }
    }

    private static int byteOrderMark(byte[] bytes, int from, int to) {
        boolean marked = to - from >= 3
                && bytes[from] == (byte) 0xEF
                && bytes[from + 1] == (byte) 0xBB
                && bytes[from + 2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }

    private static String text(byte[] bytes, int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not UTF-8", e);
        }
    }
}
