package dev.penstock.connector.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.JsonPut;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a request carries a value: in a parameter of its query, or somewhere in its JSON body. Immutable. */
final class Place {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?");

    private final String name;
    private final @Nullable JsonPointer pointer;

    private Place(String name, @Nullable JsonPointer pointer) {
        this.name = name;
        this.pointer = pointer;
    }

    /**
     * The place of that name: a pointer into the body if it starts with a slash, else a parameter.
     *
     * @throws IllegalArgumentException with a message for the user when it is neither
     */
    static Place of(String name) {
        return new Place(name, name.startsWith("/") ? JsonPointer.parse(name) : null);
    }

    boolean inBody() {
        return pointer != null;
    }

    /** The request with a text there; in a body a number stands as one. */
    Ask with(Ask ask, String value) {
        boolean number = NUMBER.matcher(value).matches();
        return pointer == null || number ? withJson(ask, value) : withJson(ask, quoted(value));
    }

    /** The request with a value there that is JSON, or for a parameter with that text. */
    Ask withJson(Ask ask, String value) {
        if (pointer == null) {
            return ask.to(
                    ask.address().newBuilder().setQueryParameter(name, value).build());
        }
        byte[] body = JsonPut.into(ask.body().getBytes(UTF_8), pointer, value.getBytes(UTF_8));
        return new Ask(ask.address(), new String(body, UTF_8));
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
