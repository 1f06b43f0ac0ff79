package dev.penstock.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.config.Secret;
import dev.penstock.toolkit.http.StatusRule;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSinkConfigTests {
    private static final URI URL = URI.create("https://example.com/");

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com/", "example.com", "http:///path", "https://me:pass@example.com/"})
    void refusesUrlsItCannotUse(String url) {
        assertThatThrownBy(() -> Sinks.to(URI.create(url)).config())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("url")
                .hasMessageNotContaining("pass@");
    }

    @ParameterizedTest
    @CsvSource({"ce-id", "Content-Length", "Content-Type", "transfer-encoding", "Connection", "bad name", "''"})
    void refusesHeadersThatAreItsOwn(String name) {
        assertThatThrownBy(() -> Sinks.to(URL).header(name, "x").config()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Tag("I7")
    void refusesHeaderValuesThatCannotBeSentWithoutShowingThem() {
        assertThatThrownBy(() ->
                        Sinks.to(URL).header("X-Key", "hunter2\r\nEvil: 1").config())
                .hasMessageContaining("X-Key")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> Sinks.to(URL)
                        .auth(new HttpAuth.Bearer(Secret.of("hünter2")))
                        .config())
                .hasMessageContaining("Authorization")
                .hasMessageNotContaining("nter2");
        assertThatThrownBy(() -> Sinks.to(URL).sign("whsec_hunter2!").config())
                .hasMessageContaining("whsec_")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void refusesStatusesThatAreNone() {
        assertThatThrownBy(() -> Sinks.to(URL)
                        .statuses(Map.of("teapot", StatusRule.RETRY))
                        .config())
                .hasMessageContaining("teapot");
    }

    @Test
    @Tag("I7")
    void neverPrintsASecret() {
        for (HttpAuth auth : new HttpAuth[] {
            new HttpAuth.Bearer(Secret.of("hunter2")),
            new HttpAuth.Basic(new HttpAuth.Credentials("me", Secret.of("hunter2"))),
            new HttpAuth.ApiKey(new HttpAuth.Key("X-Key", Secret.of("hunter2")))
        }) {
            assertThat(Sinks.to(URL)
                            .header("X-Other", "hunter2")
                            .auth(auth)
                            .config()
                            .toString())
                    .contains("******")
                    .doesNotContain("hunter2");
        }
    }
}
