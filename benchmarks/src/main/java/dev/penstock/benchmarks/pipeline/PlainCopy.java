package dev.penstock.benchmarks.pipeline;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The least that copies lines durably: read a line, write it, sync every so many lines. {@code PlainCopy FROM TO LINES-PER-SYNC}.
 */
public final class PlainCopy {
    private PlainCopy() {}

    /** Copies, and ends. */
    public static void main(String[] arguments) throws IOException {
        int perSync = Integer.parseInt(arguments[2]);
        ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
        try (BufferedReader in = Files.newBufferedReader(Path.of(arguments[0]), StandardCharsets.ISO_8859_1);
                FileChannel out = FileChannel.open(
                        Path.of(arguments[1]), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            int lines = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
                if (buffer.remaining() <= bytes.length) {
                    flush(buffer, out);
                }
                buffer.put(bytes).put((byte) '\n');
                if (++lines % perSync == 0) {
                    flush(buffer, out);
                    out.force(false);
                }
            }
            flush(buffer, out);
            out.force(false);
        }
    }

    private static void flush(ByteBuffer buffer, FileChannel out) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
        buffer.clear();
    }
}
