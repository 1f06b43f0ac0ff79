package dev.penstock.engine.webhook;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Signature;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads secrets as they are configured; a mistake in one is told without showing it. // I7 */
final class Secrets {
    private Secrets() {}

    /** The secrets, which must be there: an empty one would let anybody in. */
    static List<Secret> required(List<Secret> secrets) {
        if (secrets.isEmpty()) {
            throw wrong("no secret is configured, so no request could ever pass; add one to 'secrets'", null);
        }
        for (Secret secret : secrets) {
            if (secret.reveal().isEmpty()) {
                throw wrong("a secret is empty, which would let anybody in; give it a value", null);
            }
        }
        return secrets;
    }

    /** The bytes that a secret stands for. */
    static byte[] decoded(Secret secret, Signature.Encoding encoding, String prefix) {
        String text = secret.reveal();
        if (text.startsWith(prefix)) {
            text = text.substring(prefix.length());
        }
        try {
            byte[] bytes =
                    switch (encoding) {
                        case TEXT -> text.getBytes(StandardCharsets.UTF_8);
                        case HEX -> HexFormat.of().parseHex(text);
                        case BASE64 -> Base64.getDecoder().decode(text);
                    };
            if (bytes.length == 0) {
                throw wrong("a secret holds no bytes; copy it again from the sender's settings", null);
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            // without the cause: its message quotes the secret
            throw wrong("a secret is not " + encoding + "; copy it again from the sender's settings", null);
        }
    }

    static ConnectorException wrong(String message, @Nullable Throwable cause) {
        return new ConnectorException(Failure.user("bad-secret", message), cause);
    }
}
