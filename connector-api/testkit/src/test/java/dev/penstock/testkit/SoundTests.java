package dev.penstock.testkit;

import org.junit.jupiter.api.Nested;

/** Sound connectors keep every guarantee. */
class SoundTests {
    @Nested
    class Source extends LinesDriver implements PollingSourceConformance {
        Source() {
            super(LinesSource.class);
        }
    }

    @Nested
    class Sink extends SinkLinesDriver implements SinkConformance, PoisonConformance, SinkOutageConformance {
        Sink() {
            super(LinesSink.class);
        }
    }

    @Nested
    class Hook extends NotesHook.Driver implements WebhookSourceConformance {
        Hook() {
            super(NotesHook.class);
        }
    }

    @Nested
    class Queue extends LettersQueue.Driver implements QueueSourceConformance {
        Queue() {
            super(LettersQueue.class);
        }
    }

    @Nested
    class Store extends EntriesStore.Driver implements StateStoreConformance {
        Store() {
            super(EntriesStore.class);
        }
    }
}
