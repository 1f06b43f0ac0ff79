package dev.penstock.connector.http;

import dev.penstock.api.config.Option;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * TLS by PEM files.
 *
 * @param trust whom to trust instead of the system's authorities
 * @param certificate the client's certificate and the chain after it
 * @param key the client's private key
 */
public record HttpTls(
        @Option("PEM file of certificates to trust instead of the system's") @Nullable Path trust,
        @Option("PEM file of the client's certificate, followed by its chain") @Nullable Path certificate,
        @Option("PEM file of the client's private key, PKCS #8 without a password") @Nullable Path key) {
    public HttpTls {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("a client certificate needs its key: set both certificate and key");
        }
    }
}
