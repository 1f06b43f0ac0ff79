package dev.penstock.function.lambda;

import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.event.StableId;
import dev.penstock.toolkit.json.Rfc3339;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Records that services push: SNS and S3 with the attributes of the CloudEvents adapter documents, and those of services that are not
 * known here.
 */
final class ServiceRecords {
    private ServiceRecords() {}

    /** A notification of SNS; the data is its message. */
    static CloudEvent sns(Json record) {
        Json sns = Objects.requireNonNullElse(record.at("Sns"), record);
        String topic = orElse(sns.text("TopicArn"), "aws:sns");
        EventBuilder plain = EventBuilder.of(
                        Sources.uri(orElse(record.text("EventSubscriptionArn"), topic)),
                        "com.amazonaws.sns." + orElse(sns.text("Type"), "Notification"))
                .id(sns.need("MessageId")) // I5
                .subject(sns.text("Subject"))
                .time(time(sns.text("Timestamp")));
        Map<String, String> attributes = QueueRecords.attributes(sns, "MessageAttributes", "Value");
        byte[] message = orElse(sns.text("Message"), "").getBytes(StandardCharsets.UTF_8);
        return new Message(QueueRecords.contentType(attributes), attributes, message, null).event(plain);
    }

    /** A notification of S3; the data is the record. */
    static CloudEvent s3(Json record) {
        String name = orElse(record.text("eventName"), "Event");
        return EventBuilder.of(
                        Sources.uri("aws:s3." + orElse(record.text("awsRegion"), "unknown") + "."
                                + record.need("s3", "bucket", "name")),
                        "com.amazonaws.s3." + name)
                .id(s3Id(record, name)) // I5
                .subject(record.text("s3", "object", "key"))
                .time(time(record.text("eventTime")))
                .contentType("application/json")
                .data(record.bytes())
                .build();
    }

    /** One request or rule may remove many objects, so there the adapter's id alone would stand for all of them. */
    private static String s3Id(Json record, String name) {
        String request = record.text("responseElements", "x-amz-request-id");
        String host = record.text("responseElements", "x-amz-id-2");
        if (request == null || host == null) {
            return StableId.hash(record.bytes());
        }
        String id = request + "." + host;
        boolean many = name.contains("ObjectRemoved") || name.contains("Lifecycle");
        return many ? id + "." + StableId.hash(record.bytes()) : id;
    }

    /** A record of another service: the data is the record, and the id made of it. */
    static CloudEvent other(Json record, String functionArn) {
        String service = orElse(record.text("eventSource"), orElse(record.text("EventSource"), ""));
        String type = service.startsWith("aws:") ? service.substring(4) : "lambda";
        return EventBuilder.of(
                        Sources.uri(orElse(record.text("eventSourceARN"), service.isEmpty() ? functionArn : service)),
                        "com.amazonaws." + type + "." + orElse(record.text("eventName"), "Record"))
                .id(StableId.hash(record.bytes())) // I5
                .time(time(record.text("eventTime")))
                .contentType("application/json")
                .data(record.bytes())
                .build();
    }

    /** A time as RFC 3339 writes it, or null. */
    static @Nullable OffsetDateTime time(@Nullable String text) {
        return text == null ? null : Rfc3339.parse(text);
    }

    private static String orElse(@Nullable String value, String fallback) {
        return value == null || value.isEmpty() ? fallback : value;
    }
}
