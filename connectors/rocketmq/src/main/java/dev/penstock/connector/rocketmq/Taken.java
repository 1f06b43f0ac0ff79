package dev.penstock.connector.rocketmq;

import java.time.Duration;
import org.apache.rocketmq.common.message.MessageExt;

/** A message that was handed out: the receipt of its delivery. Used by the engine's thread. */
interface Taken {
    /** The message. */
    MessageExt message();

    /** Whether this delivery still counts: its queue is ours, and it was not handed back. */
    boolean counts();

    /** It is safe; may be forgotten. */
    void acknowledge();

    /** It was not taken, and comes again from here or from the broker. */
    void handBack(Duration delay) throws Exception;
}
