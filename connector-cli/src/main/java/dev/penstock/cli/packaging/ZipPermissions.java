package dev.penstock.cli.packaging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * Says in a zip which files are programs. The JDK's writer leaves permissions out, and platforms unpack a program without them
 * as a file that cannot be run.
 *
 * <p>Per entry of the central directory (APPNOTE 6.3, section 4.3.12) it sets who made it, at 4, to UNIX, and the mode in the
 * upper half of the external attributes, at 38.
 */
final class ZipPermissions {
    private static final int END = 0x06054b50;
    private static final int ENTRY = 0x02014b50;
    private static final int END_LENGTH = 22;
    private static final int ENTRY_LENGTH = 46;
    private static final byte UNIX = 3;
    private static final int PROGRAM = 0100755;
    private static final int FILE = 0100644;

    private ZipPermissions() {}

    /** Sets them in that zip, which has no comment, and returns it. */
    static byte[] set(byte[] zip, Predicate<String> isProgram) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int end = zip.length - END_LENGTH;
        if (end < 0 || bytes.getInt(end) != END) {
            throw new IllegalArgumentException("the end of the zip is not where it is in one without a comment");
        }
        int entries = Short.toUnsignedInt(bytes.getShort(end + 10));
        int at = bytes.getInt(end + 16);
        for (int i = 0; i < entries; i++) {
            if (bytes.getInt(at) != ENTRY) {
                throw new IllegalArgumentException("the directory of the zip does not hold " + entries + " entries");
            }
            int nameLength = Short.toUnsignedInt(bytes.getShort(at + 28));
            String name = new String(zip, at + ENTRY_LENGTH, nameLength, StandardCharsets.UTF_8);
            bytes.put(at + 5, UNIX);
            bytes.putInt(at + 38, (isProgram.test(name) ? PROGRAM : FILE) << 16);
            at += ENTRY_LENGTH
                    + nameLength
                    + Short.toUnsignedInt(bytes.getShort(at + 30))
                    + Short.toUnsignedInt(bytes.getShort(at + 32));
        }
        return zip;
    }
}
