package dev.penstock.cli;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.engine.state.OffsetStore;
import dev.penstock.host.state.SharedState;
import java.util.List;
import java.util.Map;

/** Offsets in the store of a pipeline's {@code state} block. They are changed with the lease only, so never under a running pipeline. */
record SharedOffsets(String name, SharedState state) implements OffsetPlace {
    /** What is done with the lease. */
    private interface Change<T> {
        T with(OffsetStore.Claim claim) throws Exception;
    }

    @Override
    public List<Stored> list(String pipeline) throws Exception {
        if (!pipeline.isEmpty()) {
            checkName(pipeline);
        }
        return told(() -> state.offsets().load(name)).entrySet().stream()
                .map(each -> new Stored(name, each.getKey(), each.getValue(), null))
                .toList();
    }

    @Override
    public void set(String pipeline, Partition partition, Offset offset) throws Exception {
        boolean unused = change(pipeline, claim -> {
            state.offsets().save(claim, Map.of(partition, offset));
            return true;
        });
    }

    @Override
    public int reset(String pipeline) throws Exception {
        return change(pipeline, state::reset);
    }

    private <T> T change(String pipeline, Change<T> change) throws Exception {
        checkName(pipeline);
        return told(() -> {
            OffsetStore.Claim claim = state.offsets().claim(name);
            try {
                return change.with(claim);
            } finally {
                state.release();
            }
        });
    }

    private static <T> T told(java.util.concurrent.Callable<T> call) throws Exception {
        try {
            return call.call();
        } catch (ConnectorException e) {
            throw CommandException.failed(e.failure().message(), e);
        }
    }

    private void checkName(String pipeline) {
        if (!pipeline.equals(name)) {
            throw CommandException.wrongInput(
                    "the file is of pipeline '" + name + "', not of '" + pipeline + "'; name the one or the other");
        }
    }
}
