package dev.penstock.testkit;

import dev.penstock.api.Delivery;
import dev.penstock.api.Partition;
import dev.penstock.api.QueueSource;
import dev.penstock.api.ReceiveRequest;
import dev.penstock.api.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Receives and settles. */
final class QueueReader implements SourceReader {
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration BRIEFLY = Duration.ofMillis(500);
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private final Lab lab;
    private final QueueSource source;

    QueueReader(Lab lab, QueueSource source) {
        this.lab = lab;
        this.source = source;
    }

    QueueSource source() {
        return source;
    }

    @Override
    public List<Taken> take(int count) {
        List<Taken> taken = new ArrayList<>();
        if (count > 0) {
            lab.until(() -> {
                taken.addAll(receive(Math.min(3, count - taken.size()), Long.MAX_VALUE, WAIT));
                return taken.size() >= count;
            });
        }
        return taken;
    }

    @Override
    public List<Taken> takeRest() throws Exception {
        return receive(100, Long.MAX_VALUE, BRIEFLY);
    }

    List<Taken> receive(int maxEvents, long maxBytes, Duration wait) throws Exception {
        List<Taken> taken = new ArrayList<>();
        for (Delivery delivery : source.receive(new ReceiveRequest(maxEvents, maxBytes, lab.deadline(wait)))) {
            taken.add(new Taken(Partition.WHOLE, delivery.event(), null, delivery.receipt()));
        }
        return taken;
    }

    @Override
    public void settle(List<Taken> taken) throws Exception {
        source.settle(
                taken.stream()
                        .map(each -> Settlement.acknowledge(receipt(each)))
                        .toList(),
                lab.deadline(SETTLE));
    }

    void handBack(List<Taken> taken) throws Exception {
        source.settle(
                taken.stream()
                        .map(each -> Settlement.handBack(receipt(each), Duration.ZERO))
                        .toList(),
                lab.deadline(SETTLE));
    }

    private static Object receipt(Taken taken) {
        return Objects.requireNonNull(taken.receipt());
    }

    @Override
    public void close() throws Exception {
        source.close();
    }
}
