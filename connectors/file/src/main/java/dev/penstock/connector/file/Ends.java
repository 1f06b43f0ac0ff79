package dev.penstock.connector.file;

import java.io.IOException;

/** Finds where the last whole line of a file ends. */
final class Ends {
    private static final int STEP = 1 << 13;

    private Ends() {}

    /** The position after the last line feed; 0 when there is none. */
    static long lastLine(OpenFile file, long longest) throws IOException {
        Input input = file.input();
        long size = input.size() >= 0 ? input.size() : length(input);
        long to = size;
        byte[] bytes = new byte[STEP];
        while (to > 0 && size - to <= longest) {
            long from = Math.max(0, to - STEP);
            int length = input.readFully(from, bytes);
            for (int i = (int) Math.min(length, to - from) - 1; i >= 0; i--) {
                if (bytes[i] == '\n') {
                    return from + i + 1;
                }
            }
            to = from;
        }
        return to;
    }

    private static long length(Input input) throws IOException {
        byte[] bytes = new byte[1 << 16];
        long at = 0;
        for (int read = 0; read >= 0; at += Math.max(read, 0)) {
            read = input.read(at, bytes, 0, bytes.length);
        }
        return at;
    }
}
