package dev.penstock.cli.scaffold.openapi;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The code that asks for a page: in the connector, and in the fake that answers. */
final class PagingCode {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^{}]+)}");
    private static final String IN = "        ";

    private final RestApi api;
    private final Paging paging;

    PagingCode(RestApi api) {
        this.api = api;
        this.paging = api.paging;
    }

    boolean byPosition() {
        return switch (paging.kind()) {
            case OFFSET, PAGE, ALL -> true;
            case LINK, ADDRESS, CURSOR -> false;
        };
    }

    static String pointer(List<String> steps) {
        StringBuilder pointer = new StringBuilder();
        steps.forEach(step -> pointer.append('/').append(step.replace("~", "~0").replace("/", "~1")));
        return pointer.toString();
    }

    String sentence() {
        String parameter = "`" + JavaText.shown(paging.parameter()) + "`";
        String next = "`" + JavaText.shown(pointer(paging.next())) + "`";
        return switch (paging.kind()) {
            case LINK -> "The header `Link` names the next page.";
            case ADDRESS -> next + " of an answer is the address of the next page.";
            case CURSOR -> next + " of an answer is what " + parameter + " asks for the next page with.";
            case OFFSET -> parameter + " is the number of items before.";
            case PAGE ->
                parameter + " is the number of the page, and the first is " + paging.first()
                        + "; a page that is not the last holds exactly `page-size` items.";
            case ALL -> "Nothing looks like pages: every poll reads the whole list.";
        };
    }

    Map<String, String> placeholders() {
        Map<String, String> texts = new TreeMap<>();
        boolean link = paging.kind() == Paging.Kind.LINK;
        boolean cursor = paging.kind() == Paging.Kind.CURSOR;
        texts.put("__pagingCheck__", sentence().replace("`", "'"));
        texts.put("__itemsPointer__", literal(pointer(api.operation.items())));
        texts.put("__segments__", segments());
        texts.put("__fixed__", fixed());
        texts.put("__position__", position());
        texts.put("__more__", paging.kind() == Paging.Kind.ALL ? "false" : "!items.isEmpty()");
        texts.put(
                "__address__",
                cursor
                        ? IN + "if (!page.isEmpty()) {\n" + IN + "    url.setQueryParameter("
                                + literal(paging.parameter()) + ", page);\n" + IN + "}\n" + IN + "return url.build();\n"
                        : IN + "// an offset may be of another url\n" + IN
                                + "return page.isEmpty() ? url.build() : HttpUrl.get(ofTheSameService(url.build(),"
                                + " page));\n");
        texts.put(
                "__next__",
                link
                        ? IN + "URI next = LinkHeader.next(answer.links(), url.uri());\n" + IN
                                + "return next == null ? \"\" : ofTheSameService(url, next.toString());\n"
                        : IN + "String next = JsonPointers.find(answer.body(), NEXT)[0];\n" + IN + "return next == null"
                                + (cursor
                                        ? " ? \"\" : next;\n"
                                        : " || next.isEmpty() ? \"\" : ofTheSameService(url, next);\n"));
        texts.put("__sameService__", cursor ? "" : SAME_SERVICE);
        texts.put(
                "__nextField__",
                link
                        ? ""
                        : "    // CHECK: where an answer names the next page.\n"
                                + "    private static final List<JsonPointer> NEXT = List.of(JsonPointer.parse("
                                + literal(pointer(paging.next())) + "));\n");
        texts.put("__pointersImport__", link ? "" : "import dev.penstock.toolkit.json.JsonPointers;\n");
        texts.put("__linkImport__", link ? "import dev.penstock.toolkit.paging.LinkHeader;\n" : "");
        fake(texts);
        return texts;
    }

    private static final String SAME_SERVICE =
            """
                /** An address of the same service; another must not get the credentials. */
                private static String ofTheSameService(HttpUrl url, String named) {
                    HttpUrl next = url.resolve(named);
                    if (next == null
                            || !next.host().equals(url.host())
                            || next.port() != url.port()
                            || !next.scheme().equals(url.scheme())) {
                        throw new ConnectorException(Failure.external(
                                "foreign-page", "a next page is not at " + url.host() + " and is not asked for; check the url"));
                    }
                    return Credentials.withoutSecrets(next).toString();
                }

            """;

    private String segments() {
        StringBuilder code = new StringBuilder();
        String[] segments = api.operation.path().split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean slashAtTheEnd = i > 1 && i == segments.length - 1;
            if (!segments[i].isEmpty() || slashAtTheEnd) {
                code.append(IN)
                        .append("url.addPathSegment(")
                        .append(segments[i].isEmpty() ? "\"\"" : segment(segments[i]))
                        .append(");\n");
            }
        }
        return code.toString();
    }

    private String segment(String segment) {
        List<String> parts = new ArrayList<>();
        Matcher matcher = PARAMETER.matcher(segment);
        int at = 0;
        while (matcher.find()) {
            String component = api.components.get("path " + matcher.group(1));
            if (component != null) {
                if (matcher.start() > at) {
                    parts.add(literal(segment.substring(at, matcher.start())));
                }
                parts.add("config." + component + "()");
                at = matcher.end();
            }
        }
        if (at < segment.length()) {
            parts.add(literal(segment.substring(at)));
        }
        return String.join(" + ", parts);
    }

    private String fixed() {
        Map<String, String> values = new LinkedHashMap<>();
        api.constants.forEach((name, value) -> values.put(name, literal(value)));
        api.components.forEach((parameter, component) -> {
            if (parameter.startsWith("query ")) {
                values.put(parameter.substring(6), "config." + component + "()");
            }
        });
        if (!paging.size().isEmpty()) {
            values.put(paging.size(), "Integer.toString(config.pageSize())");
        }
        StringBuilder code = new StringBuilder();
        values.forEach((name, value) -> code.append(IN)
                .append("url.setQueryParameter(")
                .append(literal(name))
                .append(", ")
                .append(value)
                .append(");\n"));
        if (!api.since.isEmpty()) {
            code.append(IN).append("if (config.since() != null) {\n").append(IN).append("    url.setQueryParameter(");
            code.append(literal(api.since))
                    .append(", config.since());\n")
                    .append(IN)
                    .append("}\n");
        }
        return code.toString();
    }

    private String position() {
        String set = IN + "url.setQueryParameter(" + literal(paging.parameter()) + ", Long.toString(";
        return switch (paging.kind()) {
            case OFFSET -> set + "position));";
            case PAGE ->
                set + "position / config.pageSize() + " + paging.first() + "));\n" + IN
                        + "skipped = position % config.pageSize();";
            default -> IN + "skipped = position;";
        };
    }

    private void fake(Map<String, String> texts) {
        String place = "parameter(exchange, " + literal(paging.parameter().isEmpty() ? "from" : paging.parameter())
                + ", \"\")";
        texts.put("__sizeName__", literal(paging.size().isEmpty() ? "no size" : paging.size()));
        texts.put(
                "__from__",
                switch (paging.kind()) {
                    case ALL -> "0";
                    case PAGE -> "(Integer.parseInt(\"0\" + " + place + ") - " + paging.first() + ") * limit";
                    default -> "Integer.parseInt(\"0\" + " + place + ")";
                });
        String address = "url() + exchange.getRequestURI().getPath() + \"?from=\" + next";
        texts.put(
                "__nextOfFake__",
                switch (paging.kind()) {
                    case LINK ->
                        IN + "if (!next.isEmpty()) {\n" + IN
                                + "    exchange.getResponseHeaders().set(\"Link\", \"<\" + " + address
                                + " + \">; rel=\\\"next\\\"\");\n" + IN + "}\n";
                    case ADDRESS -> IN + "next = next.isEmpty() ? \"\" : " + address + ";\n";
                    default -> "";
                });
        texts.put(
                "__limit__",
                paging.kind() == Paging.Kind.ALL
                        ? "items.size()"
                        : "Integer.parseInt(parameter(exchange, " + texts.get("__sizeName__") + ", \"4\"))");
        texts.put("__answer__", literal(answer()));
        texts.put("__pathPattern__", literal(pattern()));
    }

    /** A whole answer as JSON, with marks for the items and the next page. */
    private String answer() {
        List<String> items = api.operation.items();
        List<String> next = paging.next();
        if (items.isEmpty()) {
            return "[@ITEMS@]";
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        put(answer, items, "@ITEMS@");
        if (!next.isEmpty()) {
            put(answer, next, "@NEXT@");
        }
        return json(answer);
    }

    @SuppressWarnings("unchecked") // made here
    private static void put(Map<String, Object> answer, List<String> way, String mark) {
        Map<String, Object> at = answer;
        for (String step : way.subList(0, way.size() - 1)) {
            at = (Map<String, Object>) at.computeIfAbsent(step, name -> new LinkedHashMap<String, Object>());
        }
        at.put(way.get(way.size() - 1), mark);
    }

    private static String json(Map<String, Object> answer) {
        try {
            return JSON.std.asString(answer).replace("\"@ITEMS@\"", "[@ITEMS@]").replace("\"@NEXT@\"", "@NEXT@");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String pattern() {
        StringBuilder pattern = new StringBuilder();
        Matcher matcher = PARAMETER.matcher(api.operation.path());
        int at = 0;
        while (matcher.find()) {
            pattern.append(Pattern.quote(api.operation.path().substring(at, matcher.start())))
                    .append("[^/]+");
            at = matcher.end();
        }
        return pattern.append(Pattern.quote(api.operation.path().substring(at))).toString();
    }

    private static String literal(String text) {
        return JavaText.literal(text);
    }
}
