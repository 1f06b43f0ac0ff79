package dev.penstock.runtime.gateway;

import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookRequest.Header;
import dev.penstock.runtime.gateway.HookTable.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One request to a hook: its body is read as it comes, then the hook has it, then the reply is written. No thread waits at
 * any point.
 */
final class Exchange implements Runnable, BiConsumer<RawReply, Throwable>, Predicate<TimeoutException> {
    private static final System.Logger LOG = System.getLogger("dev.penstock.gateway");
    private static final long LONGEST_WAIT = 300_000_000_000L; // nanoseconds

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Entry entry;
    private final SlowClients slowClients;
    private final Body body;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile boolean watched;

    Exchange(
            Request request,
            Response response,
            Callback callback,
            Entry entry,
            SlowClients slowClients,
            ByteBudget budget) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.entry = entry;
        this.slowClients = slowClients;
        this.body = new Body(budget, entry.maxBody, request.getLength());
    }

    /** Reads what is there of the body; comes back when there is more. */
    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                watched = true;
                slowClients.watch(this, request);
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                boolean slow = chunk.getFailure() instanceof TimeoutException;
                refuse(slow ? Refusal.SLOW : Refusal.BROKEN);
                return;
            }
            boolean last = chunk.isLast();
            Body.Added added = chunk.hasRemaining() ? body.add(chunk.getByteBuffer()) : Body.Added.YES;
            chunk.release();
            if (added != Body.Added.YES) {
                refuse(added == Body.Added.TOO_LARGE ? Refusal.tooLarge(entry.maxBody) : Refusal.BUSY);
                return;
            }
            if (last) {
                handOver();
                return;
            }
        }
    }

    /** How much of the body has come. */
    int received() {
        return body.length();
    }

    private void unwatch() {
        if (watched) {
            slowClients.forget(this);
        }
    }

    private void handOver() {
        unwatch();
        if (!entry.enter()) {
            refuse(Refusal.BUSY);
            return;
        }
        CompletionStage<RawReply> reply;
        try {
            reply = entry.hook.receive(taken());
        } catch (RuntimeException e) {
            accept(null, e);
            return;
        } finally {
            entry.leave();
        }
        request.addIdleTimeoutListener(this);
        reply.whenComplete(this);
    }

    private RawRequest taken() {
        List<Header> headers = headers();
        HttpURI uri = request.getHttpURI();
        return new RawRequest(
                new WebhookRequest(request.getMethod(), Paths.of(request), query(), headers, body.bytes()),
                headers,
                Request.getRemoteAddr(request),
                uri.getScheme() == null ? "http" : uri.getScheme(),
                uri.getAuthority() == null ? "" : uri.getAuthority());
    }

    private String query() {
        String query = request.getHttpURI().getQuery();
        return query == null ? "" : query;
    }

    private List<Header> headers() {
        HttpFields fields = request.getHeaders();
        List<Header> headers = new ArrayList<>(fields.size());
        for (HttpField field : fields) {
            headers.add(new Header(field.getName(), field.getValue() == null ? "" : field.getValue()));
        }
        return headers;
    }

    /** The connection is quiet because the reply is not there yet: goes on waiting, but not for ever. */
    @Override
    public boolean test(TimeoutException idle) {
        if (System.nanoTime() - request.getBeginNanoTime() > LONGEST_WAIT) {
            accept(RawReply.of(Refusal.WAITED), null);
        }
        return false;
    }

    /** The hook's reply is here. */
    @Override
    public void accept(@Nullable RawReply reply, @Nullable Throwable thrown) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        if (thrown != null) {
            LOG.log(System.Logger.Level.WARNING, "a webhook request could not be taken", thrown);
        }
        body.release();
        Answer.write(response, reply == null ? RawReply.of(Refusal.INTERNAL) : reply, callback);
    }

    private void refuse(WebhookReply reply) {
        unwatch();
        body.release();
        Answer.refuse(request, response, reply, callback, slowClients);
    }
}
