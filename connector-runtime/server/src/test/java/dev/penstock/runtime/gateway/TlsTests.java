package dev.penstock.runtime.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.runtime.EnvironmentProblem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTests {
    private final Path dir;

    TlsTests(@TempDir Path dir) {
        this.dir = dir;
    }

    private KeyStore identity(String algorithm) throws Exception {
        Path file = dir.resolve("identity.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        return KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
    }

    private Path pem(String name, String label, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                dir.resolve(name), "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "RSA PKCS1"})
    void listensWithACertificateAndKeyFromPemFiles(String kind) throws Exception {
        KeyStore identity = identity(kind.substring(0, kind.length() > 2 ? 3 : 2));
        Certificate certificate = identity.getCertificate("it");
        Key key = identity.getKey("it", "changeit".toCharArray());
        byte[] der = key.getEncoded();
        // PKCS#8 of an RSA key ends with its PKCS#1 form, after 26 bytes
        Path keyFile = kind.endsWith("PKCS1")
                ? pem("key.pem", "RSA PRIVATE KEY", Arrays.copyOfRange(der, 26, der.length))
                : pem("key.pem", "PRIVATE KEY", der);
        TlsFiles files = new TlsFiles(pem("chain.pem", "CERTIFICATE", certificate.getEncoded()), keyFile);

        HookTable hooks = new HookTable();
        hooks.put(new EchoHook("/hook", 100));
        HttpLimits limits = HttpLimits.standard();
        HttpListener listener = new HttpListener(
                "webhooks", ListenAddress.parse("localhost:0"), files, new WebhooksHandler(hooks, limits));
        try (HttpServer server = HttpServer.start(limits, List.of(listener))) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(trusting(certificate)).build();
            HttpResponse<String> reply = client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + server.port(0) + "/hook"))
                            .POST(HttpRequest.BodyPublishers.ofString("abc"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(reply.body()).isEqualTo("POST 3");
        }
    }

    private static SSLContext trusting(Certificate certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("it", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void saysWhichFileIsNoGood() throws Exception {
        Path junk = Files.writeString(dir.resolve("junk.pem"), "secret words");
        Path missing = dir.resolve("missing.pem");
        assertThatThrownBy(() -> PemKeyStore.load(new TlsFiles(missing, junk)))
                .isInstanceOf(EnvironmentProblem.class)
                .hasMessageContaining(missing.toString());
        assertThatThrownBy(() -> PemKeyStore.load(new TlsFiles(junk, junk)))
                .isInstanceOf(EnvironmentProblem.class)
                .hasMessageContaining(junk.toString())
                .hasMessageNotContaining("secret words");
    }
}
