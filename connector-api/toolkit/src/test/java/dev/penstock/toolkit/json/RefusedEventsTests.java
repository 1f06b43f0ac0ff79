package dev.penstock.toolkit.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedEventsTests {
    private static final String MINIMAL = "'specversion':'1.0','id':'1','source':'/s','type':'t'";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'id':'1','source':'/s','type':'t'} | 'specversion' is missing",
                "{'specversion':'0.3','id':'1','source':'/s','type':'t'} | '0.3' is not supported",
                "{'specversion':'1.0','source':'/s','type':'t'} | 'id' is missing",
                "{'specversion':'1.0','id':'','source':'/s','type':'t'} | 'id' is empty",
                "{'specversion':'1.0','id':1,'source':'/s','type':'t'} | 'id' must be a string",
                "{'specversion':'1.0','id':null,'source':'/s','type':'t'} | 'id' is missing",
                "{'specversion':'1.0','id':'1','source':'','type':'t'} | 'source' is empty",
                "{'specversion':'1.0','id':'1','source':'a b','type':'t'} | 'source' is not a URI",
                "{'specversion':'1.0','id':'1','source':'/s','type':''} | 'type' is empty",
                "{M,'time':'2026-01-31 00:00:00Z'} | not an RFC 3339 time",
                "{M,'time':'2026-02-30T00:00:00Z'} | not an RFC 3339 time",
                "{M,'time':'2026-01-31T00:00:00'} | not an RFC 3339 time",
                "{M,'datacontenttype':''} | not a media type",
                "{M,'datacontenttype':'json'} | not a media type",
                "{M,'dataschema':''} | 'dataschema' is empty",
                "{M,'dataschema':'x'} | not an absolute URI",
                "{M,'subject':''} | 'subject' is empty",
                "{M,'Upper':'x'} | not an attribute name",
                "{M,'under_score':'x'} | not an attribute name",
                "{M,'':'x'} | not an attribute name",
                "{M,'x':1.5} | a number",
                "{M,'x':2147483648} | beyond 32 bits",
                "{M,'x':{}} | an object",
                "{M,'x':[]} | an array",
                "{M,'x':'1','x':'1'} | twice",
                "{M,'data':1,'data':1} | twice",
                "{M,'data':1,'data_base64':''} | both",
                "{M,'data_base64':'?'} | not Base64",
                "{M,'data_base64':5} | must be a string",
                "{M,'data':{},'datacontenttype':'text/plain'} | is not JSON",
                "{M,'data':'\\ud800','datacontenttype':'text/plain'} | cannot encode",
                "{M} x | not JSON",
                "{M}{} | more after the end",
                "{M | not JSON",
                "[] | an event is a JSON object, not an array",
                "`` | an event is a JSON object, not nothing"
            })
    void refusesWithAReason(String json, String reason) {
        byte[] bytes = json.replace("M", MINIMAL).replace('\'', '"').getBytes(UTF_8);
        assertThatThrownBy(() -> CloudEventJson.read(bytes))
                .isInstanceOf(NotACloudEvent.class)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesWhatIsNotUtf8() {
        String text = ("{" + MINIMAL + ",'data':'é'}").replace('\'', '"');
        assertThatThrownBy(() -> CloudEventJson.read(text.getBytes(ISO_8859_1)))
                .isInstanceOf(NotACloudEvent.class)
                .hasMessageContaining("invalid UTF-8");
        assertThatThrownBy(() -> CloudEventJson.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_16LE)))
                .isInstanceOf(NotACloudEvent.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 100_000})
    void refusesNestingWithoutAnEnd(int depth) {
        String text = ("{" + MINIMAL + ",'data':").replace('\'', '"') + "[".repeat(depth) + "]".repeat(depth) + "}";
        assertThatThrownBy(() -> CloudEventJson.read(text.getBytes(UTF_8))).isInstanceOf(NotACloudEvent.class);
    }

    @Test
    void nullIsAbsent() {
        String text = ("{" + MINIMAL + ",'subject':null,'time':null,'data':null,'data_base64':null,'x':null}")
                .replace('\'', '"');
        CloudEvent event = CloudEventJson.read(text.getBytes(UTF_8));
        assertThat(event.getSubject()).isNull();
        assertThat(event.getData()).isNull();
        assertThat(event.getExtensionNames()).isEmpty();
    }

    @Test
    void textAttributesAreJudgedAlike() {
        Map<String, String> attributes = new HashMap<>(Map.ofEntries(
                entry("specversion", "1.0"),
                entry("id", "1"),
                entry("source", "/s"),
                entry("type", "t"),
                entry("traceparent", "x")));
        assertThat(ValidEvents.of(attributes, null).getExtension("traceparent")).isEqualTo("x");
        attributes.put("time", "yesterday");
        assertThatThrownBy(() -> ValidEvents.of(attributes, null)).isInstanceOf(NotACloudEvent.class);
    }
}
