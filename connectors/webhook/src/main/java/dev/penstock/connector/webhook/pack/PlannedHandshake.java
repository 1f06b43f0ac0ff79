package dev.penstock.connector.webhook.pack;

import java.util.List;

/**
 * A handshake with its templates ready to be filled: those of the answer only once the request is known to be one.
 *
 * @param handshake the handshake
 * @param when looks up what tells that a request is one
 * @param reply looks up what the answer holds
 */
record PlannedHandshake(Handshake handshake, Plan when, Plan reply) {
    PlannedHandshake(Handshake handshake) {
        this(
                handshake,
                new Plan(Attributes.NONE, List.of(handshake.when())),
                new Plan(Attributes.NONE, handshake.replies()));
    }
}
