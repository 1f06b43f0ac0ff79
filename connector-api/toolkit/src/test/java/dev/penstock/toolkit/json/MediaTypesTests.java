package dev.penstock.toolkit.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class MediaTypesTests {
    @Test
    void knowsMediaTypes() {
        assertThat(java.util.List.of(
                        "text/plain",
                        "application/json; charset=utf-8",
                        "application/vnd.a+json;a=\"x;\\\"y\"",
                        "text/plain;",
                        "a/b ; c=d ; e=f"))
                .allMatch(MediaTypes::isMediaType);
        assertThat(java.util.List.of("", "text", "/", "text/", "/plain", "a/b c", "a/b;c", "a/b;c=\"", "a b/c", "é/x"))
                .noneMatch(MediaTypes::isMediaType);
    }

    @Test
    void knowsJsonAndText() {
        assertThat(java.util.List.of(
                        "application/json", "TEXT/JSON", "application/cloudevents+json; a=b", "a/json ;b=c"))
                .allMatch(MediaTypes::isJson);
        assertThat(java.util.List.of("application/jsonx", "application/xml", "json"))
                .noneMatch(MediaTypes::isJson);
        assertThat(java.util.List.of("text/csv", "application/xml", "image/svg+xml"))
                .allMatch(MediaTypes::isText);
        assertThat(MediaTypes.charset("a/b; x=y; Charset=\"UTF-8\"")).isEqualTo("utf-8");
    }

    @Test
    void readsTimes() {
        for (String time : java.util.List.of(
                "2018-04-26T14:48:09+02:00", "2026-01-31t23:59:59.123456789z", "0000-01-01T00:00:00-18:00")) {
            assertThat(Objects.requireNonNull(Rfc3339.parse(time)))
                    .as(time)
                    .isEqualTo(java.time.OffsetDateTime.parse(time.toUpperCase(java.util.Locale.ROOT)));
        }
        assertThat(Rfc3339.parse("2016-12-31T23:59:60Z")).hasToString("2016-12-31T23:59:59.999999999Z");
        for (String time : java.util.List.of(
                "",
                "2018-04-26",
                "2018-04-26T14:48:09",
                "2018-04-26T14:48:09.Z",
                "2018-04-26T24:00:00Z",
                "2018-04-26T14:48:09+0200",
                "2018-13-26T14:48:09Z",
                "2018-04-26T14:48:09+02:60",
                "2018-04-26T1a:48:09Z")) {
            assertThat(Rfc3339.parse(time)).as(time).isNull();
        }
    }
}
