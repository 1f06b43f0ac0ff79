package dev.penstock.cli;

import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.engine.state.OffsetStore;
import dev.penstock.runtime.state.DeadLetters;
import dev.penstock.runtime.state.StoredDeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Deletes dead letters as a replay settles them; saving an offset is exactly that. */
final class ReplayedLetters implements OffsetStore {
    private static final int PAGE = 1000;

    private final DeadLetters letters;
    private final String pipeline;
    private final Set<Long> chosen;

    ReplayedLetters(DeadLetters letters, String pipeline, Set<Long> chosen) {
        this.letters = letters;
        this.pipeline = pipeline;
        this.chosen = Set.copyOf(chosen);
    }

    @Override
    public Claim claim(String name) {
        return new Claim(name, 1); // the locked directory keeps others out
    }

    @Override
    public Map<Partition, Offset> load(String name) {
        return Map.of();
    }

    @Override
    public void save(Claim claim, Map<Partition, Offset> offsets) throws Exception {
        for (Offset offset : offsets.values()) {
            deleteUpTo(offset.number(DeadLetterSource.NUMBER)); // I1: delivered, or stored anew, before it is deleted
        }
    }

    private void deleteUpTo(long settled) throws Exception {
        long after = 0;
        while (true) {
            List<StoredDeadLetter> page = letters.list(pipeline, after, PAGE);
            List<Long> done = new ArrayList<>();
            for (StoredDeadLetter stored : page) {
                if (stored.id() <= settled && (chosen.isEmpty() || chosen.contains(stored.id()))) {
                    done.add(stored.id());
                }
            }
            letters.delete(done);
            if (page.isEmpty() || page.get(page.size() - 1).id() >= settled) {
                return;
            }
            after = page.get(page.size() - 1).id();
        }
    }
}
