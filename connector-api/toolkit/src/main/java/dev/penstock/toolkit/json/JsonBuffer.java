package dev.penstock.toolkit.json;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A growing array of bytes to write JSON into and to use again; for one thread. */
public final class JsonBuffer {
    private byte[] bytes;
    private int size;

    /** An empty buffer. */
    public JsonBuffer() {
        this(512);
    }

    /** An empty buffer with room for that many bytes. */
    public JsonBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    /** How many bytes are in it. */
    public int size() {
        return size;
    }

    /** The bytes, not copied: valid from 0 to {@link #size()} until the next change. */
    public byte[] array() {
        return bytes;
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** The bytes as a buffer to read from, not copied. */
    public ByteBuffer toBuffer() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    /** Cuts it to that many bytes; 0 empties it and keeps the memory. */
    public void cut(int newSize) {
        if (newSize < 0 || newSize > size) {
            throw new IndexOutOfBoundsException(newSize + " of " + size);
        }
        size = newSize;
    }

    /** Counts bytes in that were written to {@link #array} directly. */
    void grow(int more) {
        size += more;
    }

    /** Appends one byte. */
    public void put(int b) {
        reserve(1);
        bytes[size++] = (byte) b;
    }

    /** Appends bytes. */
    public void put(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Appends bytes. */
    public void put(byte[] source) {
        put(source, 0, source.length);
    }

    /** Appends text that holds nothing but ASCII. */
    @SuppressWarnings("deprecation") // The one way to copy Latin-1 text without an encoder; all input is ASCII.
    public void ascii(String text) {
        int length = text.length();
        reserve(length);
        text.getBytes(0, length, bytes, size);
        size += length;
    }

    /** Appends text as a JSON string, quotes included. */
    public void string(String text) {
        JsonStrings.put(text, this);
    }

    /** Makes room, so that {@link #array} can be written to directly up to {@code size() + more}. */
    void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            int doubled = (int) Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L);
            bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
        }
    }
}
