package dev.penstock.runtime.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTests {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080, 127.0.0.1:8080, true",
        "8080, 127.0.0.1:8080, true",
        "localhost:0, localhost:0, true",
        "[::1]:80, [::1]:80, true",
        "0.0.0.0:80, 0.0.0.0:80, false",
        ":80, *:80, false",
        "*:80, *:80, false",
    })
    void readsAddressesAndKnowsWhichAreLocal(String text, String shown, boolean loopback) {
        ListenAddress address = ListenAddress.parse(text);
        assertThat(address).hasToString(shown);
        assertThat(address.isLoopback()).isEqualTo(loopback);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "host:", "host:x", "host:65536", "host:-1", "::1:80"})
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HOST:PORT");
    }

    @Test
    void keepsTheBrackets() {
        assertThat(ListenAddress.parse("[fe80::1]:1").host()).isEqualTo("fe80::1");
    }
}
