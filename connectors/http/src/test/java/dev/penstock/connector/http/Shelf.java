package dev.penstock.connector.http;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A list behind an API, paged in every way there is; items are numbers, written as objects with an id and a time. */
final class Shelf implements Api.Answer {
    final List<Integer> items = new ArrayList<>();
    int size = 3;
    Runnable afterEach = () -> {};
    boolean etags;

    Shelf add(int from, int to) {
        for (int i = from; i <= to; i++) {
            items.add(i);
        }
        return this;
    }

    /** Puts newer items before the others. */
    Shelf push(int from, int to) {
        for (int i = from; i <= to; i++) {
            items.add(0, i);
        }
        return this;
    }

    static String item(int id) {
        return "{\"id\":" + id + ",\"at\":\"" + at(id) + "\"}";
    }

    static String at(int id) {
        return String.format("2026-01-01T%02d:%02d:00Z", id / 60, id % 60);
    }

    static List<String> ids(int from, int to) {
        List<String> ids = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            ids.add(Integer.toString(i));
        }
        return ids;
    }

    @Override
    public synchronized Api.Reply to(Api.Request request) {
        List<Integer> found = items;
        String since = request.parameter("since");
        if (since != null) {
            found = found.stream().filter(i -> at(i).compareTo(since) >= 0).toList();
        }
        String cursor = request.parameter("cursor");
        int from = cursor != null
                ? found.indexOf(Integer.parseInt(cursor)) + 1
                : request.number("offset", (request.number("page", 1) - 1) * size);
        int to = Math.min(found.size(), from + size);
        List<Integer> page = from >= to ? List.of() : List.copyOf(found.subList(from, to));
        String etag = "\"" + page.hashCode() + "\"";
        if (etags && etag.equals(request.header("if-none-match"))) {
            return Api.Reply.of(304, "ETag", etag);
        }
        Api.Reply reply = Api.Reply.ok("{\"items\":["
                + page.stream().map(Shelf::item).collect(Collectors.joining(","))
                + "],\"next\":" + (to < found.size() && !page.isEmpty() ? page.get(page.size() - 1) : "null") + "}");
        if (etags) {
            reply = reply.with("ETag", etag);
        }
        if (to < found.size()) {
            reply = reply.with("Link", "</list?page=" + (request.number("page", 1) + 1) + ">; rel=\"next\"");
        }
        afterEach.run();
        return reply;
    }
}
