package dev.penstock.connector.webhook.pack;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the attributes of an event come from: for each the templates to try, in order.
 *
 * @param id the event's id
 * @param type its type
 * @param source its source
 * @param subject its subject; none when nothing is found
 * @param time its time; none when nothing is found
 */
public record Attributes(
        List<Template> id, List<Template> type, List<Template> source, List<Template> subject, List<Template> time) {
    static final Attributes NONE = new Attributes(List.of(), List.of(), List.of(), List.of(), List.of());

    public Attributes {
        id = List.copyOf(id);
        type = List.copyOf(type);
        source = List.copyOf(source);
        subject = List.copyOf(subject);
        time = List.copyOf(time);
    }

    /** These first, then those of the other. */
    Attributes then(Attributes other) {
        return new Attributes(
                join(id, other.id),
                join(type, other.type),
                join(source, other.source),
                join(subject, other.subject),
                join(time, other.time));
    }

    /** All of them. */
    List<Template> templates() {
        List<Template> all = new ArrayList<>(id);
        all.addAll(type);
        all.addAll(source);
        all.addAll(subject);
        all.addAll(time);
        return all;
    }

    /** One list after the other. */
    public static List<Template> join(List<Template> first, List<Template> second) {
        List<Template> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
