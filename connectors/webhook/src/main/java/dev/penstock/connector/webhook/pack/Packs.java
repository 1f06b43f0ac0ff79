package dev.penstock.connector.webhook.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Finds packs: those built in by name, others in files. */
public final class Packs {
    /** The pack that the configuration itself stands for. */
    public static final String GENERIC = "generic";

    /** What to do against an open door. */
    public static final String HOW_TO_PROTECT = "add 'auth' or 'secrets' to let only the sender in";

    private static final List<String> BUILT_IN = List.of(
            "aws-sns",
            "azure-event-grid",
            "bitbucket",
            "cloudevents",
            "gitea",
            "github",
            "gitlab",
            "huawei-eventgrid",
            "shopify",
            "slack",
            "standard-webhooks",
            "stripe");

    private Packs() {}

    /**
     * The pack of that name, or in that file when the name holds a slash.
     *
     * @throws IllegalArgumentException with a message for the user when there is none or it is not well-formed
     */
    public static Pack named(String name) {
        return name.indexOf('/') >= 0 ? file(name) : builtIn(name);
    }

    /** A pack made of attributes alone, for any sender. */
    public static Pack generic(Attributes event, List<Template> deliveryId) {
        return new Pack(
                GENERIC,
                Pack.Reads.ANYTHING,
                null,
                PackBody.ANYTHING,
                deliveryId,
                List.of(),
                event,
                Map.of(),
                List.of(),
                List.of());
    }

    /** The generic pack before it is configured. */
    public static Pack generic() {
        return generic(Attributes.NONE, List.of());
    }

    private static Pack builtIn(String name) {
        if (!BUILT_IN.contains(name)) {
            throw new IllegalArgumentException("there is no provider '" + name + "'; known are "
                    + String.join(", ", BUILT_IN) + " and " + GENERIC
                    + ", and a pack file is given by its path with a / in it: ./" + name + ".json");
        }
        try (InputStream in = Packs.class.getResourceAsStream("/packs/" + name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks the pack " + name);
            }
            return PackFile.read(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from the jar", e);
        }
    }

    private static Pack file(String path) {
        byte[] json;
        try {
            json = Files.readAllBytes(Path.of(path));
        } catch (IOException | java.nio.file.InvalidPathException e) {
            throw new IllegalArgumentException(
                    "the pack file '" + path + "' cannot be read; give its path from the working directory", e);
        }
        return PackFile.read(path, json);
    }
}
