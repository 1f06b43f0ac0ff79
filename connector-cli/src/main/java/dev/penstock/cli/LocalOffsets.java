package dev.penstock.cli;

import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.runtime.state.Offsets;
import java.util.List;

/** Offsets in a data directory. */
record LocalOffsets(Offsets offsets) implements OffsetPlace {
    @Override
    public List<Stored> list(String pipeline) throws Exception {
        return offsets.list(pipeline).stream()
                .map(each -> new Stored(each.pipeline(), each.partition(), each.offset(), each.savedAt()))
                .toList();
    }

    @Override
    public void set(String pipeline, Partition partition, Offset offset) throws Exception {
        offsets.set(pipeline, partition, offset);
    }

    @Override
    public int reset(String pipeline) throws Exception {
        return offsets.reset(pipeline);
    }
}
