package dev.penstock.connector.webhook;

import dev.penstock.toolkit.event.StableId;

/** Keeps the ids of deliveries short: they are remembered for a long time. */
final class DeliveryIds {
    private static final int LONGEST = 200;

    private DeliveryIds() {}

    static String bounded(String id) {
        return id.length() <= LONGEST ? id : StableId.hash(id);
    }
}
