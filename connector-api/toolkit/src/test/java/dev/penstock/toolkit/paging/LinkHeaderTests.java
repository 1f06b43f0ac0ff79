package dev.penstock.toolkit.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkHeaderTests {
    private static final URI BASE = URI.create("https://api.example.com/items?page=1");
    private static final URI SECOND = URI.create("https://api.example.com/items?page=2");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<https://api.example.com/items?page=2>; rel=\"next\", <https://api.example.com/items?page=9>; rel=\"last\"",
                "<https://api.example.com/items?page=9>; rel=last,<https://api.example.com/items?page=2>;rel=next",
                "</items?page=2>; rel=\"prefetch NEXT\"; title=\"a, <b>; rel=last\"",
                "<?page=2> ; title*=UTF-8''x ; Rel = \"next\"",
                "</1>; title=\"rel=\\\"next\\\"\"; rel=prev, </items?page=2>; rel=next; rel=last",
            })
    void findsTheNextPage(String header) {
        assertThat(LinkHeader.next(List.of(header), BASE)).isEqualTo(SECOND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "<",
                "<>",
                "</x",
                "</x>",
                "</x>;",
                "</x>; rel",
                "</x>; rel=",
                "</x>; rel=\"",
                "</x>; rel=prev; rel=next",
                "</x>; rel=nextish",
                "</x>; title=\"rel=next\"",
                "</a b>; rel=next",
                "garbage; rel=next",
            })
    void findsNoneWhereThereIsNone(String header) {
        assertThat(LinkHeader.next(List.of(header), BASE)).isNull();
    }

    @Test
    void looksThroughSeveralHeaders() {
        assertThat(LinkHeader.next(List.of("</1>; rel=prev", "</items?page=2>; rel=next"), BASE))
                .isEqualTo(SECOND);
        assertThat(LinkHeader.next(List.of(), BASE)).isNull();
    }
}
