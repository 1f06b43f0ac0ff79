package dev.penstock.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.penstock.api.Check;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTlsTests {
    private static Path dir;
    private static Certificates server;
    private static Certificates client;
    private static HttpsServer https;
    private static URI url;

    @BeforeAll
    static void start(@TempDir Path files) throws Exception {
        dir = files;
        server = new Certificates(dir, "server", "RSA");
        client = new Certificates(dir, "client", "EC");
        https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(server.server(client)) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters asked = getSSLContext().getDefaultSSLParameters();
                asked.setNeedClientAuth(true);
                parameters.setSSLParameters(asked);
            }
        });
        https.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        https.start();
        url = URI.create("https://127.0.0.1:" + https.getAddress().getPort() + "/");
    }

    @AfterAll
    static void stop() {
        https.stop(0);
    }

    @Test
    void provesItselfWithAClientCertificate() throws Exception {
        try (HttpSink sink = sink(new HttpTls(server.certificate(), client.certificate(), client.key()))) {
            assertThat(Sinks.at(sink.write(Sinks.batch(Sinks.event("1"))), 0)).isEqualTo(Outcome.delivered());
            assertThat(sink.check(soon()))
                    .extracting(Check::name, Check::failure)
                    .containsExactly(tuple("resolve host", null), tuple("connect", null), tuple("secure", null));
        }
    }

    @Test
    void connectsAnewWhenTheServerIsNotTrusted() throws Exception {
        try (HttpSink sink = Sinks.sink(url)) {
            assertFailure(sink, "tls-failed");
            List<Check> checks = sink.check(soon());
            assertThat(checks).hasSize(3);
            assertThat(checks.get(2).failure()).isNotNull();
            assertThat(checks.get(2).detail()).contains("check the certificates");
        }
    }

    @Test
    void connectsAnewWhenTheServerWantsACertificate() throws Exception {
        try (HttpSink sink = sink(new HttpTls(server.certificate(), null, null))) {
            Outcome.Retry retry = (Outcome.Retry) Sinks.at(sink.write(Sinks.batch(Sinks.event("1"))), 0);
            assertThat(retry.failure().remedy()).isEqualTo(Failure.Remedy.RECONNECT);
        }
    }

    @Test
    void connectsAnewWhenTheCertificateIsForAnotherHost() throws Exception {
        URI localhost = URI.create("https://localhost:" + url.getPort() + "/");
        try (HttpSink sink = Sinks.to(localhost)
                .tls(new HttpTls(server.certificate(), client.certificate(), client.key()))
                .build()) {
            assertFailure(sink, "tls-failed");
            assertThat(sink.check(soon()).get(2).failure()).isNotNull();
        }
    }

    @Test
    @Tag("I7")
    void namesBadFilesWithoutShowingThem() throws Exception {
        Path bad = Files.writeString(
                dir.resolve("bad.pem"), "-----BEGIN PRIVATE KEY-----\nhunter2!\n-----END PRIVATE KEY-----\n");
        Path old = Files.writeString(
                dir.resolve("old.pem"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        assertThatThrownBy(() -> sink(new HttpTls(null, client.certificate(), bad)))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("bad.pem")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> sink(new HttpTls(null, client.certificate(), old)))
                .hasMessageContaining("openssl pkcs8");
        assertThatThrownBy(() -> sink(new HttpTls(client.key(), null, null))).hasMessageContaining("no certificate");
        assertThatThrownBy(() -> sink(new HttpTls(dir.resolve("missing.pem"), null, null)))
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        e -> assertThat(e.failure().mayRetry()).isTrue());
        assertThatThrownBy(() -> new HttpTls(null, client.certificate(), null)).hasMessageContaining("set both");
    }

    @Test
    void checksStepByStepUntilOneFails() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (HttpSink sink = Sinks.sink(URI.create("http://127.0.0.1:" + port))) {
            List<Check> checks = sink.check(soon());
            assertThat(checks).hasSize(2);
            assertThat(checks.get(0).failure()).isNull();
            assertThat(checks.get(1).failure()).isNotNull();
        }
        try (HttpSink sink = Sinks.sink(URI.create("http://nowhere.invalid"))) {
            assertThat(sink.check(soon())).hasSize(1).allMatch(check -> check.failure() != null);
        }
    }

    private static HttpSink sink(HttpTls tls) {
        return Sinks.to(url).tls(tls).build();
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(5), Sinks.CLOCK);
    }

    private static void assertFailure(HttpSink sink, String code) {
        Outcome.Retry retry = (Outcome.Retry) Sinks.at(sink.write(Sinks.batch(Sinks.event("1"))), 0);
        assertThat(retry.failure().code()).isEqualTo(code);
        assertThat(retry.failure().remedy()).isEqualTo(Failure.Remedy.RECONNECT);
    }
}
