package dev.penstock.connector.webhook;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Signs as Amazon SNS does, and answers at https on the loopback interface with certificates and confirmations. */
final class SnsStandIn implements AutoCloseable {
    static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:orders";
    private static final char[] PASSWORD = "changeit".toCharArray();

    final List<String> asked = new CopyOnWriteArrayList<>();
    final Path trust;
    private final Map<String, byte[]> pages = new ConcurrentHashMap<>();
    private final KeyStore keys;
    private final HttpsServer server;

    /** Begins to answer; {@code dir} holds the keys. */
    SnsStandIn(Path dir) throws Exception {
        Path file = dir.resolve("keys.p12");
        keytool(file, "-genkeypair", "-alias", "root", "-dname", "CN=Root of the tests", "-ext", "bc:c");
        keytool(file, "-genkeypair", "-alias", "foreign", "-dname", "CN=localhost");
        keytool(file, "-genkeypair", "-alias", "leaf", "-dname", "CN=localhost");
        Path request = dir.resolve("leaf.csr");
        Path signed = dir.resolve("leaf.pem");
        keytool(file, "-certreq", "-alias", "leaf", "-file", request.toString());
        keytool(
                file,
                "-gencert",
                "-alias",
                "root",
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString(),
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-rfc");
        keytool(file, "-importcert", "-alias", "leaf", "-file", signed.toString());
        keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        trust = dir.resolve("trust.pem");
        Files.writeString(trust, pem("root"));
        put("/leaf.pem", pem("leaf"));
        put("/chain.pem", pem("leaf") + pem("root"));
        put("/broken-chain.pem", pem("foreign") + pem("leaf"));
        put("/root.pem", pem("root"));
        put("/confirm", "<ConfirmSubscriptionResponse/>");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("leaf", keys.getKey("leaf", PASSWORD), PASSWORD, keys.getCertificateChain("leaf"));
        managers.init(own, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", this::answer);
        server.start();
    }

    String host() {
        return "localhost:" + server.getAddress().getPort();
    }

    String url(String path) {
        return "https://" + host() + path;
    }

    void put(String path, String text) {
        pages.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A notification, unsigned. */
    Map<String, String> notification(String id) {
        Map<String, String> message = new LinkedHashMap<>();
        message.put("Type", "Notification");
        message.put("MessageId", id);
        message.put("TopicArn", TOPIC);
        message.put("Subject", "an order");
        message.put("Message", "{\"order\":1}\nline two é");
        message.put("Timestamp", "2026-03-01T11:59:58.123Z");
        message.put("SignatureVersion", "2");
        message.put("SigningCertURL", url("/chain.pem"));
        return message;
    }

    /** A request to confirm, unsigned. */
    Map<String, String> confirmation(String type) {
        Map<String, String> message = notification("c-1");
        message.remove("Subject");
        message.put("Type", type);
        message.put("Token", "t0ken");
        message.put("SubscribeURL", url("/confirm?Action=ConfirmSubscription&Token=t0ken"));
        return message;
    }

    /** The message as JSON, signed with the key of that alias. */
    String signed(Map<String, String> message, String alias) throws GeneralSecurityException, IOException {
        StringBuilder text = new StringBuilder();
        List<String> names = new ArrayList<>(List.of("Message", "MessageId"));
        names.addAll(message.containsKey("Token") ? List.of("SubscribeURL") : List.of("Subject"));
        names.add("Timestamp");
        names.addAll(message.containsKey("Token") ? List.of("Token") : List.of());
        names.addAll(List.of("TopicArn", "Type"));
        for (String name : names) {
            if (message.containsKey(name)) {
                text.append(name).append('\n').append(message.get(name)).append('\n');
            }
        }
        Signature signature =
                Signature.getInstance("1".equals(message.get("SignatureVersion")) ? "SHA1withRSA" : "SHA256withRSA");
        signature.initSign((PrivateKey) keys.getKey(alias, PASSWORD));
        signature.update(text.toString().getBytes(StandardCharsets.UTF_8));
        Map<String, String> all = new LinkedHashMap<>(message);
        all.put("Signature", Base64.getEncoder().encodeToString(signature.sign()));
        return JSON.std.asString(all);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        byte[] page = pages.get(exchange.getRequestURI().getPath());
        boolean redirect = exchange.getRequestURI().getPath().startsWith("/redirect");
        if (redirect) {
            exchange.getResponseHeaders().set("Location", url("/leaf.pem"));
        }
        exchange.sendResponseHeaders(page != null ? 200 : redirect ? 302 : 404, page == null ? -1 : page.length);
        if (page != null) {
            exchange.getResponseBody().write(page);
        }
        exchange.close();
    }

    private String pem(String alias) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getCertificate(alias).getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private static void keytool(Path file, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        boolean pair = arguments[0].equals("-genkeypair");
        command.addAll(pair ? List.of("-keyalg", "RSA", "-keysize", "2048") : List.of());
        // the tests' clock stands still in 2026, the connection's does not
        command.addAll(
                pair || arguments[0].equals("-gencert")
                        ? List.of("-startdate", "2025/01/01", "-validity", "36500")
                        : List.of());
        command.addAll(arguments[0].equals("-importcert") ? List.of("-noprompt") : List.of());
        command.addAll(
                List.of("-keystore", file.toString(), "-storetype", "PKCS12", "-storepass", new String(PASSWORD)));
        Path log = file.resolveSibling("keytool.log");
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed: " + Files.readString(log));
        }
    }
}
