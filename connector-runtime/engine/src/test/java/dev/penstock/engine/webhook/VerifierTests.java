package dev.penstock.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Signature;
import dev.penstock.api.webhook.Signature.Encoding;
import dev.penstock.api.webhook.Signature.Timestamp;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTests {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final Signature GITHUB =
            Signature.builder("X-Sig", secrets("old", "new")).prefix("sha256=").build();

    @Test
    void letsEverybodyInWhenNothingIsDeclared() {
        assertThat(verdict(Verification.none(), Map.of(), "x").ok()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer one", "bearer two", "BEARER  two ", "Bearer two"})
    void acceptsEachOfSeveralTokens(String header) {
        assertThat(bearer(header).ok()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "one", "Basic one", "Bearer onE", "Bearer one two", "Bearer öne"})
    void refusesOtherTokens(String header) {
        assertThat(bearer(header).ok()).isFalse();
    }

    @Test
    void refusesAHeaderThatIsMissingOrStandsTwice() {
        Verifier verifier = new Verifier(Verification.bearer(secrets("one")), CLOCK);
        assertThat(verifier.verify(request(Map.of(), "")).reason()).isEqualTo("the header Authorization is missing");
        assertThat(verifier.verify(request(Map.of("Authorization", List.of("Bearer one", "Bearer one")), ""))
                        .ok())
                .isFalse();
        String signature = "sha256=" + hmac("HmacSHA256", "new", "x");
        assertThat(new Verifier(GITHUB, CLOCK)
                        .verify(request(Map.of("X-Sig", List.of(signature, signature)), "x"))
                        .ok())
                .isFalse();
    }

    @Test
    void checksUserNameAndPassword() {
        Verification basic = new Verification.Basic("anna", secrets("p:w", "naïve"));
        assertThat(verdict(basic, Map.of("authorization", "Basic " + base64("anna:p:w")), "")
                        .ok())
                .isTrue();
        assertThat(verdict(basic, Map.of("authorization", "basic " + base64("anna:naïve")), "")
                        .ok())
                .isTrue();
        for (String wrong : List.of("anna:", "anna", "otto:p:w", "anna:p:w ", "")) {
            assertThat(verdict(basic, Map.of("authorization", "Basic " + base64(wrong)), "")
                            .ok())
                    .as(wrong)
                    .isFalse();
        }
        assertThat(verdict(basic, Map.of("authorization", "Basic ###"), "").ok())
                .isFalse();
    }

    @Test
    void acceptsEverySecretThatIsLive() {
        for (String secret : List.of("old", "new")) {
            String header = "sha256=" + hmac("HmacSHA256", secret, "body");
            assertThat(verdict(GITHUB, Map.of("x-sig", header), "body").ok()).isTrue();
        }
        String other = "sha256=" + hmac("HmacSHA256", "other", "body");
        assertThat(verdict(GITHUB, Map.of("x-sig", other), "body").ok()).isFalse();
    }

    @Test
    void refusesEverySignatureThatIsNotExactlyRight() {
        String right = hmac("HmacSHA256", "new", "body");
        List<String> wrong = List.of(
                "",
                "sha256=",
                right,
                "sha1=" + right,
                "SHA256=" + right,
                "sha256=" + right.toUpperCase(java.util.Locale.ROOT),
                "sha256=" + right.substring(1),
                "sha256=" + right + "0",
                "sha256=" + right + "zz",
                "sha256= " + right,
                "sha256=" + "ö".repeat(64),
                "sha256=" + "\u0130".repeat(64),
                "sha256=" + right.replace('0', '\0') + "\0");
        for (String header : wrong) {
            assertThat(verdict(GITHUB, Map.of("X-Sig", header), "body").ok())
                    .as(header)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Signature.Algorithm.class,
            names = {"HMAC_SHA1", "HMAC_SHA256", "HMAC_SHA512"})
    void computesEveryHmac(Signature.Algorithm algorithm) {
        Signature scheme =
                Signature.builder("S", secrets("key")).algorithm(algorithm).build();
        String header = hmac(algorithm.name().replace("HMAC_", "Hmac"), "key", "text");
        assertThat(verdict(scheme, Map.of("S", header), "text").ok()).isTrue();
        assertThat(verdict(scheme, Map.of("S", header), "Text").ok()).isFalse();
    }

    @Test
    void signsOverTheRawBytesWhateverTheyAre() {
        byte[] body = {(byte) 0xff, 0, (byte) 0xc3, 0x28, 13, 10};
        byte[] mac = hmac("HmacSHA256", "new".getBytes(StandardCharsets.UTF_8), body);
        WebhookRequest request = new WebhookRequest(
                "POST",
                "/",
                "",
                Map.of("X-Sig", List.of("sha256=" + HexFormat.of().formatHex(mac))),
                body);
        assertThat(new Verifier(GITHUB, CLOCK).verify(request).ok()).isTrue();
    }

    @Test
    void triesEverySignatureOfAHeader() {
        Signature scheme = Signature.builder("S", secrets("key"))
                .separator(",")
                .prefix("v1=")
                .timestamp(new Timestamp("S", "t="))
                .content("{timestamp}.{body}")
                .build();
        long at = NOW.getEpochSecond();
        String good = "v1=" + hmac("HmacSHA256", "key", at + ".x");
        assertThat(verdict(scheme, Map.of("S", "t=" + at + ",v1=00,v0=11, " + good), "x")
                        .ok())
                .isTrue();
        assertThat(verdict(scheme, Map.of("S", "t=" + at + ",t=" + at + "," + good), "x")
                        .ok())
                .isFalse();
        assertThat(verdict(scheme, Map.of("S", good), "x").ok()).isFalse();
        assertThat(verdict(scheme, Map.of("S", "t=" + at + "," + "v1=00,".repeat(20) + good), "x")
                        .ok())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, -300, 0, 300, 301})
    void toleratesAClockThatIsOffEitherWay(long seconds) {
        long at = NOW.getEpochSecond() + seconds;
        assertThat(timed(Long.toString(at)).ok()).isEqualTo(Math.abs(seconds) <= 300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "+5", "1e9", "99999999999999999999", "١٢٣"})
    void refusesATimeOfSigningThatIsNone(String at) {
        assertThat(timed(at).ok()).isFalse();
    }

    @Test
    void refusesWhenASignedHeaderIsMissing() {
        Signature scheme = Signature.builder("S", secrets("key"))
                .content("{header:Id}.{body}")
                .build();
        String header = hmac("HmacSHA256", "key", "7.x");
        assertThat(verdict(scheme, Map.of("S", header, "id", "7"), "x").ok()).isTrue();
        assertThat(verdict(scheme, Map.of("S", header), "x").reason()).isEqualTo("the header Id is missing");
    }

    @Test
    void checksEd25519() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        String raw = HexFormat.of().formatHex(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        Signature scheme = Signature.builder("S", secrets(raw))
                .algorithm(Signature.Algorithm.ED25519)
                .secretEncoding(Encoding.HEX, "")
                .build();
        java.security.Signature signer = java.security.Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update("hello".getBytes(StandardCharsets.UTF_8));
        String signature = HexFormat.of().formatHex(signer.sign());
        assertThat(verdict(scheme, Map.of("S", signature), "hello").ok()).isTrue();
        assertThat(verdict(scheme, Map.of("S", signature), "hallo").ok()).isFalse();
        for (String wrong : List.of("", "00", "f".repeat(128), "0".repeat(128), "0".repeat(127), "ö".repeat(128))) {
            assertThat(verdict(scheme, Map.of("S", wrong), "hello").ok())
                    .as(wrong)
                    .isFalse();
        }
    }

    @Test
    void findsASecretInTheQuery() {
        Verifier verifier = new Verifier(new Verification.Query("code", secrets("old", "n&w é")), CLOCK);
        for (String query : List.of("code=old", "a=b&code=n%26w+%C3%A9", "code=n%26w%20%C3%A9&x")) {
            assertThat(verifier.verify(asked(query)).ok()).as(query).isTrue();
        }
        for (String query :
                List.of("", "code", "code=", "CODE=old", "xcode=old", "code=old&code=old", "code=%zz", "code=ol")) {
            assertThat(verifier.verify(asked(query)).ok()).as(query).isFalse();
        }
        assertThat(verifier.verify(asked("code=hunter2")).reason()).doesNotContain("hunter2");
        assertThatThrownBy(() -> new Verifier(new Verification.Query("code", List.of()), CLOCK))
                .isInstanceOf(ConnectorException.class);
    }

    @Test
    void acceptsAnyOfSeveralWaysAndNoneOfNone() {
        Verifier verifier = new Verifier(
                new Verification.AnyOf(
                        List.of(Verification.bearer(secrets("t")), new Verification.Query("code", secrets("s")))),
                CLOCK);
        assertThat(verifier.verify(request(Map.of("Authorization", List.of("Bearer t")), ""))
                        .ok())
                .isTrue();
        assertThat(verifier.verify(asked("code=s")).ok()).isTrue();
        assertThat(verifier.verify(asked("code=t")).ok()).isFalse();
        assertThat(new Verifier(new Verification.AnyOf(List.of()), CLOCK)
                        .verify(asked(""))
                        .ok())
                .isFalse();
    }

    private static WebhookRequest asked(String query) {
        return new WebhookRequest("POST", "/", query, Map.of(), new byte[0]);
    }

    @Test
    void isRightWhenManyThreadsVerifyAtOnce() {
        Verifier verifier = new Verifier(GITHUB, CLOCK);
        List<Boolean> results = IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(i -> verifier.verify(request(
                                Map.of("X-Sig", List.of("sha256=" + hmac("HmacSHA256", "old", "body" + i))),
                                "body" + (i % 2 == 0 ? i : -i)))
                        .ok())
                .toList();
        for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i)).as("request %d", i).isEqualTo(i % 2 == 0);
        }
    }

    @Test
    @Tag("I7")
    void namesTheMistakeInASecretWithoutShowingIt() {
        Signature base64 = Signature.builder("S", secrets("whsec_hunter2!"))
                .secretEncoding(Encoding.BASE64, "whsec_")
                .build();
        for (Verification wrong : List.of(base64, Verification.bearer(List.of()), Verification.bearer(secrets("")))) {
            assertThatThrownBy(() -> new Verifier(wrong, CLOCK))
                    .isInstanceOf(ConnectorException.class)
                    .hasNoCause()
                    .message()
                    .contains("secret")
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void refusesASchemeThatProtectsNothing() {
        for (String content : List.of("{timestamp}", "{bdy}", "x", "{timestamp}.{body}")) {
            Signature scheme =
                    Signature.builder("S", secrets("key")).content(content).build();
            assertThatThrownBy(() -> new Verifier(scheme, CLOCK)).as(content).isInstanceOf(ConnectorException.class);
        }
    }

    private static Verdict timed(String at) {
        Signature scheme = Signature.builder("S", secrets("key"))
                .timestamp(new Timestamp("T", ""))
                .tolerance(Duration.ofMinutes(5))
                .content("{timestamp}{body}")
                .build();
        return verdict(scheme, Map.of("S", hmac("HmacSHA256", "key", at + "x"), "T", at), "x");
    }

    private static Verdict bearer(String header) {
        return verdict(Verification.bearer(secrets("one", "two")), Map.of("Authorization", header), "");
    }

    private static Verdict verdict(Verification verification, Map<String, String> headers, String body) {
        Map<String, List<String>> lists = new java.util.HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return new Verifier(verification, CLOCK).verify(request(lists, body));
    }

    private static WebhookRequest request(Map<String, List<String>> headers, String body) {
        return new WebhookRequest("POST", "/", "", headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Secret> secrets(String... values) {
        return Arrays.stream(values).map(Secret::of).toList();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hmac(String algorithm, String key, String text) {
        byte[] mac = hmac(algorithm, key.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(mac);
    }

    private static byte[] hmac(String algorithm, byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
