package dev.penstock.runtime.gateway;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A body as it arrives, its memory taken from the budget as it grows. For one thread at a time. */
final class Body {
    private static final int FIRST_KNOWN = 64 * 1024;
    private static final int FIRST_UNKNOWN = 4 * 1024;
    private static final byte[] NONE = new byte[0];

    private final ByteBudget budget;
    private final long most;
    private final long announced;
    private byte[] bytes = NONE;
    private int length;

    /** Whether there was room. */
    enum Added {
        YES,
        TOO_LARGE,
        NO_ROOM
    }

    /**
     * A body of which nothing has come.
     *
     * @param announced its length if the sender said it, else -1
     */
    Body(ByteBudget budget, long most, long announced) {
        this.budget = budget;
        this.most = most;
        this.announced = announced;
    }

    Added add(ByteBuffer part) {
        int more = part.remaining();
        if ((long) length + more > most) {
            return Added.TOO_LARGE;
        }
        if (length + more > bytes.length && !grow(length + more)) {
            return Added.NO_ROOM;
        }
        part.get(bytes, length, more);
        length += more;
        return Added.YES;
    }

    private boolean grow(int needed) {
        // what is announced is not believed at once: memory is for bytes that came
        long first = announced >= 0 ? Math.min(announced, FIRST_KNOWN) : FIRST_UNKNOWN;
        long size = Math.max(needed, Math.max(first, bytes.length * 2L));
        size = Math.max(needed, Math.min(size, announced >= 0 ? announced : most));
        if (!budget.take(size - bytes.length)) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, (int) size);
        return true;
    }

    int length() {
        return length;
    }

    /** All that came, without a copy if the length was right. */
    byte[] bytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Lets go of the memory. */
    void release() {
        budget.giveBack(bytes.length);
        bytes = NONE;
        length = 0;
    }
}
