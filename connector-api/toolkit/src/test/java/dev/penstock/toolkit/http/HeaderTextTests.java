package dev.penstock.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeaderTextTests {
    @Test
    void undoesTheEncodingOfTheHttpBindingOnce() {
        assertThat(HeaderText.decoded("plain")).isEqualTo("plain");
        assertThat(HeaderText.decoded("Euro%20%E2%82%AC%20%F0%9F%98%80")).isEqualTo("Euro € \uD83D\uDE00");
        assertThat(HeaderText.decoded("%2541")).isEqualTo("%41");
        assertThat(HeaderText.decoded("%c3%A9")).isEqualTo("é");
    }

    @Test
    void leavesAPercentSignThatEncodesNothing() {
        assertThat(HeaderText.decoded("100%")).isEqualTo("100%");
        assertThat(HeaderText.decoded("5%x1%4")).isEqualTo("5%x1%4");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThat(HeaderText.decoded("%FF")).isNull();
        assertThat(HeaderText.decoded("%C3")).isNull();
        assertThat(HeaderText.decoded(null)).isNull();
    }
}
