package dev.penstock.connector.http;

import dev.penstock.api.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/** Reads the bodies of answers, as far as needed. */
final class Answers {
    private static final long CAP = 64 * 1024;
    private static final int SHOWN = 200;
    private static final int SECRET_WORTH_HIDING = 4;

    private Answers() {}

    /** Reads the body away, so that the connection can be used again; a longer one is cut off with its connection. */
    static void drain(Response response) throws IOException {
        BufferedSource body = response.body().source();
        Buffer discarded = new Buffer();
        long left = CAP;
        while (left > 0) {
            long count = body.read(discarded, Math.min(left, 8192));
            if (count < 0) {
                return;
            }
            discarded.clear();
            left -= count;
        }
    }

    /**
     * The beginning of the body in one line, for a failure; empty when there is none or it cannot be read.
     *
     * @param secrets what must not show even if the other side echoes it
     */
    static String beginning(Response response, Collection<Secret> secrets) {
        Buffer begin = new Buffer();
        try {
            BufferedSource body = response.body().source();
            long left = CAP;
            while (left > 0) {
                long count = body.read(begin, Math.min(left, 8192));
                if (count < 0) {
                    break;
                }
                left -= count;
            }
        } catch (IOException e) {
            // the status counts; what came of the body is shown
        }
        return oneLine(hidden(begin.readString(StandardCharsets.UTF_8), secrets), SHOWN);
    }

    /** The text with secrets made unreadable. */
    static String hidden(String text, Collection<Secret> secrets) {
        String shown = text;
        for (Secret secret : secrets) {
            String value = secret.reveal();
            if (value.length() >= SECRET_WORTH_HIDING) {
                shown = shown.replace(value, secret.toString()); // I7
            }
        }
        return shown;
    }

    static String oneLine(String text, int longest) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(4L * longest).forEach(c -> {
            boolean blank = Character.isWhitespace(c) || Character.isISOControl(c) || c == 0xfffd;
            if (!blank) {
                line.appendCodePoint(c);
            } else if (line.length() > 0 && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        });
        String shown = line.toString().strip();
        return shown.codePointCount(0, shown.length()) <= longest
                ? shown
                : shown.substring(0, shown.offsetByCodePoints(0, longest)) + "…";
    }
}
