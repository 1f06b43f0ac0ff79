package dev.penstock.connector.http;

import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.JsonPointers;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Pages that hold a cursor of the next one. A token is a cursor. */
final class CursorPager implements Pager {
    private final JsonPointer pointer;
    private final String parameter;

    CursorPager(Paging.Cursor paging) {
        this.pointer = JsonPointer.parse(paging.cursor());
        this.parameter = paging.parameter();
    }

    @Override
    public HttpUrl address(HttpUrl list, String token) {
        return list.newBuilder().setQueryParameter(parameter, token).build();
    }

    @Override
    public @Nullable String next(@Nullable String token, Answer answer, int items) {
        String cursor = JsonPointers.find(answer.body(), List.of(pointer))[0];
        return cursor == null || cursor.isEmpty() ? null : cursor;
    }
}
