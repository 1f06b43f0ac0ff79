package dev.penstock.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Draws one line at the bottom of a terminal, over and over, and gets it out of the way of everything else.
 *
 * <p>Whatever else goes to the terminal has to go through this stream. Any thread may write.
 */
final class StatusLine extends FilterOutputStream {
    private static final byte[] ERASE = "\r\033[K".getBytes(StandardCharsets.US_ASCII);

    private final boolean live;
    private boolean drawn;
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

    /** Shows this line instead of the one before; nothing while another line is half written. */
    synchronized void draw(String text) {
        if (!live || !atStart) {
            return;
        }
        try {
            out.write(ERASE);
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            drawn = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the line away. */
    synchronized void erase() {
        if (!drawn) {
            return;
        }
        try {
            out.write(ERASE);
            out.flush();
            drawn = false;
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
