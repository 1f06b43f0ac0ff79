package dev.penstock.connector.webhook.pack;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text with places that a request fills: <code>com.example.{header:X-Event}[.{/action}]</code>.
 *
 * <p>Found only when every place outside of brackets is; text in brackets is left out when a place in it is not found. The
 * places are explained in {@code docs/reference/provider-packs.md}. Immutable.
 */
public final class Template {
    /** The time of reception. */
    static final Part NOW = facts -> facts.clock().instant().toString();

    private final String text;
    private final List<Part> parts;
    private final Set<String> pointers;
    private final boolean readsData;

    Template(String text, List<Part> parts, Set<String> pointers, boolean readsData) {
        this.text = text;
        this.parts = List.copyOf(parts);
        this.pointers = Set.copyOf(pointers);
        this.readsData = readsData;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException with a message for the user when it is not one
     */
    public static Template parse(String text) {
        return new TemplateParser(text).parse();
    }

    /** The text as it is, braces and brackets included. */
    public static Template constant(String text) {
        return new Template(text, List.of(facts -> text), Set.of(), false);
    }

    /** The value of a header. */
    public static Template header(String name) {
        return new Template(
                "{header:" + name + "}", List.of(facts -> facts.request().header(name)), Set.of(), false);
    }

    /**
     * The value at a JSON pointer in the body.
     *
     * @throws IllegalArgumentException with a message for the user when it is not one
     */
    public static Template pointer(String pointer) {
        dev.penstock.toolkit.json.JsonPointer.parse(pointer);
        return new Template("{" + pointer + "}", List.of(facts -> facts.at(pointer)), Set.of(pointer), false);
    }

    /** The JSON pointers in it. */
    Set<String> pointers() {
        return pointers;
    }

    /** Whether headers and query are all that fills it. */
    boolean needsBody() {
        return readsData || !pointers.isEmpty();
    }

    /** The text for a request; null when something in it is not found, or when it is no value of an attribute. */
    @Nullable
    String fill(Facts facts) {
        String value = join(facts);
        return value == null || value.isEmpty() || !printable(value) ? null : value;
    }

    /** The time that the text for a request stands for; null when there is none. */
    @Nullable
    OffsetDateTime time(Facts facts) {
        if (parts.size() == 1 && parts.get(0).equals(NOW)) {
            return facts.clock().instant().atOffset(ZoneOffset.UTC); // without the way through its text
        }
        String value = fill(facts);
        return value == null ? null : Times.parse(value);
    }

    @Nullable
    String join(Facts facts) {
        if (parts.size() == 1) {
            return parts.get(0).value(facts);
        }
        StringBuilder joined = new StringBuilder();
        for (Part part : parts) {
            String value = part.value(facts);
            if (value == null) {
                return null;
            }
            joined.append(value);
        }
        return joined.toString();
    }

    /** CloudEvents forbids control characters and lone surrogates in attributes. */
    private static boolean printable(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x20 || (c >= 0x7f && c < 0xa0)) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (i + 1 == value.length() || !Character.isSurrogatePair(c, value.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }

    /** A piece of a template. */
    @FunctionalInterface
    interface Part {
        @Nullable
        String value(Facts facts);
    }
}
