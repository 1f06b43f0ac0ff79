package dev.penstock.connector.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate made by the JDK's keytool, as PEM files and as what a server needs. */
final class Certificates {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path dir;
    private final String name;
    private final KeyStore store;

    Certificates(Path dir, String name, String keyAlgorithm) throws Exception {
        this.dir = dir;
        this.name = name;
        Path file = dir.resolve(name + ".p12");
        Path log = dir.resolve(name + ".log");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        keyAlgorithm,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed: " + Files.readString(log));
        }
        store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        pem("crt", "CERTIFICATE", store.getCertificate("it").getEncoded());
        pem(
                "key",
                "PRIVATE KEY",
                Objects.requireNonNull(store.getKey("it", PASSWORD)).getEncoded());
    }

    Path certificate() {
        return dir.resolve(name + ".crt");
    }

    Path key() {
        return dir.resolve(name + ".key");
    }

    /** For a server that has this certificate and asks its clients for the other. */
    SSLContext server(Certificates client) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try {
            trusted.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        trusted.setCertificateEntry("client", client.store.getCertificate("it"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private void pem(String suffix, String label, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(content);
        Files.writeString(
                dir.resolve(name + "." + suffix),
                "a comment\n-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n");
    }
}
