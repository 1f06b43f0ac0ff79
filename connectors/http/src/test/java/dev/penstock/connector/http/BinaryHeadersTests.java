package dev.penstock.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryHeadersTests {
    @Test
    void encodesTheExampleOfTheSpecification() {
        assertThat(BinaryHeaders.encode("Euro € 😀")).isEqualTo("Euro%20%E2%82%AC%20%F0%9F%98%80");
    }

    @Test
    void leavesAllOtherPrintableAsciiAlone() {
        String plain = "!#$&'()*+,-./0189:;<=>?@AZ[\\]^_`az{|}~";
        assertThat(BinaryHeaders.encode(plain)).isSameAs(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "%", "\"", "100% \"ü\"", "line\r\nEvil: header", "\u0000\u007f", "日本語", "%41", "a😀b"})
    void roundTripsAsPrintableAscii(String text) {
        String encoded = BinaryHeaders.encode(text);
        assertThat(encoded).matches("[!#-~]*");
        assertThat(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @Test
    void writesValuesInTheirCanonicalText() {
        assertThat(BinaryHeaders.text(OffsetDateTime.parse("2024-05-01T10:00Z")))
                .isEqualTo("2024-05-01T10:00:00Z");
        assertThat(BinaryHeaders.text(OffsetDateTime.parse("2024-05-01T10:00:00.120Z")))
                .isEqualTo("2024-05-01T10:00:00.12Z");
        assertThat(BinaryHeaders.text(OffsetDateTime.parse("2024-05-01T10:00:00+01:00:30")))
                .isEqualTo("2024-05-01T08:59:30Z");
        assertThat(BinaryHeaders.text(new byte[] {1, 2, (byte) 0xff})).isEqualTo("AQL/");
        assertThat(BinaryHeaders.text(true)).isEqualTo("true");
        assertThat(BinaryHeaders.text(-7)).isEqualTo("-7");
    }
}
