package dev.penstock.connector.kafka;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * How the connection is protected.
 *
 * @param sasl who one is, by name and password
 * @param tls encryption, and whom to trust
 */
public record KafkaSecurity(
        @Option("User name and password; without tls they travel unencrypted") @Nullable Sasl sasl,
        @Option("Encrypt the connection; 'tls: {}' trusts the system's authorities") @Nullable Tls tls) {

    /** How user name and password are proved. */
    public enum Mechanism {
        PLAIN,
        SCRAM_SHA_256,
        SCRAM_SHA_512
    }

    /**
     * A user.
     *
     * @param mechanism how the password is proved
     * @param username the user
     * @param password its password
     */
    public record Sasl(
            @Option(value = "How the password is proved", fallback = "scram-sha-512") Mechanism mechanism,
            @Option("User name") String username,
            @Option("Password") Secret password) {}

    /**
     * TLS by PEM files.
     *
     * @param trust whom to trust instead of the system's authorities
     * @param certificate the client's certificate and the chain after it
     * @param key the client's private key
     */
    public record Tls(
            @Option("PEM file of certificates to trust instead of the system's") @Nullable Path trust,
            @Option("PEM file of the client's certificate, followed by its chain") @Nullable Path certificate,
            @Option("PEM file of the client's private key, PKCS #8 without a password") @Nullable Path key) {
        public Tls {
            if ((certificate == null) != (key == null)) {
                throw new IllegalArgumentException("a client certificate needs its key: set both certificate and key");
            }
        }
    }

    /** Adds the client's properties; those with secrets as {@link Password}, which never shows. */
    void addTo(Map<String, Object> properties) {
        String protocol =
                sasl == null ? (tls == null ? "PLAINTEXT" : "SSL") : (tls == null ? "SASL_PLAINTEXT" : "SASL_SSL");
        properties.put("security.protocol", protocol);
        if (sasl != null) {
            addSasl(sasl, properties);
        }
        if (tls != null) {
            addTls(tls, properties);
        }
    }

    private static void addSasl(Sasl sasl, Map<String, Object> properties) {
        boolean plain = sasl.mechanism() == Mechanism.PLAIN;
        properties.put(SaslConfigs.SASL_MECHANISM, sasl.mechanism().name().replace('_', '-'));
        String module = plain
                ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                : "org.apache.kafka.common.security.scram.ScramLoginModule";
        properties.put(
                SaslConfigs.SASL_JAAS_CONFIG,
                new Password(module + " required username=" + quoted(sasl.username()) + " password="
                        + quoted(sasl.password().reveal()) + ";")); // I7
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static void addTls(Tls tls, Map<String, Object> properties) {
        if (tls.trust() != null) {
            properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            properties.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, new Password(read(tls.trust())));
        }
        if (tls.certificate() != null && tls.key() != null) {
            properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
            properties.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, new Password(read(tls.certificate())));
            properties.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, new Password(read(tls.key())));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ConnectorException(
                    Failure.resources(
                            "tls-file-unreadable",
                            "the file " + file + " cannot be read ("
                                    + e.getClass().getSimpleName() + "); check that it is there and may be read"),
                    e);
        }
    }
}
