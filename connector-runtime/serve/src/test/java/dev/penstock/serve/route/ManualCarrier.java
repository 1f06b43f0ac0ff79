package dev.penstock.serve.route;

import dev.penstock.runtime.gateway.RawReply;
import dev.penstock.runtime.gateway.RawRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps what it is to carry until the test says what became of it. */
final class ManualCarrier implements Carrier {
    final List<Load> loads = new ArrayList<>();

    record Load(RawRequest request, int port, CompletableFuture<Carried> carried) {
        void answer(int status) {
            carried.complete(new Carried.Answered(new RawReply(status, List.of(), new byte[0]), true));
        }

        void notTaken() {
            carried.complete(new Carried.Answered(new RawReply(503, List.of(), new byte[0]), false));
        }

        void fail(boolean sent, boolean late) {
            carried.complete(new Carried.Failed(sent, late, "it is a test"));
        }
    }

    @Override
    public CompletionStage<Carried> carry(RawRequest request, int port, Duration limit) {
        Load load = new Load(request, port, new CompletableFuture<>());
        loads.add(load);
        return load.carried();
    }

    Load last() {
        return loads.get(loads.size() - 1);
    }

    List<Integer> ports() {
        return loads.stream().map(Load::port).toList();
    }
}
