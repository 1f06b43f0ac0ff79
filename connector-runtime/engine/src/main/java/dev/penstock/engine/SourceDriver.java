package dev.penstock.engine;

import dev.penstock.engine.DeliveryLedger.Position;
import java.util.List;

/** Keeps a source busy as long as there is room. Touched on the strand only. */
sealed interface SourceDriver permits PollingDriver, QueueDriver, TriggerDriver, WebhookDriver {
    /** Something has changed: there may be room again, or something to acknowledge. */
    void pump();

    /** The source is gone; another will be attached. */
    void detach();

    /** Takes nothing more. Acknowledging goes on. */
    void stop();

    /** Takes events again after {@link #stop}. */
    void go();

    /** Whether nothing more will ever come. */
    boolean atEnd();

    /** Whether everything that is safe has been acknowledged upstream, as far as the source wants to know. */
    boolean acknowledged();

    /** These positions are durable. */
    void stored(List<Position> positions);
}
