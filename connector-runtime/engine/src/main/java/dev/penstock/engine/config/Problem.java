package dev.penstock.engine.config;

/**
 * Something wrong with a configuration, told so that it can be mended.
 *
 * @param severity whether it stands in the way
 * @param at the file and line
 * @param path the key, as in {@code source.config.secrets[0]}
 * @param message what is wrong, one sentence, never a secret
 * @param fix how to mend it, one sentence; empty when the message says all
 */
public record Problem(Severity severity, ConfigNode.Location at, String path, String message, String fix) {
    /** Whether a problem stands in the way. */
    public enum Severity {
        ERROR,
        WARNING
    }
}
