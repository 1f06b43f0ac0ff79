package dev.penstock.runtime.plugin;

import org.jspecify.annotations.Nullable;

/**
 * What a search for a connector found.
 *
 * @param connector the connector, or null
 * @param message why there is none; empty when there is
 * @param fix what to do about it
 */
public record Lookup(@Nullable Installed connector, String message, String fix) {
    static Lookup found(Installed connector) {
        return new Lookup(connector, "", "");
    }

    static Lookup missing(String message, String fix) {
        return new Lookup(null, message, fix);
    }
}
