package dev.penstock.connector.http;

import dev.penstock.api.config.DataSize;
import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import dev.penstock.toolkit.http.StatusRule;
import dev.penstock.toolkit.http.StatusTable;
import dev.penstock.toolkit.json.JsonPointer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@link HttpSource}.
 *
 * @param url of the list
 * @param method of the requests
 * @param headers sent with every request; secret because many carry keys
 * @param body sent with every request
 * @param auth proves who asks
 * @param interval how often to look
 * @param items where the items stand
 * @param paging how the next page is found
 * @param order how the list is sorted
 * @param since leaves out what is older
 * @param start where to begin
 * @param id of the event
 * @param version tells states of an item apart
 * @param type of the event
 * @param subject of the event
 * @param time of the event
 * @param source of the event
 * @param partitionKey what orders events
 * @param remember how many items are recognised
 * @param maxBody the largest page
 * @param timeout of one request
 * @param statuses what statuses mean, where the standard table does not fit
 * @param tls PEM files
 */
public record HttpSourceConfig(
        @Option(value = "The address of the list", example = "https://example.com/orders") URI url,
        @Option(value = "Method of the requests", fallback = "GET", pattern = "GET|POST") String method,
        @Option(value = "Headers sent with every request", fallback = "") Map<String, Secret> headers,
        @Option("What POST requests carry; JSON unless the headers say otherwise") @Nullable String body,
        @Option("How requests prove who sends them") @Nullable HttpAuth auth,
        @Option(
                        value = "How often to look for new items; a longer X-Poll-Interval is obeyed",
                        fallback = "1m",
                        min = "10ms")
                Duration interval,
        @Option(
                        value =
                                "A JSON pointer to the array of items; empty: the whole answer, one item unless it is an array",
                        fallback = "",
                        example = "/orders")
                String items,
        @Option("How the next page is found; without it one answer is the whole list") @Nullable Paging paging,
        @Option(value = "How the service sorts the list", fallback = "any") Order order,
        @Option("A parameter by which the service leaves out what was read before") @Nullable Since since,
        @Option(value = "Where to begin when it first runs", fallback = "beginning") Start start,
        @Option("The event's id; without it, or where an item has none, made of the item's content") @Nullable Value id,
        @Option(
                        "What changes with every change of an item, such as {pointer: /updated_at}: each is an event of its own")
                @Nullable
                Value version,
        @Option("The event's type; by default dev.penstock.http.item") @Nullable Value type,
        @Option("The event's subject; none by default") @Nullable Value subject,
        @Option(
                        "The event's time, as in 2026-01-31T23:59:59Z or in seconds or milliseconds since 1970; none by default")
                @Nullable
                Value time,
        @Option("The event's source; by default the url without its query") @Nullable URI source,
        @Option("Events of one key stay in order; by default all events of the source do") @Nullable Value partitionKey,
        @Option(
                        value =
                                "How many items are remembered, to hand out none twice: at least as many as a page has, and"
                                        + " with 'order: any' as the whole list has",
                        fallback = "10000",
                        min = "1",
                        max = "100000")
                int remember,
        @Option(value = "The largest answer", fallback = "8MiB", min = "1KiB", max = "512MiB") DataSize maxBody,
        @Option(value = "Longest time for one request, connecting included", fallback = "10s", min = "1ms", max = "10m")
                Duration timeout,
        @Option(
                        value = "What a status (404) or a class (5xx) means, where the standard table does not fit",
                        fallback = "")
                Map<String, SourceRule> statuses,
        @Option("PEM files for TLS") @Nullable HttpTls tls) {

    private static final Set<String> OURS = Set.of(
            "content-length",
            "transfer-encoding",
            "connection",
            "expect",
            "host",
            "range",
            "accept-encoding",
            "if-none-match",
            "if-modified-since");

    public HttpSourceConfig {
        headers = Map.copyOf(headers);
        statuses = Map.copyOf(statuses);
        Addresses.check("url", url);
        JsonPointer.parse(items);
        headers.forEach(HttpSourceConfig::checkHeader);
        Map.Entry<String, Secret> proof = auth == null ? null : auth.header();
        if (proof != null) {
            checkHeader(proof.getKey(), proof.getValue());
        }
        Objects.requireNonNull(table(statuses)); // refuses what is no status
        if (body != null && !method.equals("POST")) {
            throw new IllegalArgumentException("'body' is sent with 'method: POST' only; set both or leave out 'body'");
        }
        checkPlaces(paging, since, method, body);
        if (id instanceof Value.Constant) {
            throw new IllegalArgumentException(
                    "'id' must differ from item to item; take it from one with {pointer: /name}");
        }
        if (version instanceof Value.Constant || (version != null && id == null)) {
            throw new IllegalArgumentException("'version' is taken from an item with {pointer: /name}, beside 'id'");
        }
        if (source != null && source.toString().isEmpty()) {
            throw new IllegalArgumentException("'source' is empty; leave it out to take the url");
        }
    }

    private static void checkPlaces(
            @Nullable Paging paging, @Nullable Since since, String method, @Nullable String body) {
        List<String> places = new ArrayList<>();
        if (paging != null && paging.place() != null) {
            places.add(paging.place());
        }
        if (since != null) {
            places.add(since.parameter());
        }
        for (String name : places) {
            Place place = Place.of(name);
            if (place.inBody() && !method.equals("POST")) {
                throw new IllegalArgumentException("'" + name + "' points into the body, which is sent with"
                        + " 'method: POST' only; set that, or name a parameter");
            }
            if (place.inBody()) {
                checkBody(place, name, body);
            }
        }
    }

    private static void checkBody(Place place, String name, @Nullable String body) {
        try {
            Objects.requireNonNull(place.with(new Ask(HttpUrl.get("http://localhost/"), orObject(body)), "0"));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot be set in 'body': " + e.getMessage() + "; make 'body' a JSON object", e);
        }
    }

    private static String orObject(@Nullable String body) {
        return body == null ? "{}" : body;
    }

    /** What is sent, before anything is said about pages. */
    Ask ask() {
        boolean inBody = (paging != null && isInBody(paging.place())) || (since != null && isInBody(since.parameter()));
        return new Ask(Addresses.parsed(url), inBody ? orObject(body) : body == null ? "" : body);
    }

    private static boolean isInBody(@Nullable String place) {
        return place != null && Place.of(place).inBody();
    }

    /** What statuses mean; delivered stands for what is no failure. */
    StatusTable table() {
        return table(statuses);
    }

    private static StatusTable table(Map<String, SourceRule> changes) {
        Map<String, StatusRule> rules = new HashMap<>();
        changes.forEach((key, rule) -> rules.put(key, rule.rule()));
        return StatusTable.standard().with(rules);
    }

    private static void checkHeader(String name, Secret value) {
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the header " + name + " is set by the source; leave it out");
        }
        HeaderLines.check(name, value);
    }

    /** All values that must never show. */
    List<Secret> secrets() {
        List<Secret> secrets = new ArrayList<>(headers.values());
        if (auth != null) {
            secrets.addAll(auth.secrets());
        }
        return secrets;
    }

    /** Where it asks, without path and query. */
    String target() {
        return method + " " + Addresses.shown(url);
    }
}
