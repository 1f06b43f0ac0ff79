package dev.penstock.processor;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fields of a compiled class whose type carries an annotation.
 *
 * <p>Javac before 22 does not show annotations on types that it reads from class files, so they are read here: The Java
 * Virtual Machine Specification, chapter 4, up to the fields.
 */
final class ClassFileFields {
    private static final int FIELD_TYPE = 0x13;

    private final DataInputStream in;
    private final String wanted;
    private @Nullable String[] texts = {};

    private ClassFileFields(InputStream in, String wanted) {
        this.in = new DataInputStream(in);
        this.wanted = wanted;
    }

    /**
     * The names of the fields.
     *
     * @param descriptor of the annotation, {@code Lorg/example/Name;}; one without elements
     */
    static Set<String> annotated(InputStream classFile, String descriptor) throws IOException {
        return new ClassFileFields(classFile, descriptor).fields();
    }

    private Set<String> fields() throws IOException {
        in.skipNBytes(8);
        constants();
        in.skipNBytes(6);
        in.skipNBytes(2L * in.readUnsignedShort());
        Set<String> names = new HashSet<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            in.skipNBytes(2);
            String name = texts[in.readUnsignedShort()];
            in.skipNBytes(2);
            if (attributes() && name != null) {
                names.add(name);
            }
        }
        return names;
    }

    private void constants() throws IOException {
        texts = new @Nullable String[in.readUnsignedShort()];
        for (int i = 1; i < texts.length; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = in.readUTF();
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++;
                }
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                default -> throw new IOException("unknown constant " + tag);
            }
        }
    }

    private boolean attributes() throws IOException {
        boolean found = false;
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            String name = texts[in.readUnsignedShort()];
            byte[] content = in.readNBytes(in.readInt());
            found |= "RuntimeVisibleTypeAnnotations".equals(name) && contains(content);
        }
        return found;
    }

    /** Looks for the annotation on the whole type: its target, an empty path, its name and no elements, byte by byte. */
    private boolean contains(byte[] annotations) {
        for (int at = 2; at + 6 <= annotations.length; at++) {
            int name = (annotations[at + 2] & 0xff) << 8 | (annotations[at + 3] & 0xff);
            if (annotations[at] == FIELD_TYPE
                    && annotations[at + 1] == 0
                    && name < texts.length
                    && wanted.equals(texts[name])
                    && annotations[at + 4] == 0
                    && annotations[at + 5] == 0) {
                return true;
            }
        }
        return false;
    }
}
