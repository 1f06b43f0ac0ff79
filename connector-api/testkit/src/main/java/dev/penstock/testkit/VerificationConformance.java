package dev.penstock.testkit;

import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Signature;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Only what the sender has proved is taken. */
public interface VerificationConformance extends WebhookDriver {
    private static void refused(WebhookLab lab, Paragraph paragraph, String what, WebhookRequest request)
            throws Exception {
        WebhookReply reply = lab.post(request);
        lab.lab()
                .check(
                        reply.status() / 100 == 4 && lab.delivered().isEmpty(),
                        paragraph,
                        what + " is refused with 401 or another 4xx, and nothing is delivered",
                        () -> reply.status() + " " + reply.body() + "; delivered: " + lab.delivered());
    }

    private static boolean proves(WebhookLab lab) {
        return lab.verification().kind() != Verification.Kind.NONE;
    }

    /** A request with a proof is taken, and answered 2xx. */
    @Test
    default void takesARequestOfTheSender() throws Exception {
        try (WebhookLab lab = new WebhookLab(this)) {
            NotApplicable.unless(
                    !proves(lab) || this instanceof SigningDriver || Signer.canProve(lab.verification()),
                    "the kit cannot make the proof; implement SigningDriver");
            WebhookReply reply = lab.post(lab.proved("genuine"));
            lab.lab()
                    .check(
                            reply.status() / 100 == 2 && lab.values().contains("genuine"),
                            Paragraph.VERIFICATION,
                            "2xx, and an event with the value 'genuine'",
                            () -> reply.status() + " " + reply.body() + "; delivered: " + lab.values());
        }
    }

    /** Without a proof nothing is taken. */
    @Test
    default void refusesARequestWithoutProof() throws Exception {
        try (WebhookLab lab = new WebhookLab(this)) {
            NotApplicable.unless(proves(lab), "with this config anybody may post");
            refused(lab, Paragraph.VERIFICATION, "a request without proof", request("unproved"));
        }
    }

    /** A body that was changed on the way is refused, where the proof covers it. */
    @Test
    default void refusesATamperedBody() throws Exception {
        try (WebhookLab lab = new WebhookLab(this)) {
            NotApplicable.unless(
                    this instanceof SigningDriver || Signer.first(lab.verification()) instanceof Signature,
                    "the proof is no signature");
            WebhookRequest genuine = lab.proved("tampered");
            byte[] body = Arrays.copyOf(genuine.body(), genuine.body().length);
            body[body.length / 2] ^= 1;
            refused(lab, Paragraph.SIGNATURE, "a tampered body", Signer.with(genuine, genuine.method(), body));
        }
    }

    /** Whoever has another secret is not the sender. */
    @Test
    default void refusesAForeignSecret() throws Exception {
        try (WebhookLab lab = new WebhookLab(this)) {
            NotApplicable.unless(Signer.canProve(lab.verification()), "the kit cannot make the proof");
            Secret foreign = Signer.foreign(lab.verification());
            Instant now = lab.lab().clock().instant();
            refused(
                    lab,
                    Paragraph.VERIFICATION,
                    "the proof of a foreign secret",
                    Signer.prove(request("foreign"), lab.verification(), foreign, now));
        }
    }

    /** While secrets are changed, each of them is taken. */
    @Test
    default void takesEveryLiveSecret() throws Exception {
        try (WebhookLab lab = new WebhookLab(this)) {
            NotApplicable.unless(
                    Signer.canProve(lab.verification())
                            && Signer.secrets(lab.verification()).size() > 1,
                    "the driver's config() has no two secrets");
            int number = 0;
            for (Secret secret : Signer.secrets(lab.verification())) {
                String value = "secret-" + ++number;
                WebhookReply reply = lab.post(Signer.prove(
                        request(value),
                        lab.verification(),
                        secret,
                        lab.lab().clock().instant()));
                lab.lab()
                        .check(
                                reply.status() / 100 == 2,
                                Paragraph.VERIFICATION,
                                value + " is taken: several are live while they are changed",
                                () -> reply.status() + " " + reply.body());
            }
        }
    }

    /** A request that was signed too long ago, or too far ahead, is refused. */
    @Test
    default void refusesAStaleRequest() throws Exception {
        try (WebhookLab lab = new WebhookLab(this)) {
            boolean timed = Signer.first(lab.verification()) instanceof Signature scheme && scheme.timestamp() != null;
            NotApplicable.unless(timed, "the proof holds no time");
            Duration tolerance = ((Signature) Signer.first(lab.verification())).tolerance();
            Instant now = lab.lab().clock().instant();
            refused(
                    lab,
                    Paragraph.SIGNATURE,
                    "a request signed " + tolerance + " and more ago",
                    lab.proved(request("stale"), now.minus(tolerance).minusSeconds(60)));
            refused(
                    lab,
                    Paragraph.SIGNATURE,
                    "a request signed " + tolerance + " and more ahead",
                    lab.proved(request("ahead"), now.plus(tolerance).plusSeconds(60)));
        }
    }
}
