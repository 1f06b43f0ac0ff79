package dev.penstock.connector.webhook.sns;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as Amazon SNS posts it: a JSON object with texts.
 *
 * <p>A key that stands there twice is refused: one reader would check the first and another use the second.
 */
final class SnsMessage {
    static final String NOTIFICATION = "Notification";
    static final String SUBSCRIPTION = "SubscriptionConfirmation";
    static final String UNSUBSCRIPTION = "UnsubscribeConfirmation";

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final List<String> SIGNED_NOTIFICATION =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> SIGNED_CONFIRMATION =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

    private final Map<String, String> texts;

    private SnsMessage(Map<String, String> texts) {
        this.texts = texts;
    }

    /** Reads a message; throws {@link NotFromSns} when the body is none. */
    static SnsMessage read(byte[] body) throws NotFromSns {
        Map<String, String> texts = new HashMap<>();
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new NotFromSns("the body is not a JSON object; turn raw message delivery off");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    texts.put(name, parser.getText());
                }
                parser.skipChildren();
            }
            if (parser.nextToken() != null) {
                throw new NotFromSns("there is text after the message");
            }
        } catch (JsonProcessingException e) {
            throw new NotFromSns("the body is not a JSON object without repeated keys; turn raw message delivery off");
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        return new SnsMessage(texts);
    }

    @Nullable
    String text(String name) {
        return texts.get(name);
    }

    /** A text that has to be there. */
    String required(String name) throws NotFromSns {
        String text = texts.get(name);
        if (text == null || text.isEmpty()) {
            throw new NotFromSns("the message has no " + name);
        }
        return text;
    }

    /**
     * What is signed: names and values of certain fields, each followed by a line feed.
     *
     * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-verify-message-signature.html">
     *     Verifying the signature of an Amazon SNS message</a>
     */
    String signed() throws NotFromSns {
        List<String> names =
                switch (required("Type")) {
                    case NOTIFICATION -> SIGNED_NOTIFICATION;
                    case SUBSCRIPTION, UNSUBSCRIPTION -> SIGNED_CONFIRMATION;
                    default -> throw new NotFromSns("the message is of a type that is not known");
                };
        StringBuilder signed = new StringBuilder();
        for (String name : names) {
            String value = texts.get(name);
            if (value == null) {
                if (name.equals("Subject")) {
                    continue;
                }
                throw new NotFromSns("the message has no " + name);
            }
            signed.append(name).append('\n').append(value).append('\n');
        }
        return signed.toString();
    }
}
