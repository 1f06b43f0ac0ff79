package dev.penstock.connector.file;

import dev.penstock.api.Offset;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * How far a file has been read.
 *
 * @param inode which file
 * @param at the byte to continue at
 * @param generation how often the file was seen to begin anew, cut to nothing or overwritten
 * @param head a checksum of the file's first bytes, of those before {@code at}: a file with another head is another file,
 *     though it has the inode of the first, which file systems give away again
 */
record Position(String inode, long at, int generation, int head) {
    /** How many bytes at most count for the head. */
    static final int HEAD = 1024;

    static Position of(Offset offset) {
        String head = Objects.requireNonNullElse(offset.text("head"), "0");
        return new Position(
                Objects.requireNonNullElse(offset.text("file"), ""),
                offset.number("byte"),
                (int) offset.number("generation"),
                Integer.parseUnsignedInt(head, 16));
    }

    Offset toOffset() {
        return Offset.of(Map.of(
                "file",
                inode,
                "byte",
                Long.toString(at),
                "generation",
                Integer.toString(generation),
                "head",
                Integer.toHexString(head)));
    }

    /** The checksum of what lies before {@code at}, given the first bytes of the file. */
    static int head(byte[] first, long at) {
        CRC32C checksum = new CRC32C();
        checksum.update(first, 0, (int) Math.min(Math.min(at, HEAD), first.length));
        return (int) checksum.getValue();
    }
}
