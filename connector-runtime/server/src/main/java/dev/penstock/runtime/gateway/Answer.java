package dev.penstock.runtime.gateway;

import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest.Header;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Writes answers. */
final class Answer {
    private Answer() {}

    /** Writes the answer to a request whose body has been read. */
    static void write(Response response, RawReply reply, Callback callback) {
        response.setStatus(reply.status());
        for (Header header : reply.headers()) {
            response.getHeaders().add(header.name(), header.value());
        }
        byte[] body = reply.body();
        response.write(true, body.length == 0 ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(body), callback);
    }

    /** The same for a text. */
    static void write(Response response, WebhookReply reply, Callback callback) {
        write(response, RawReply.of(reply), callback);
    }

    /**
     * Answers a request whose body is not wanted, then reads on for a while and throws away what comes: a sender that is
     * cut off in the middle of its body often sees a reset connection instead of the answer.
     */
    static void refuse(
            Request request, Response response, WebhookReply reply, Callback callback, SlowClients slowClients) {
        boolean nothingComes = request.getLength() == 0
                || request.getHeaders().contains(HttpHeader.EXPECT)
                || reply.status() == Refusal.SLOW.status();
        if (nothingComes) {
            write(response, reply, callback);
            return;
        }
        Discard discard = new Discard(request, callback, slowClients);
        write(response, reply, Callback.from(discard, callback::failed));
    }

    /** Reads and forgets. */
    private static final class Discard implements Runnable {
        private static final long MOST = 256L * 1024 * 1024;

        private final Request request;
        private final Callback callback;
        private final SlowClients slowClients;
        private long left = MOST;

        Discard(Request request, Callback callback, SlowClients slowClients) {
            this.request = request;
            this.callback = callback;
            this.slowClients = slowClients;
        }

        @Override
        public void run() {
            while (left > 0) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    slowClients.watch(this, request);
                    request.demand(this);
                    return;
                }
                left -= chunk.remaining();
                boolean last = chunk.isLast() || Content.Chunk.isFailure(chunk);
                chunk.release();
                if (last) {
                    break;
                }
            }
            slowClients.forget(this);
            callback.succeeded();
        }
    }
}
