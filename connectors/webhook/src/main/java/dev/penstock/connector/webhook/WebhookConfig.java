package dev.penstock.connector.webhook;

import dev.penstock.api.config.DataSize;
import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.Verification;
import dev.penstock.connector.webhook.pack.Pack;
import dev.penstock.connector.webhook.pack.Packs;
import dev.penstock.connector.webhook.pack.Scheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the {@code webhook} source.
 *
 * @param provider whose webhooks
 * @param path where it listens
 * @param secrets what the sender signs with
 * @param allowUnsigned take requests of a provider that signs without checking them
 * @param auth how a sender without a scheme of its own proves that it is the one
 * @param respond when the sender is answered
 * @param remember how long delivery ids are remembered
 * @param maxBody larger bodies are answered 413
 * @param tolerance how far the time of signing may be from now
 * @param id of the event
 * @param type of the event
 * @param subject of the event
 * @param time of the event
 * @param source of the event
 * @param deliveryId of the request
 * @param topics of Amazon SNS that may send
 * @param snsHosts where certificates of Amazon SNS come from
 * @param snsTrust whom TLS and certificates of Amazon SNS are checked against
 * @param allowedOrigins who may send CloudEvents, asked by an OPTIONS request
 * @param allowedRate how many requests in a minute a sender of CloudEvents is granted
 */
