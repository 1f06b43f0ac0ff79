package dev.penstock.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Draws one line at the bottom of a terminal, over and over, and gets it out of the way of everything else.
 *
 * <p>Whatever else goes to the terminal has to go through this stream. Any thread may write.
 */
final class StatusLine extends FilterOutputStream {
    private static final byte[] ERASE = "\r\033[K".getBytes(StandardCharsets.US_ASCII);

    private boolean drawn;
    private boolean atStart = true;

    StatusLine(OutputStream terminal) {
        super(terminal);
    }

    /** Shows this line instead of the one before; nothing while another line is half written. */
    synchronized void draw(String text) throws IOException {
        if (atStart) {
            out.write(ERASE);
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            drawn = true;
        }
    }

    /** Takes the line away. */
    synchronized void erase() throws IOException {
        if (drawn) {
            out.write(ERASE);
            out.flush();
            drawn = false;
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
