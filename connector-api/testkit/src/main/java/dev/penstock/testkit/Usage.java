package dev.penstock.testkit;

import dev.penstock.api.Batch;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Partition;
import dev.penstock.api.Partitioned;
import dev.penstock.api.PollRequest;
import dev.penstock.api.PollingSource;
import dev.penstock.api.QueueSource;
import dev.penstock.api.ReceiveRequest;
import dev.penstock.api.Sink;
import dev.penstock.api.StateStore;
import dev.penstock.api.webhook.WebhookSource;
import java.time.Duration;
import java.util.List;

/** Uses a connector once in the way of its kind, so that it has opened whatever it opens. */
final class Usage {
    private static final Duration WAIT = Duration.ofSeconds(2);

    private Usage() {}

    static void use(Lab lab, AutoCloseable connector) throws Exception {
        if (connector instanceof PollingSource source) {
            ((SourceDriver) lab.driver()).put(List.of("used"));
            List<Partition> partitions = source instanceof Partitioned partitioned
                    ? partitioned.partitions(lab.deadline(WAIT))
                    : List.of(Partition.WHOLE);
            for (Partition partition : partitions) {
                source.poll(new PollRequest(partition, null, 1, 1000, false, lab.deadline(WAIT)));
            }
        } else if (connector instanceof QueueSource source) {
            ((SourceDriver) lab.driver()).put(List.of("used"));
            source.receive(new ReceiveRequest(1, 1000, lab.deadline(WAIT)));
        } else if (connector instanceof Sink sink) {
            Outcomes outcomes = sink.write(
                    new Batch(List.of(((SinkDriver) lab.driver()).event("used", "used", "used")), lab.deadline(WAIT)));
            lab.trace().note("used: " + Described.value(outcomes));
        } else if (connector instanceof WebhookSource source) {
            source.endpoint();
            source.receive(((WebhookDriver) lab.driver()).request("used"));
        } else if (connector instanceof StateStore store) {
            String key = Stores.key();
            store.write(new StateStore.Change(key, "used", null, null), lab.deadline(WAIT));
            store.read(key, lab.deadline(WAIT));
        }
    }
}
