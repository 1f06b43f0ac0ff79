package dev.penstock.serve.route;

import dev.penstock.runtime.gateway.RawReply;
import dev.penstock.runtime.gateway.RawRequest;
import java.util.concurrent.CompletableFuture;

/** A request from its arrival to its answer. */
final class Held {
    final RawRequest request;
    final CompletableFuture<RawReply> reply = new CompletableFuture<>();
    final long arrived;
    final long deadline;
    /** How often it may have reached an instance. */
    int sent;
    /** How often it was given to one. */
    int given;

    Held(RawRequest request, long arrived, long deadline) {
        this.request = request;
        this.arrived = arrived;
        this.deadline = deadline;
    }

    int bytes() {
        return request.content().body().length;
    }
}
