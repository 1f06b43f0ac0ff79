package dev.penstock.connector.http;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.toolkit.event.StableId;
import dev.penstock.toolkit.http.AttributeHeaders;
import dev.penstock.toolkit.json.CloudEventJson;
import dev.penstock.toolkit.signature.StandardWebhooks;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Makes requests of events. Immutable; may be used by several threads. */
final class RequestBuilder {
    private static final byte[] NOTHING = {};

    private final HttpMode mode;
    private final HttpUrl url;
    private final String method;
    private final Headers common;
    private final @Nullable StandardWebhooks signer;
    private final InstantSource clock;

    RequestBuilder(HttpSinkConfig config, String connector, InstantSource clock) {
        this.mode = config.mode();
        this.url = Addresses.parsed(config.url());
        this.method = config.method();
        this.signer = config.signing() == null ? null : config.signing().signer();
        this.clock = clock;
        this.common = HeaderLines.common(connector, config.headers(), config.auth());
    }

    /**
     * The request for one event.
     *
     * @throws ConnectorException when the event cannot be sent in this mode, now or later
     */
    Request request(CloudEvent event) {
        Headers.Builder headers = common.newBuilder();
        byte[] body;
        if (mode == HttpMode.STRUCTURED) {
            body = CloudEventJson.write(event);
            headers.set("Content-Type", "application/cloudevents+json");
        } else {
            CloudEventData data = event.getData();
            body = data == null ? NOTHING : data.toBytes();
            contentType(event, headers);
            if (mode == HttpMode.BINARY) {
                AttributeHeaders.add(event, headers::add);
            }
        }
        Tracing.copy(event, headers);
        return signed(headers, body, signer == null ? "" : id(event));
    }

    /** The request for all events together. */
    Request request(List<CloudEvent> events) {
        Headers.Builder headers = common.newBuilder().set("Content-Type", "application/cloudevents-batch+json");
        String id = signer == null
                ? ""
                : StableId.hash(events.stream().map(RequestBuilder::id).toArray(String[]::new));
        return signed(headers, CloudEventJson.writeBatch(events), id);
    }

    private void contentType(CloudEvent event, Headers.Builder headers) {
        String type = event.getDataContentType();
        if (type == null || (mode == HttpMode.DATA && common.get("Content-Type") != null)) {
            return;
        }
        for (int i = 0; i < type.length(); i++) {
            if (type.charAt(i) < ' ' || type.charAt(i) > '~') {
                throw new ConnectorException(Failure.user(
                        "bad-content-type",
                        "the datacontenttype of event " + event.getId()
                                + " cannot stand in a header; mend it upstream"));
            }
        }
        headers.set("Content-Type", type);
    }

    private Request signed(Headers.Builder headers, byte[] body, String id) {
        if (signer != null) {
            Instant now = clock.instant();
            headers.set(StandardWebhooks.ID, id);
            headers.set(StandardWebhooks.TIMESTAMP, Long.toString(now.getEpochSecond()));
            headers.set(StandardWebhooks.SIGNATURE, signer.sign(id, now, body));
        }
        return new Request.Builder()
                .url(url)
                .headers(headers.build())
                .method(method, new BytesBody(body))
                .build();
    }

    /** Unique in the world and the same at every attempt; an event's id alone is unique within its source only. */
    private static String id(CloudEvent event) {
        return StableId.hash(event.getSource().toString(), event.getId());
    }
}
