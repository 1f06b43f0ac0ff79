package dev.penstock.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Draws a line, or a few, at the bottom of a terminal, over and over, and gets them out of the way of everything else.
 *
 * <p>Whatever else goes to the terminal has to go through this stream. Any thread may write.
 */
final class StatusLine extends FilterOutputStream {
    private static final byte[] ERASE = "\r\033[K".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ERASE_ABOVE = "\033[A\033[K".getBytes(StandardCharsets.US_ASCII);

    private final boolean live;
    private int drawn;
    private boolean atStart = true;

    /**
     * A line on that terminal.
     *
     * @param live false when it is none: nothing is ever drawn
     */
    StatusLine(OutputStream terminal, boolean live) {
        super(terminal);
        this.live = live;
    }

    boolean live() {
        return live;
    }

    /** Shows these lines instead of those before; nothing while another line is half written. */
    synchronized void draw(String text) {
        if (!live || !atStart) {
            return;
        }
        try {
            eraseNow();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            drawn = (int) text.lines().count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void eraseNow() throws IOException {
        out.write(ERASE);
        for (int line = 1; line < drawn; line++) {
            out.write(ERASE_ABOVE);
        }
        drawn = 0;
    }

    /** Takes the lines away. */
    synchronized void erase() {
        if (drawn == 0) {
            return;
        }
        try {
            eraseNow();
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return;
        }
        erase();
        out.write(bytes, offset, length);
        atStart = bytes[offset + length - 1] == '\n';
    }
}
