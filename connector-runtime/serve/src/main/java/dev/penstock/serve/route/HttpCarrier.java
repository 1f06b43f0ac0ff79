package dev.penstock.serve.route;

import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookRequest.Header;
import dev.penstock.runtime.gateway.RawReply;
import dev.penstock.runtime.gateway.RawRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.util.URIUtil;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Carries requests over HTTP/1.1 connections that are kept; no thread waits for an answer. */
public final class HttpCarrier implements Carrier, AutoCloseable {
    /** An instance says so when it did not take a request, with the reason. */
    public static final String NOT_TAKEN = "Penstock-Not-Taken";

    private static final int LARGEST_ANSWER = 16 << 20;
    private static final int CONNECTIONS = 1_024;
    /** Shorter than the patience of the instance's server, so that no request meets a connection that is being closed. */
    private static final Duration IDLE = Duration.ofSeconds(15);

    private final HttpClient client;

    private HttpCarrier(HttpClient client) {
        this.client = client;
    }

    /** Starts one. */
    public static HttpCarrier start() {
        QueuedThreadPool threads = new QueuedThreadPool(64, 2);
        threads.setName("penstock-carry");
        threads.setDaemon(true);
        HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(1));
        client.setExecutor(threads);
        client.setFollowRedirects(false);
        client.setUserAgentField(null);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setConnectTimeout(2_000);
        client.setIdleTimeout(IDLE.toMillis());
        client.setDestinationIdleTimeout(60_000);
        client.setMaxConnectionsPerDestination(CONNECTIONS);
        client.setMaxRequestsQueuedPerDestination(CONNECTIONS);
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client did not start", e);
        }
        client.getProtocolHandlers().clear(); // what an instance answers goes to the sender as it is
        client.getContentDecoderFactories().clear();
        return new HttpCarrier(client);
    }

    @Override
    public CompletableFuture<Carried> carry(RawRequest request, int port, Duration limit) {
        CompletableFuture<Carried> carried = new CompletableFuture<>();
        AtomicBoolean begun = new AtomicBoolean();
        WebhookRequest content = request.content();
        String path = URIUtil.encodePath(content.path());
        Request outgoing = client.newRequest("127.0.0.1", port)
                .method(content.method())
                .path(content.query().isEmpty() ? path : path + "?" + content.query())
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .idleTimeout(limit.toMillis() + 1_000, TimeUnit.MILLISECONDS)
                .headers(headers -> {
                    for (Header header : ForwardedHeaders.of(request)) {
                        headers.add(header.name(), header.value());
                    }
                })
                .onRequestBegin(each -> begun.set(true));
        if (content.body().length > 0) {
            String type = content.header("Content-Type");
            outgoing.body(new BytesRequestContent(type == null ? "application/octet-stream" : type, content.body()));
        }
        outgoing.send(new BufferingResponseListener(LARGEST_ANSWER) {
            @Override
            public void onComplete(Result result) {
                carried.complete(result.isSucceeded() ? answer(result, getContent()) : failure(result, begun.get()));
            }
        });
        return carried;
    }

    private static Carried answer(Result result, byte[] body) {
        List<Header> headers = new ArrayList<>();
        boolean taken = true;
        for (HttpField field : result.getResponse().getHeaders()) {
            taken &= !field.getName().equalsIgnoreCase(NOT_TAKEN);
            headers.add(new Header(field.getName(), field.getValue() == null ? "" : field.getValue()));
        }
        List<Header> kept = ForwardedHeaders.endToEnd(headers);
        kept.removeIf(header ->
                header.name().equalsIgnoreCase("Date") || header.name().equalsIgnoreCase(NOT_TAKEN));
        return new Carried.Answered(
                new RawReply(result.getResponse().getStatus(), kept, body == null ? new byte[0] : body), taken);
    }

    private static Carried failure(Result result, boolean begun) {
        Throwable failure = result.getFailure();
        return new Carried.Failed(begun, failure instanceof TimeoutException, String.valueOf(failure));
    }

    /** Asks an instance something; completes with its status and text, exceptionally when it does not answer. */
    public CompletableFuture<Told> get(int port, String path, Duration limit) {
        CompletableFuture<Told> told = new CompletableFuture<>();
        client.newRequest("127.0.0.1", port)
                .path(path)
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .send(new BufferingResponseListener(64 * 1024) {
                    @Override
                    public void onComplete(Result result) {
                        if (result.isFailed()) {
                            told.completeExceptionally(result.getFailure());
                        } else {
                            byte[] content = getContent();
                            told.complete(new Told(
                                    result.getResponse().getStatus(),
                                    content == null ? "" : new String(content, StandardCharsets.UTF_8)));
                        }
                    }
                });
        return told;
    }

    /** What an instance told about itself. */
    public record Told(int status, String text) {}

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client did not stop in order", e);
        }
    }
}
