package dev.penstock.connector.webhook.pack;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads URI references; most requests to one hook have the same source as the one before. Safe for several threads. */
final class Uris {
    private volatile @Nullable Read last;

    private record Read(String text, URI uri) {}

    @Nullable
    URI parse(String text) {
        Read known = last;
        if (known != null && known.text.equals(text)) {
            return known.uri;
        }
        try {
            URI uri = new URI(text);
            last = new Read(text, uri);
            return uri;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