public record WebhookConfig(
        @Option(
                        value =
                                "Whose webhooks: aws-sns, azure-event-grid, bitbucket, cloudevents, gitea, github, gitlab,"
                                        + " huawei-eventgrid, shopify, slack, standard-webhooks, stripe, generic, or the file of"
                                        + " a provider pack, its path with a / in it",
                        fallback = Packs.GENERIC,
                        example = "github")
                String provider,
        @Option(value = "The path where it listens", pattern = "/[^?#\\s]*", example = "/hooks/github") String path,
        @Option(
                        value = "The secrets that the sender signs with; several while they are being changed",
                        fallback = "",
                        example = "[\"${env:WEBHOOK_SECRET}\"]")
                List<Secret> secrets,
        @Option(value = "Take the requests of a provider that signs without checking who sent them", fallback = "false")
                boolean allowUnsigned,
        @Option(
                        "How the sender proves that it is the one; for generic, cloudevents, and providers that put a secret into a"
                                + " header or query")
                @Nullable
                Auth auth,
        @Option(
                        value =
                                "When the sender is answered: once every event is delivered, or immediately, which loses what"
                                        + " was answered when the process crashes",
                        fallback = "after-delivered")
                Endpoint.Respond respond,
        @Option(
                        value =
                                "How long a delivery is remembered, not to be delivered twice when it is sent again; 0s turns"
                                        + " it off",
                        fallback = "24h")
                Duration remember,
        @Option(value = "The largest body; larger ones are answered 413", fallback = "1MiB", min = "1B")
                DataSize maxBody,
        @Option(value = "How far the time of signing may be from now, either way; 5m when missing", min = "1s")
                @Nullable
                Duration tolerance,
        @Option("The id of the event, for generic; the delivery id or a hash of the body when missing") @Nullable
                Value id,
        @Option("The type of the event, for generic; dev.penstock.webhook when missing") @Nullable Value type,
        @Option("The subject of the event, for generic; none when missing") @Nullable Value subject,
        @Option("The time of the event, for generic, as in 2026-01-31T23:59:59Z or in seconds or milliseconds since"
                        + " 1970; the time of reception when missing")
                @Nullable
                Value time,
        @Option("The source of the event, for generic; the path when missing") @Nullable Value source,
        @Option("The id of the delivery, for generic, the same when it is sent again; without it nothing is"
                        + " recognised as sent before")
                @Nullable
                Value deliveryId,
        @Option(
                        value = "The ARNs of the topics that may send, for aws-sns",
                        fallback = "",
                        example = "[\"arn:aws:sns:eu-west-1:123456789012:orders\"]")
                List<String> topics,
        @Option(
                        value =
                                "Hosts that signing certificates and confirmations come from instead of those of Amazon SNS, for"
                                        + " aws-sns with a stand-in; HOST or HOST:PORT",
                        fallback = "",
                        example = "[\"localhost:4566\"]")
                List<String> snsHosts,
        @Option("The PEM file with the certificates to trust in place of the system's, for aws-sns with a stand-in")
                @Nullable
                Path snsTrust,
        @Option(
                        value =
                                "The origins that may send, asked for by an OPTIONS request, for cloudevents; all when empty",
                        fallback = "")
                List<String> allowedOrigins,
        @Option(
                        value =
                                "How many requests in a minute are granted when an OPTIONS request asks, for cloudevents; 0:"
                                        + " any number",
                        fallback = "0",
                        min = "0")
                int allowedRate) {

    public WebhookConfig {
        secrets = List.copyOf(secrets);
        allowedOrigins = List.copyOf(allowedOrigins);
        topics = List.copyOf(topics);
        snsHosts = List.copyOf(snsHosts);
        boolean generic = provider.equals(Packs.GENERIC);
        if (!generic
                && (id != null
                        || type != null
                        || subject != null
                        || time != null
                        || source != null
                        || deliveryId != null)) {
            throw new IllegalArgumentException("'id', 'type', 'subject', 'time', 'source' and 'delivery-id' are for the"
                    + " provider generic; the pack '" + provider + "' says where they come from, so leave them out");
        }
        Pack pack = generic ? Packs.generic() : Packs.named(provider);
        checkAuth(pack, auth, secrets, allowUnsigned);
        checkSns(pack, topics, snsHosts, snsTrust, secrets, allowUnsigned);
    }

    private static void checkAuth(Pack pack, @Nullable Auth auth, List<Secret> secrets, boolean allowUnsigned) {
        if (auth != null
                && pack.scheme() != null
                && pack.scheme().required()
                && !pack.scheme().replaceable()) {
            throw new IllegalArgumentException(
                    "the pack '" + pack.name() + "' says how its sender signs; leave out 'auth' and give 'secrets'");
        }
        if (auth != null && auth.usesSecrets() == secrets.isEmpty()) {
            throw new IllegalArgumentException(
                    secrets.isEmpty()
                            ? "'auth' needs 'secrets' to check requests with; add at least one"
                            : "'auth' has its own secrets; leave out 'secrets'");
        }
        if (auth == null && pack.scheme() == null && !secrets.isEmpty()) {
            throw new IllegalArgumentException("nothing says how 'secrets' are used; add for example auth: {signature:"
                    + " {header: X-Signature}} or auth: {token: {header: X-Token}}");
        }
        if (pack.scheme() != null
                && pack.scheme().required()
                && pack.scheme().code() == null
                && secrets.isEmpty()
                && auth == null
                && !allowUnsigned) {
            throw new IllegalArgumentException("the pack '" + pack.name()
                    + "' signs its requests: give 'secrets', or say allow-unsigned: true to let anyone post");
        }
    }

    private static void checkSns(
            Pack pack,
            List<String> topics,
            List<String> hosts,
            @Nullable Path trust,
            List<Secret> secrets,
            boolean allowUnsigned) {
        boolean sns =
                pack.scheme() != null && Scheme.AWS_SNS.equals(pack.scheme().code());
        if (!sns && !(topics.isEmpty() && hosts.isEmpty() && trust == null)) {
            throw new IllegalArgumentException(
                    "'topics', 'sns-hosts' and 'sns-trust' are for the provider aws-sns; leave them out");
        }
        if (sns && !secrets.isEmpty()) {
            throw new IllegalArgumentException(
                    "Amazon SNS signs with a certificate, not a secret; leave out 'secrets'");
        }
        if (sns && topics.isEmpty() && !allowUnsigned) {
            throw new IllegalArgumentException(
                    "anyone can have Amazon SNS sign a message of their own topic: name the ARNs"
                            + " of yours under 'topics', or say allow-unsigned: true to let anyone post");
        }
    }

    /** How requests become events. */
    Pack pack() {
        return provider.equals(Packs.GENERIC) ? GenericPack.of(this) : Packs.named(provider);
    }

    /** How a request proves where it comes from. */
    Verification verification(Pack pack) {
        if (auth != null) {
            return auth.verification(secrets, tolerance);
        }
        Scheme scheme = pack.scheme();
        boolean open = scheme == null || (scheme.code() == null ? secrets.isEmpty() : allowUnsigned);
        return scheme == null || open ? Verification.none() : scheme.verification(new ArrayList<>(secrets), tolerance);
    }
}
