package dev.penstock.host;

import java.util.Set;

/**
 * The packages that a connector shares with Penstock, because their types cross the border between them.
 *
 * <p>Exact names: a connector's own {@code dev.penstock.api.extras} or {@code org.slf4j.impl} stays its own.
 */
final class SharedPackages {
    private static final Set<String> NAMES = Set.of(
            "dev.penstock.api",
            "dev.penstock.api.config",
            "dev.penstock.api.webhook",
            "io.cloudevents",
            "io.cloudevents.lang",
            "io.cloudevents.rw",
            "io.cloudevents.types",
            "io.cloudevents.core",
            "io.cloudevents.core.builder",
            "io.cloudevents.core.data",
            "io.cloudevents.core.extensions",
            "io.cloudevents.core.extensions.impl",
            "io.cloudevents.core.format",
            "io.cloudevents.core.impl",
            "io.cloudevents.core.message",
            "io.cloudevents.core.message.impl",
            "io.cloudevents.core.provider",
            "io.cloudevents.core.v03",
            "io.cloudevents.core.v1",
            "io.cloudevents.core.validator",
            "org.slf4j",
            "org.slf4j.event",
            "org.slf4j.helpers",
            "org.slf4j.spi",
            "org.jspecify.annotations");

    private SharedPackages() {}

    static Set<String> names() {
        return NAMES;
    }

    static boolean contains(String className) {
        int dot = className.lastIndexOf('.');
        return dot > 0 && NAMES.contains(className.substring(0, dot));
    }
}
