package dev.penstock.connector.http;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an offset of the source says. Immutable. */
final class Bookmark {
    private static final String KNOWN = "known";
    private static final String SINCE = "since";
    private static final String PAGE = "page";
    private static final String ETAG = "etag";
    private static final String MODIFIED = "modified";
    private static final String LATEST = "latest";
    private static final Set<String> NAMES = Set.of(KNOWN, SINCE, PAGE, ETAG, MODIFIED, LATEST);

    private final long[] known;
    private final @Nullable String since;
    private final @Nullable String page;
    private final Validators validators;
    private final boolean latest;

    /**
     * A bookmark.
     *
     * @param known the items that were handed out, the latest last
     * @param since the latest value for the {@code since} parameter
     * @param page where to read on, if not at the beginning
     * @param validators of the first page, once all of it was handed out
     * @param latest items that were there before the source first ran are passed over
     */
    Bookmark(long[] known, @Nullable String since, @Nullable String page, Validators validators, boolean latest) {
        this.known = known;
        this.since = since;
        this.page = page;
        this.validators = validators;
        this.latest = latest;
    }

    /** Reads an offset; none is the beginning. */
    static Bookmark of(@Nullable Offset offset) {
        if (offset == null) {
            return new Bookmark(new long[0], null, null, Validators.NONE, false);
        }
        if (!NAMES.containsAll(offset.values().keySet())) {
            throw bad("the stored offset " + offset + " is not one of this source", null);
        }
        String known = offset.text(KNOWN);
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(known == null ? "" : known));
            long[] keys = new long[bytes.remaining() / Long.BYTES];
            bytes.asLongBuffer().get(keys);
            return new Bookmark(
                    keys,
                    offset.text(SINCE),
                    offset.text(PAGE),
                    new Validators(offset.text(ETAG), offset.text(MODIFIED)),
                    offset.text(LATEST) != null);
        } catch (IllegalArgumentException e) {
            throw bad("the stored offset has no usable '" + KNOWN + "'", e);
        }
    }

    private static ConnectorException bad(String what, @Nullable Throwable cause) {
        return new ConnectorException(
                Failure.user("bad-offset", what + "; set or reset it with 'penstock offsets'"), cause);
    }

    /** The offset that says this. */
    Offset offset() {
        Map<String, String> values = new HashMap<>();
        ByteBuffer bytes = ByteBuffer.allocate(known.length * Long.BYTES);
        bytes.asLongBuffer().put(known);
        values.put(KNOWN, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array()));
        put(values, SINCE, since);
        put(values, PAGE, page);
        put(values, ETAG, validators.etag());
        put(values, MODIFIED, validators.modified());
        put(values, LATEST, latest ? "true" : null);
        return Offset.of(values);
    }

    /** The same with more items known, of all of them at most so many, and no validators. */
    Bookmark after(long[] more, int count, int most, @Nullable String newSince, @Nullable String newPage) {
        long[] all = Arrays.copyOf(known, known.length + count);
        System.arraycopy(more, 0, all, known.length, count);
        long[] kept = Arrays.copyOfRange(all, Math.max(0, all.length - most), all.length); // I6
        return new Bookmark(kept, newSince, newPage, Validators.NONE, latest);
    }

    long[] known() {
        return known;
    }

    @Nullable
    String since() {
        return since;
    }

    @Nullable
    String page() {
        return page;
    }

    Validators validators() {
        return validators;
    }

    boolean latest() {
        return latest;
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
