package dev.penstock.testkit;

import dev.penstock.api.Connector;
import dev.penstock.api.Deadline;
import dev.penstock.api.Delivery;
import dev.penstock.api.ReceiveRequest;
import dev.penstock.api.Settlement;
import dev.penstock.api.SourceContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Queues with one fault each. */
public final class BrokenQueues {
    private BrokenQueues() {}

    @Connector(name = "queue-acks-early", summary = "Acknowledges when it receives")
    public static final class AcknowledgesEarly extends LettersQueue {
        public AcknowledgesEarly(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        public List<Delivery> receive(ReceiveRequest request) throws Exception {
            List<Delivery> deliveries = super.receive(request);
            for (Delivery delivery : deliveries) {
                Files.delete((Path) delivery.receipt());
            }
            return deliveries;
        }
    }

    @Connector(name = "queue-acks-all", summary = "Acknowledges all before the one that is")
    public static final class AcknowledgesAllBefore extends LettersQueue {
        public AcknowledgesAllBefore(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        public void settle(List<Settlement> settlements, Deadline deadline) throws Exception {
            for (Settlement settlement : settlements) {
                for (Path letter : waiting()) {
                    if (settlement.decision() == Settlement.Decision.ACKNOWLEDGE
                            && letter.compareTo((Path) settlement.receipt()) <= 0) {
                        Files.delete(letter);
                    }
                }
            }
            super.settle(settlements, deadline);
        }
    }

    @Connector(name = "queue-never-acks", summary = "Never acknowledges")
    public static final class NeverAcknowledges extends LettersQueue {
        public NeverAcknowledges(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        public void settle(List<Settlement> settlements, Deadline deadline) {
            for (Settlement settlement : settlements) {
                if (settlement.decision() == Settlement.Decision.HAND_BACK) {
                    out.remove((Path) settlement.receipt());
                }
            }
        }
    }

    @Connector(name = "queue-keeps", summary = "Does not hand back")
    public static final class IgnoresHandBack extends LettersQueue {
        public IgnoresHandBack(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        public void settle(List<Settlement> settlements, Deadline deadline) throws Exception {
            super.settle(
                    settlements.stream()
                            .filter(each -> each.decision() == Settlement.Decision.ACKNOWLEDGE)
                            .toList(),
                    deadline);
        }
    }

    @Connector(name = "queue-waits", summary = "Waits longer than it may")
    public static final class WaitsTooLong extends LettersQueue {
        public WaitsTooLong(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        public List<Delivery> receive(ReceiveRequest request) throws Exception {
            List<Delivery> deliveries = super.receive(request);
            long end = System.nanoTime() + Duration.ofMillis(2500).toNanos();
            while (deliveries.isEmpty() && System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
            return deliveries;
        }
    }

    @Connector(name = "queue-new-ids", summary = "Makes ids up")
    public static final class NewIds extends LettersQueue {
        public NewIds(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        protected String id(Path letter) {
            return UUID.randomUUID().toString();
        }
    }

    @Connector(name = "queue-no-bound", summary = "Returns all there is")
    public static final class IgnoresMaxEvents extends LettersQueue {
        public IgnoresMaxEvents(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        public List<Delivery> receive(ReceiveRequest request) throws Exception {
            return super.receive(new ReceiveRequest(1000, request.maxBytes(), request.deadline()));
        }
    }
}
