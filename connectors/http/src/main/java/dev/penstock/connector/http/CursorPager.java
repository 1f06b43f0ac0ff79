package dev.penstock.connector.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.JsonPointers;
import dev.penstock.toolkit.json.JsonSlices;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages that hold a cursor of the next one. A token is a cursor: as JSON if it goes back in a body, else as text. */
final class CursorPager implements Pager {
    private final JsonPointer pointer;
    private final Place place;

    CursorPager(Paging.Cursor paging) {
        this.pointer = JsonPointer.parse(paging.cursor());
        this.place = Place.of(paging.parameter());
    }

    @Override
    public Ask page(Ask list, String token) {
        return place.withJson(list, token);
    }

    @Override
    public @Nullable String next(@Nullable String token, Answer answer, int items) {
        String cursor = place.inBody() ? json(answer.body()) : JsonPointers.find(answer.body(), List.of(pointer))[0];
        return cursor == null || cursor.isEmpty() ? null : cursor;
    }

    /** Byte for byte, so that a number goes back as a number and a list as a list. */
    private @Nullable String json(byte[] body) {
        byte[] found = JsonSlices.value(body, pointer);
        String cursor = found == null ? "null" : new String(found, UTF_8);
        return cursor.equals("null") || cursor.equals("\"\"") ? null : cursor;
    }
}
