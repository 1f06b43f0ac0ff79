package dev.penstock.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.host.SystemTime;
import dev.penstock.runtime.gateway.ListenAddress;
import dev.penstock.runtime.gateway.TlsFiles;
import dev.penstock.serve.FunctionPackage.Kind;
import dev.penstock.serve.instance.Program;
import dev.penstock.serve.scale.Scaling;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway of functions with a certificate; between it and an instance of the same machine there is none. */
class TlsTests {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path dir;

    @Test
    void functionsAreReachedOverTlsAndToldSo() throws Exception {
        KeyStore identity = identity();
        TlsFiles files = new TlsFiles(
                pem("CERTIFICATE", identity.getCertificate("it").getEncoded()),
                pem("PRIVATE KEY", identity.getKey("it", PASSWORD).getEncoded()));
        Duration idle = Duration.ofMinutes(1);
        FunctionPackage function = new FunctionPackage(
                "f",
                Path.of("f.yaml"),
                Kind.TRIGGER,
                FunctionPackage.pathOf("f"),
                1 << 16,
                true,
                new Program(Path.of("adapter"), Path.of("packages", "v1")),
                "v1",
                Scaling.of(0, 1, 1, idle, idle),
                Duration.ofSeconds(5));
        ServeRuntime.Ports ports =
                new ServeRuntime.Ports(ListenAddress.parse("localhost:0"), files, Optional.empty(), Optional.empty());
        try (FakeLauncher launcher = new FakeLauncher();
                ServeRuntime runtime = ServeRuntime.start(
                        ServeSettings.standard(2), ports, launcher, SystemTime.clock(), System::nanoTime)) {
            runtime.functions().apply(List.of(function));
            URI uri = URI.create("https://localhost:" + runtime.httpPort() + function.path());
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .sslContext(trusting(identity))
                    .build()
                    .send(
                            HttpRequest.newBuilder(uri)
                                    .POST(HttpRequest.BodyPublishers.ofString("hello"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(launcher.bodies).containsExactly("hello");
            assertThat(launcher.schemes).containsExactly("https");
        }
    }

    private KeyStore identity() throws Exception {
        Path file = dir.resolve("identity.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String command = keytool + " -genkeypair -alias it -keyalg EC -dname CN=localhost -ext san=dns:localhost"
                + " -storetype PKCS12 -storepass changeit -keystore " + file;
        assertThat(new ProcessBuilder(command.split(" ")).inheritIO().start().waitFor())
                .isZero();
        return KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    private Path pem(String label, byte[] der) throws Exception {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                dir.resolve(label + ".pem"),
                "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n");
    }

    private static SSLContext trusting(KeyStore identity) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("it", identity.getCertificate("it"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
