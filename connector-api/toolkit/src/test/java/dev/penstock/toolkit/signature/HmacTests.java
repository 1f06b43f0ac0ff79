package dev.penstock.toolkit.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HmacTests {
    private static final byte[] KEY = "Jefe".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TEXT = "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8);

    @Test
    void signsAsTheVectorsOfRfc2202And4231() {
        assertThat(new Hmac(Hmac.Algorithm.SHA1, KEY).hex(TEXT)).isEqualTo("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        assertThat(new Hmac(Hmac.Algorithm.SHA256, KEY).hex(TEXT))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(new Hmac(Hmac.Algorithm.SHA512, KEY).hex(TEXT))
                .isEqualTo(
                        "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737");
    }

    @Test
    void signsAsGitHubDocumentsIt() {
        Hmac hmac = new Hmac(Hmac.Algorithm.SHA256, "It's a Secret to Everybody".getBytes(StandardCharsets.UTF_8));
        assertThat(hmac.hex("Hello, ".getBytes(StandardCharsets.UTF_8), "World!".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
    }

    @Test
    void writesBase64WithPadding() {
        Hmac hmac = new Hmac(Hmac.Algorithm.SHA256, KEY);
        assertThat(hmac.base64(TEXT))
                .isEqualTo(java.util.Base64.getEncoder()
                        .encodeToString(HexFormat.of().parseHex(hmac.hex(TEXT))))
                .endsWith("=");
    }

    @Test
    void comparesTexts() {
        assertThat(Hmac.equal("abc", "abc")).isTrue();
        assertThat(Hmac.equal("abc", "abd")).isFalse();
        assertThat(Hmac.equal("abc", "abcd")).isFalse();
        assertThat(Hmac.equal("", "")).isTrue();
    }

    @Test
    @Tag("I7")
    void neverPrintsItsKey() {
        assertThat(new Hmac(Hmac.Algorithm.SHA256, KEY)).hasToString("HmacSHA256");
        assertThatThrownBy(() -> new Hmac(Hmac.Algorithm.SHA256, new byte[0])).hasMessageContaining("not empty");
    }
}
