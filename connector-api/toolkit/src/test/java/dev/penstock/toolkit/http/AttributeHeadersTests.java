package dev.penstock.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeHeadersTests {
    @Test
    void encodesTheExampleOfTheSpecification() {
        assertThat(AttributeHeaders.encode("Euro € 😀")).isEqualTo("Euro%20%E2%82%AC%20%F0%9F%98%80");
    }

    @Test
    void leavesAllOtherPrintableAsciiAlone() {
        String plain = "!#$&'()*+,-./0189:;<=>?@AZ[\\]^_`az{|}~";
        assertThat(AttributeHeaders.encode(plain)).isSameAs(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "%", "\"", "100% \"ü\"", "line\r\nEvil: header", "\u0000\u007f", "日本語", "%41", "a😀b"})
    void roundTripsAsPrintableAscii(String text) {
        String encoded = AttributeHeaders.encode(text);
        assertThat(encoded).matches("[!#-~]*");
        assertThat(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @Test
    void writesValuesInTheirCanonicalText() {
        assertThat(AttributeHeaders.text(OffsetDateTime.parse("2024-05-01T10:00Z")))
                .isEqualTo("2024-05-01T10:00:00Z");
        assertThat(AttributeHeaders.text(OffsetDateTime.parse("2024-05-01T10:00:00.120Z")))
                .isEqualTo("2024-05-01T10:00:00.12Z");
        assertThat(AttributeHeaders.text(OffsetDateTime.parse("2024-05-01T10:00:00+01:00:30")))
                .isEqualTo("2024-05-01T08:59:30Z");
        assertThat(AttributeHeaders.text(new byte[] {1, 2, (byte) 0xff})).isEqualTo("AQL/");
        assertThat(AttributeHeaders.text(true)).isEqualTo("true");
        assertThat(AttributeHeaders.text(-7)).isEqualTo("-7");
    }
}
