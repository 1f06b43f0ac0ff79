package dev.penstock.testkit;

import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookSource;
import dev.penstock.engine.PipelineEngine;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A webhook source in the engine: requests go in, replies come out, events go into a list. */
final class WebhookLab implements AutoCloseable {
    private final WebhookDriver driver;
    private final Lab lab;
    private final PipelineProcess process;
    private final PipelineEngine engine;
    private final List<CloudEvent> delivered = new ArrayList<>();
    private final WebhookSource source;

    WebhookLab(WebhookDriver driver) throws Exception {
        this.driver = driver;
        this.lab = new Lab(driver);
        this.process = new PipelineProcess(lab);
        this.source = (WebhookSource) lab.build();
        this.engine = process.start(() -> source, () -> new CollectingSink(delivered), 0);
        process.runUntil(() -> engine.endpoint().isPresent());
        lab.check(
                engine.endpoint().isPresent(),
                Paragraph.ENDPOINT,
                "a pipeline that listens",
                () -> "the pipeline: " + process.status());
    }

    Lab lab() {
        return lab;
    }

    WebhookSource source() {
        return source;
    }

    Endpoint endpoint() {
        return engine.endpoint().orElseThrow();
    }

    Verification verification() {
        return endpoint().verification();
    }

    List<CloudEvent> delivered() {
        return delivered;
    }

    List<String> values() {
        return delivered.stream().map(driver::value).toList();
    }

    /** The request of that value with the sender's proof. */
    WebhookRequest proved(String value) throws Exception {
        return proved(driver.request(value), lab.clock().instant());
    }

    WebhookRequest proved(WebhookRequest request, Instant at) throws Exception {
        if (driver instanceof SigningDriver signing) {
            return signing.signed(request, at);
        }
        List<Secret> secrets = Signer.secrets(verification());
        return secrets.isEmpty() ? request : Signer.prove(request, verification(), secrets.get(0), at);
    }

    /** Posts, and waits for the reply. */
    WebhookReply post(WebhookRequest request) throws Exception {
        CompletableFuture<WebhookReply> reply = engine.receive(request).toCompletableFuture();
        process.runUntil(reply::isDone);
        lab.check(
                reply.isDone(),
                Paragraph.WEBHOOK_RECEIVE,
                "an answer",
                () -> "none came; the pipeline: " + process.status());
        WebhookReply answered = reply.join();
        lab.trace().note(request.method() + " was answered " + answered.status() + " " + answered.body());
        return answered;
    }

    @Override
    public void close() {
        lab.close();
    }
}
