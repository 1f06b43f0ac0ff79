package dev.penstock.cli.scaffold;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of connector that a project can be begun with, each with the templates of its code. */
@SuppressWarnings("ImmutableEnumChecker") // the lists cannot be changed
public enum ProjectKind {
    /** Reads a list by a cursor. */
    POLLING_SOURCE("polling-source", List.of("Http", "__Name__Source"), "__Name__SourceTests", "Fake__Name__Service"),
    /** Takes messages and settles them by their receipts. */
    QUEUE_SOURCE("queue-source", List.of("Http", "__Name__Queue"), "__Name__QueueTests", "Fake__Name__Queue"),
    /** Takes signed posts. */
    WEBHOOK_SOURCE("webhook-source", List.of("__Name__Webhook"), "__Name__WebhookTests"),
    /** Posts events. */
    SINK("sink", List.of("Http", "__Name__Sink"), "__Name__SinkTests", "Fake__Name__Receiver");

    private final String text;
    private final List<String> classes;
    private final List<String> tests;

    ProjectKind(String text, List<String> classes, String... tests) {
        this.text = text;
        this.classes = classes;
        this.tests = List.of(tests);
    }

    /** As it is written on the command line. */
    public String text() {
        return text;
    }

    /** The kind that is written so. */
    public static Optional<ProjectKind> of(String text) {
        return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
    }

    /** All of them, as they are written. */
    public static List<String> texts() {
        return Arrays.stream(values()).map(ProjectKind::text).toList();
    }

    List<String> classes() {
        return classes;
    }

    List<String> tests() {
        return tests;
    }
}
