package dev.penstock.connector.http;

import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import dev.penstock.toolkit.http.StatusRule;
import dev.penstock.toolkit.http.StatusTable;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@link HttpSink}.
 *
 * @param url where to send
 * @param mode how an event becomes a request
 * @param method of the requests
 * @param headers sent with every request; secret because many carry keys
 * @param auth proves who sends
 * @param timeout of one request, from connecting to the end of the answer
 * @param concurrency how many requests at once
 * @param statuses what statuses mean, where the standard table does not fit
 * @param tls PEM files
 * @param signing Standard Webhooks, or null
 */
public record HttpSinkConfig(
        @Option(value = "Where to send the events", example = "https://example.com/events") URI url,
        @Option(value = "How an event becomes a request", fallback = "binary") HttpMode mode,
        @Option(value = "Method of the requests", fallback = "POST", pattern = "POST|PUT|PATCH") String method,
        @Option(value = "Headers sent with every request", fallback = "") Map<String, Secret> headers,
        @Option("How requests prove who sends them") @Nullable HttpAuth auth,
        @Option(value = "Longest time for one request, connecting included", fallback = "10s", min = "1ms", max = "10m")
                Duration timeout,
        @Option(
                        value = "How many requests at once; events of one key always follow one another",
                        fallback = "8",
                        min = "1",
                        max = "1024")
                int concurrency,
        @Option(
                        value = "What a status (404) or a class (5xx) means, where the standard table does not fit",
                        fallback = "")
                Map<String, StatusRule> statuses,
        @Option("PEM files for TLS") @Nullable HttpTls tls,
        @Option(
                        "Standard Webhooks: the headers webhook-id, webhook-timestamp and webhook-signature; it signs the body, so"
                                + " use mode structured to have the attributes of the event signed too")
                @Nullable
                HttpSigning signing) {

    public HttpSinkConfig {
        headers = Map.copyOf(headers);
        statuses = Map.copyOf(statuses);
        Addresses.check("url", url);
        for (Map.Entry<String, Secret> header : headers.entrySet()) {
            checkHeader(header.getKey(), header.getValue(), mode);
        }
        if (auth != null) {
            Map.Entry<String, Secret> header = auth.header();
            if (header != null) {
                checkHeader(header.getKey(), header.getValue(), mode);
            }
        }
        checkUsable(StatusTable.standard().with(statuses));
    }

    /** All values that must never show. */
    List<Secret> secrets() {
        List<Secret> secrets = new ArrayList<>(headers.values());
        if (auth != null) {
            secrets.addAll(auth.secrets());
        }
        if (signing != null) {
            secrets.addAll(signing.secrets());
        }
        return secrets;
    }

    /** Where it sends, without path and query: some services take a path that is a secret. */
    String target() {
        return method + " " + url.getScheme() + "://" + url.getRawAuthority(); // I7
    }

    private static void checkHeader(String name, Secret value, HttpMode mode) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean ours = lower.startsWith("ce-")
                || switch (lower) {
                    case "content-length", "transfer-encoding", "connection", "expect" -> true;
                    case "content-type" -> mode != HttpMode.DATA;
                    default -> false;
                };
        if (ours) {
            throw new IllegalArgumentException("the header " + name + " is set by the sink; leave it out");
        }
        HeaderLines.check(name, value);
    }

    /** Its constructor has checked what it is made of. */
    private static void checkUsable(Object made) {
        Objects.requireNonNull(made);
    }
}
