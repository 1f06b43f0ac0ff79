package dev.penstock.connector.webhook.sns;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.webhook.Verifying;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.toolkit.json.JsonBuffer;
import dev.penstock.toolkit.json.Rfc3339;
import dev.penstock.toolkit.tls.TlsFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that a message is signed by Amazon SNS and of a topic that may send, and confirms subscriptions of those topics.
 *
 * <p>Safe for several threads; blocks while a certificate is fetched or a subscription confirmed.
 */
public final class SnsVerification implements Verifying {
    private static final Logger LOG = LoggerFactory.getLogger(SnsVerification.class);

    private final Set<String> topics;
    private final SnsHosts hosts;
    private final BoundedHttps https;
    private final SigningCertificates certificates;
    private final @Nullable Duration tolerance;
    private final InstantSource clock;

    /**
     * A check that has not fetched anything yet.
     *
     * @param topics the ARNs of the topics that may send
     * @param hosts of a stand-in; empty: those of Amazon
     * @param trust PEM file with the certificates to trust; null: the system's
     * @param tolerance how old a message may be; null: any age, because SNS tries for days
     * @param clock tells which certificates are valid
     * @throws ConnectorException when the file cannot be used
     */
    public SnsVerification(
            List<String> topics,
            List<String> hosts,
            @Nullable Path trust,
            @Nullable Duration tolerance,
            InstantSource clock) {
        TlsFiles tls = new TlsFiles(trust, null, null);
        this.topics = Set.copyOf(topics);
        this.hosts = new SnsHosts(hosts);
        this.https = new BoundedHttps(tls.context());
        this.certificates = new SigningCertificates(this.hosts, https, tls.trustManager(), clock);
        this.tolerance = tolerance;
        this.clock = clock;
    }

    @Override
    public Optional<WebhookReply> verify(WebhookRequest request, Deadline deadline) {
        try {
            SnsMessage message = SnsMessage.read(request.body());
            check(message, deadline);
            return switch (message.required("Type")) {
                case SnsMessage.SUBSCRIPTION -> Optional.of(confirmed(message, deadline));
                case SnsMessage.UNSUBSCRIPTION -> {
                    LOG.warn("the subscription to {} was ended", message.text("TopicArn"));
                    yield Optional.of(WebhookReply.of(200, ""));
                }
                default -> Optional.empty();
            };
        } catch (NotFromSns e) {
            LOG.debug("request refused: {}", e.getMessage());
            return Optional.of(refused(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw new ConnectorException(
                    Failure.external("sns-unreachable", "Amazon SNS could not be reached to check a message: " + e), e);
        }
    }

    private void check(SnsMessage message, Deadline deadline) throws NotFromSns, IOException {
        // anyone may have SNS sign a message of their own topic
        if (!topics.contains(message.required("TopicArn"))) {
            throw new NotFromSns("the topic is not one that may send");
        }
        String signed = message.signed();
        byte[] signature = decoded(message.required("Signature"));
        String algorithm =
                switch (message.required("SignatureVersion")) {
                    case "1" -> "SHA1withRSA";
                    case "2" -> "SHA256withRSA";
                    default -> throw new NotFromSns("the SignatureVersion is neither 1 nor 2");
                };
        checkAge(message.required("Timestamp"));
        PublicKey key = certificates.key(message.required("SigningCertURL"), deadline);
        if (!verifies(algorithm, key, signed, signature)) {
            throw new NotFromSns("the signature does not match the message");
        }
    }

    private void checkAge(String timestamp) throws NotFromSns {
        OffsetDateTime at = Rfc3339.parse(timestamp);
        if (at == null) {
            throw new NotFromSns("the Timestamp is not a time");
        }
        if (tolerance != null
                && Duration.between(at.toInstant(), clock.instant()).abs().compareTo(tolerance) > 0) {
            throw new NotFromSns("the Timestamp is further from now than is tolerated");
        }
    }

    private static boolean verifies(String algorithm, PublicKey key, String signed, byte[] given) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initVerify(key);
            signature.update(signed.getBytes(StandardCharsets.UTF_8));
            return signature.verify(given);
        } catch (GeneralSecurityException e) {
            // a key of another kind, or bytes that are no signature
            return false;
        }
    }

    private static byte[] decoded(String signature) throws NotFromSns {
        try {
            return Base64.getDecoder().decode(signature);
        } catch (IllegalArgumentException e) {
            throw new NotFromSns("the Signature is not Base64");
        }
    }

    private WebhookReply confirmed(SnsMessage message, Deadline deadline) throws NotFromSns, IOException {
        URI uri = hosts.allowed("SubscribeURL", message.required("SubscribeURL"));
        BoundedHttps.Answer answer = https.get(uri, deadline);
        if (!answer.ok()) {
            throw new IOException("the SubscribeURL answered " + answer.status());
        }
        LOG.info("confirmed the subscription to {}", message.text("TopicArn"));
        return WebhookReply.of(200, "");
    }

    private static WebhookReply refused(String why) {
        JsonBuffer json = new JsonBuffer();
        json.ascii("{\"error\":{\"code\":\"unauthorized\",\"message\":");
        json.string(why);
        json.ascii("}}");
        return new WebhookReply(
                401,
                Map.of("Content-Type", "application/json", "WWW-Authenticate", "Signature"),
                new String(json.toBytes(), StandardCharsets.UTF_8));
    }
}
