package dev.penstock.connector.rocketmq;

import java.time.Duration;
import java.util.List;
import org.apache.rocketmq.client.impl.factory.MQClientInstance;

/** A member of a consumer group that brings messages. Used by the engine's thread. */
interface Consumption extends AutoCloseable {
    /** Messages that have come, in the order in which they are handed out; empty when none came in that time. */
    List<Taken> more(Duration wait) throws InterruptedException;

    /** The positions of the queues that it has. */
    Positions positions();

    /** Its connections. */
    MQClientInstance client();

    /** Leaves the group and ends all threads. */
    @Override
    void close();
}
