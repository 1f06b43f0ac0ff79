package dev.penstock.connector.file;

import dev.penstock.api.Offset;
import java.util.AbstractList;
import java.util.RandomAccess;

/** The offsets after each event of a batch, made when they are asked for: the engine stores few of them. */
final class PositionList extends AbstractList<Offset> implements RandomAccess {
    private final OpenFile.Snapshot file;
    private final long[] ends;
    private final int size;

    PositionList(OpenFile.Snapshot file, long[] ends, int size) {
        this.file = file;
        this.ends = ends;
        this.size = size;
    }

    @Override
    public Offset get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException(index + " of " + size);
        }
        return file.position(ends[index]).toOffset();
    }

    @Override
    public int size() {
        return size;
    }
}
