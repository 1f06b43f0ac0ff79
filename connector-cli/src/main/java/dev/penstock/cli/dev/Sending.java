package dev.penstock.cli.dev;

import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.cli.dev.Samples.Delivery;
import dev.penstock.toolkit.signature.WebhookProof;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sends deliveries with the proof that their receiver asks for. For one thread. */
public final class Sending {
    private final URI url;
    private final @Nullable WebhookProof proof;
    private final @Nullable Secret secret;
    private final Duration limit;
    private final HttpClient client;

    /**
     * What the receiver said.
     *
     * @param status the status code
     * @param text its body
     * @param took how long it took
     */
    public record Answer(int status, String text, Duration took) {
        /** Whether the delivery was accepted. */
        public boolean accepted() {
            return status / 100 == 2;
        }
    }

    /**
     * To that address.
     *
     * @param verification what the receiver checks
     * @param secret what it knows, or null for no proof
     * @param limit how long an answer may take
     */
    public Sending(URI url, Verification verification, @Nullable Secret secret, Duration limit) {
        this.url = url;
        WebhookProof known = new WebhookProof(verification);
        this.proof = secret != null && known.possible() ? known : null;
        this.secret = secret;
        this.limit = limit;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limit)
                .build();
    }

    /** Whether deliveries carry a proof. */
    public boolean proves() {
        return proof != null;
    }

    /**
     * The request of a delivery, signed at that time.
     *
     * @throws IllegalArgumentException when the secret is malformed; the message does not show it
     */
    public WebhookRequest request(Delivery delivery, Instant at) {
        List<WebhookRequest.Header> headers = new ArrayList<>();
        delivery.headers().forEach((name, value) -> headers.add(new WebhookRequest.Header(name, value)));
        WebhookRequest request = new WebhookRequest(
                "POST",
                Objects.requireNonNullElse(url.getPath(), "/"),
                Objects.requireNonNullElse(url.getRawQuery(), ""),
                headers,
                delivery.body());
        return proof == null || secret == null ? request : proof.prove(request, secret, at);
    }

    /**
     * Sends a delivery and waits for the answer.
     *
     * @param at the time of signing
     * @throws IllegalArgumentException when the secret or a header cannot be sent; the message does not show it
     */
    public Answer send(Delivery delivery, Instant at) throws IOException, InterruptedException {
        WebhookRequest request = request(delivery, at);
        String base = url.toString().replaceFirst("[?#].*", "");
        URI address = URI.create(request.query().isEmpty() ? base : base + "?" + request.query());
        HttpRequest.Builder builder = HttpRequest.newBuilder(address)
                .timeout(limit)
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> add(builder, name, value)));
        long begun = System.nanoTime();
        HttpResponse<String> response = client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body(), Duration.ofNanos(System.nanoTime() - begun));
    }

    private static void add(HttpRequest.Builder builder, String name, String value) {
        try {
            builder.header(name, value);
        } catch (IllegalArgumentException e) {
            // I7: the message shows the value, which may be the secret itself, so it is no cause either
            throw new IllegalArgumentException("the header " + OneLine.of(name)
                    + " cannot be sent: its name or its value holds what no header may");
        }
    }
}
