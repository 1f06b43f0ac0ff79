package dev.penstock.host.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a state store holds of a pipeline's offsets, a JSON object: {@code {"format":1,"epoch":7,"owner":"…",
 * "until":"2026-03-01T12:00:00Z","offsets":{"whole":{"position":"42"}}}}.
 *
 * @param epoch grows with every claim
 * @param owner who has the lease; empty when nobody has
 * @param until when the lease runs out, on the owner's clock
 * @param offsets how far each partition has been read, by its name
 */
record OffsetDocument(long epoch, String owner, Instant until, SortedMap<String, Offset> offsets) {
    /** Of a pipeline that nobody has claimed yet. */
    static final OffsetDocument NONE = new OffsetDocument(0, "", Instant.EPOCH, Collections.emptySortedMap());

    private static final JsonFactory JSON = new JsonFactory();
    private static final int FORMAT = 1;

    OffsetDocument {
        offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
    }

    /** Whether somebody else may still be at work. */
    boolean heldByOther(String me, Instant now) {
        return !owner.isEmpty() && !owner.equals(me) && now.isBefore(until);
    }

    boolean isOf(String someone, long claimed) {
        return owner.equals(someone) && epoch == claimed;
    }

    OffsetDocument claimed(String by, Instant leaseEnd) {
        return new OffsetDocument(epoch + 1, by, leaseEnd, offsets);
    }

    OffsetDocument moved(Map<Partition, Offset> moved, Instant leaseEnd) {
        SortedMap<String, Offset> all = new TreeMap<>(offsets);
        moved.forEach((partition, offset) -> all.put(partition.name(), offset));
        return new OffsetDocument(epoch, owner, leaseEnd, all);
    }

    OffsetDocument released() {
        return new OffsetDocument(epoch, "", Instant.EPOCH, offsets);
    }

    OffsetDocument reset() {
        return new OffsetDocument(epoch, owner, until, Collections.emptySortedMap());
    }

    /** The same document gives the same text. */
    String write() {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeNumberField("format", FORMAT);
            out.writeNumberField("epoch", epoch);
            out.writeStringField("owner", owner);
            out.writeStringField("until", until.toString());
            out.writeObjectFieldStart("offsets");
            for (Map.Entry<String, Offset> partition : offsets.entrySet()) {
                out.writeObjectFieldStart(partition.getKey());
                for (Map.Entry<String, String> value :
                        new TreeMap<>(partition.getValue().values()).entrySet()) {
                    out.writeStringField(value.getKey(), value.getValue());
                }
                out.writeEndObject();
            }
            out.writeEndObject();
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return text.toString();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException when it is something else, or of a later form
     */
    static OffsetDocument read(String text) throws IOException {
        long format = 0;
        OffsetDocument read = NONE;
        try (JsonParser in = JSON.createParser(text)) {
            expect(in.nextToken() == JsonToken.START_OBJECT, "no JSON object");
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                switch (name) {
                    case "format" -> format = in.getLongValue();
                    case "epoch" -> read = new OffsetDocument(in.getLongValue(), read.owner, read.until, read.offsets);
                    case "owner" -> read = new OffsetDocument(read.epoch, in.getText(), read.until, read.offsets);
                    case "until" ->
                        read = new OffsetDocument(read.epoch, read.owner, Instant.parse(in.getText()), read.offsets);
                    case "offsets" -> read = new OffsetDocument(read.epoch, read.owner, read.until, offsets(in));
                    default -> in.skipChildren();
                }
            }
            expect(in.currentToken() == JsonToken.END_OBJECT, "no JSON object");
        } catch (DateTimeException e) {
            throw new IOException("'until' is no time: " + e.getMessage(), e);
        }
        expect(format == FORMAT, "of the form " + format + ", and this version reads " + FORMAT);
        return read;
    }

    private static SortedMap<String, Offset> offsets(JsonParser in) throws IOException {
        SortedMap<String, Offset> offsets = new TreeMap<>();
        expect(in.currentToken() == JsonToken.START_OBJECT, "without offsets");
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String partition = in.currentName();
            expect(in.nextToken() == JsonToken.START_OBJECT, "with an offset that is no object: " + partition);
            SortedMap<String, String> values = new TreeMap<>();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                expect(in.nextToken().isScalarValue(), "with an offset that is no text: " + partition + "." + name);
                values.put(name, in.getText());
            }
            offsets.put(partition, Offset.of(values));
        }
        return offsets;
    }

    private static void expect(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException("it is " + otherwise);
        }
    }
}
