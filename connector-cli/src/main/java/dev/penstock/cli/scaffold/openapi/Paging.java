package dev.penstock.cli.scaffold.openapi;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an operation pages.
 *
 * @param kind in which way
 * @param parameter the query parameter that says which page; empty where there is none
 * @param size the query parameter that says how many; empty where there is none
 * @param usual how many it gives by itself, as far as the document says
 * @param most how many may be asked for at once
 * @param first the number of the first page
 * @param next where in an answer the next page is named: steps from its top
 */
record Paging(Kind kind, String parameter, String size, long usual, long most, long first, List<String> next) {
    /** The ways. */
    enum Kind {
        /** A header names the address of the next page. */
        LINK,
        /** The answer names the address of the next page. */
        ADDRESS,
        /** The answer names a value to ask for the next page with. */
        CURSOR,
        /** Asks by the number of items before. */
        OFFSET,
        /** Asks by the number of the page. */
        PAGE,
        /** Everything is in one answer. */
        ALL
    }

    private static final List<String> CURSORS = List.of(
            "cursor",
            "pagetoken",
            "nexttoken",
            "continuationtoken",
            "continuation",
            "startingafter",
            "after",
            "marker",
            "nextcursor",
            "pagecursor",
            "token",
            "page");
    private static final List<String> NEXT = List.of(
            "nextcursor",
            "nextpagetoken",
            "nexttoken",
            "continuationtoken",
            "next",
            "nextpage",
            "nextmarker",
            "nexturl",
            "nextlink",
            "nextpageurl",
            "endcursor",
            "cursor");
    private static final List<String> PAGES = List.of("page", "pagenumber", "pageno", "pageindex", "p");
    private static final List<String> OFFSETS = List.of("offset", "skip", "start", "startat", "startindex", "from");
    private static final List<String> SIZES =
            List.of("limit", "perpage", "pagesize", "size", "count", "maxresults", "top", "take", "first", "pagelimit");
    private static final List<String> WRAPPERS =
            List.of("meta", "paging", "pagination", "links", "page", "responsemetadata");

    static Paging guess(Document document, Operation operation) {
        Map<?, ?> size = query(operation, SIZES);
        Map<?, ?> schema = document.map(size, "schema");
        long most = Math.max(1, Math.min(100_000, number(schema.get("maximum"), 1000)));
        long usual = Math.min(most, Math.max(1, number(schema.get("default"), Math.min(most, 100))));
        List<String> next = next(document, operation);
        Kind kind;
        Map<?, ?> parameter = Map.of();
        if (hasLinkHeader(document, operation)) {
            kind = Kind.LINK;
        } else if (next != null && isAddress(document, operation, next)) {
            kind = Kind.ADDRESS;
        } else if (next != null && !query(operation, CURSORS).isEmpty()) {
            kind = Kind.CURSOR;
            parameter = query(operation, CURSORS);
        } else if (!query(operation, OFFSETS).isEmpty()) {
            kind = Kind.OFFSET;
            parameter = query(operation, OFFSETS);
        } else if (!query(operation, PAGES).isEmpty()) {
            kind = Kind.PAGE;
            parameter = query(operation, PAGES);
        } else {
            kind = Kind.ALL;
        }
        Map<?, ?> place = document.map(parameter, "schema");
        long first = Math.min(1000, number(place.get("default"), number(place.get("minimum"), 1)));
        boolean named = kind == Kind.ADDRESS || kind == Kind.CURSOR;
        return new Paging(
                kind,
                Document.text(parameter, "name"),
                Document.text(size, "name"),
                usual,
                most,
                first,
                named && next != null ? next : List.of());
    }

    private static boolean hasLinkHeader(Document document, Operation operation) {
        return document.map(operation.response().get("headers")).keySet().stream()
                .anyMatch(name -> "link".equalsIgnoreCase(String.valueOf(name)));
    }

    /** The query parameter whose name is among these, the first of them first; empty where there is none. */
    static Map<?, ?> query(Operation operation, List<String> names) {
        for (String name : names) {
            for (Map<?, ?> parameter : operation.parameters()) {
                if (Document.text(parameter, "in").equals("query")
                        && plain(Document.text(parameter, "name")).equals(name)) {
                    return parameter;
                }
            }
        }
        return Map.of();
    }

    /** Without what writers of APIs differ in: case, and what is between words. */
    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static @Nullable List<String> next(Document document, Operation operation) {
        Map<String, Map<?, ?>> properties = document.properties(operation.answer());
        String found = nextIn(document, properties);
        if (found != null) {
            return List.of(found);
        }
        for (Map.Entry<String, Map<?, ?>> each : properties.entrySet()) {
            if (WRAPPERS.contains(plain(each.getKey()))) {
                String inner = nextIn(document, document.properties(each.getValue()));
                if (inner != null) {
                    return List.of(each.getKey(), inner);
                }
            }
        }
        return null;
    }

    private static @Nullable String nextIn(Document document, Map<String, Map<?, ?>> properties) {
        for (String name : NEXT) {
            for (Map.Entry<String, Map<?, ?>> property : properties.entrySet()) {
                String type = document.type(property.getValue());
                if (plain(property.getKey()).equals(name) && (type.equals("string") || type.isEmpty())) {
                    return property.getKey();
                }
            }
        }
        return null;
    }

    private static boolean isAddress(Document document, Operation operation, List<String> next) {
        Map<?, ?> at = operation.answer();
        for (String step : next) {
            at = document.properties(at).getOrDefault(step, Map.of());
        }
        String format = Document.text(at, "format");
        String example = Document.text(at, "example");
        String last = plain(next.get(next.size() - 1));
        boolean noCursor =
                query(operation, CURSORS.subList(0, CURSORS.size() - 1)).isEmpty();
        return format.startsWith("uri")
                || format.equals("url")
                || example.startsWith("http")
                || last.endsWith("url")
                || last.endsWith("link")
                || (last.equals("next") && (noCursor || next.get(0).equalsIgnoreCase("links")));
    }

    private static long number(@Nullable Object value, long otherwise) {
        return value instanceof Number number && number.longValue() >= 0 ? number.longValue() : otherwise;
    }
}
