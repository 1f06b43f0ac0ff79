package dev.penstock.cli;

import dev.penstock.api.config.Secret;
import dev.penstock.runtime.gateway.ListenAddress;
import dev.penstock.runtime.gateway.TlsFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a command that listens for requests and for those who watch it. */
final class PortOptions {
    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8080",
            converter = ListenAddressConverter.class,
            description = "Where requests come in; port 0 for any that is free. Default: ${DEFAULT-VALUE}")
    ListenAddress http = new ListenAddress("127.0.0.1", 8080);

    @Option(names = "--tls-certificate", paramLabel = "FILE", description = "PEM certificates: requests come over TLS.")
    @Nullable
    Path tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "PEM key of the first certificate.")
    @Nullable
    Path tlsKey;

    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9090",
            converter = ListenAddressConverter.class,
            description = "Where health, metrics and the API listen. Default: ${DEFAULT-VALUE}")
    ListenAddress admin = new ListenAddress("127.0.0.1", 9090);

    @Option(names = "--no-admin", description = "No health, metrics and API.")
    boolean noAdmin;

    @Option(
            names = "--admin-token-file",
            paramLabel = "FILE",
            description = "Holds the bearer token of --admin, needed off loopback. Or set PENSTOCK_ADMIN_TOKEN.")
    @Nullable
    Path adminTokenFile;

    /** The TLS files, if requests come over TLS. */
    @Nullable
    TlsFiles tls() {
        if (tlsCertificate != null && tlsKey != null) {
            return new TlsFiles(tlsCertificate, tlsKey);
        }
        if (tlsCertificate != null || tlsKey != null) {
            throw CommandException.wrongInput("--tls-certificate and --tls-key belong together; give both");
        }
        return null;
    }

    /** Where administration listens, if it does. */
    Optional<ListenAddress> admin() {
        return noAdmin ? Optional.empty() : Optional.of(admin);
    }

    /** The token of administration, if there is one. */
    Optional<Secret> adminToken(Map<String, String> environment) {
        if (adminTokenFile == null) {
            return Optional.ofNullable(environment.get("PENSTOCK_ADMIN_TOKEN"))
                    .filter(token -> !token.isBlank())
                    .map(Secret::of);
        }
        try {
            String token =
                    Files.readString(adminTokenFile, StandardCharsets.UTF_8).strip();
            if (token.isEmpty()) {
                throw CommandException.wrongInput("the file of the admin token is empty: " + adminTokenFile
                        + "; write a long random text into it");
            }
            return Optional.of(Secret.of(token));
        } catch (IOException e) {
            throw CommandException.wrongEnvironment(
                    "the file of the admin token cannot be read: " + adminTokenFile
                            + "; check the path and its permissions",
                    e);
        }
    }
}
