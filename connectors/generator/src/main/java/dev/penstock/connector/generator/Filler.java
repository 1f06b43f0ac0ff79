package dev.penstock.connector.generator;

import java.nio.charset.StandardCharsets;

/** Makes JSON of a given size. */
final class Filler {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

    private Filler() {}

    /** An object of exactly so many bytes, or a little more when the number alone needs it. */
    static byte[] json(long sequence, int size) {
        byte[] head = ("{\"n\":" + sequence + ",\"x\":\"").getBytes(StandardCharsets.US_ASCII);
        byte[] data = new byte[Math.max(size, head.length + 2)];
        System.arraycopy(head, 0, data, 0, head.length);
        long bits = Template.scramble(sequence);
        for (int i = head.length; i < data.length - 2; i++) {
            data[i] = (byte) LETTERS.charAt((int) (bits & 63));
            bits = Long.rotateRight(bits, 6) + i;
        }
        data[data.length - 2] = '"';
        data[data.length - 1] = '}';
        return data;
    }
}
