package dev.penstock.function.lambda;

import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.event.StableId;
import io.cloudevents.CloudEvent;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Records of Kinesis and of the streams of DynamoDB: the id is the record's, the source the stream, the partition key its key. */
final class StreamRecords {
    /** An invocation has records of one shard only. */
    private static final String SHARD = "shard";

    private StreamRecords() {}

    /** A record of Kinesis. */
    static Item kinesis(Json record, boolean piped) {
        Json within = record.at("kinesis");
        Json fields = within == null ? record : within; // Pipes writes all fields on one level
        String number = fields.need("sequenceNumber");
        return Item.of(identifier(record, number, piped), SHARD, () -> kinesis(record, fields));
    }

    /** Event source mappings want the number in the stream, Pipes the record's id. */
    private static String identifier(Json record, String number, boolean piped) {
        return Json.quoted(piped ? orElse(record.text("eventID"), number) : number);
    }

    private static CloudEvent kinesis(Json record, Json fields) {
        EventBuilder plain = builder(record, "aws:kinesis", "com.amazonaws.kinesis.Record")
                .id(orElse(record.text("eventID"), fields.need("sequenceNumber"))) // I5
                .time(Sources.seconds(fields.text("approximateArrivalTimestamp")));
        byte[] data = DataTypes.decoded(orElse(fields.text("data"), ""));
        return new Message(null, Map.of(), data, fields.text("partitionKey")).event(plain);
    }

    /** A change of an item in a table of DynamoDB; the data is the whole record. */
    static Item dynamo(Json record, boolean piped) {
        String number = record.need("dynamodb", "SequenceNumber");
        return Item.of(identifier(record, number, piped), SHARD, () -> {
            String key = key(record);
            return builder(
                            record,
                            "aws:dynamodb",
                            "com.amazonaws.dynamodb." + orElse(record.text("eventName"), "CHANGE"))
                    .id(orElse(record.text("eventID"), number)) // I5
                    .time(Sources.seconds(record.text("dynamodb", "ApproximateCreationDateTime")))
                    .subject(key)
                    .extension("partitionkey", key) // I4
                    .contentType("application/json")
                    .data(record.bytes())
                    .build();
        });
    }

    /** The values of the item's keys in the order of their names; the stream does not promise an order of its own. */
    private static String key(Json record) {
        Map<String, Json> keys = new TreeMap<>(record.members("dynamodb", "Keys"));
        return StableId.join(keys.values().stream()
                .flatMap(typed -> typed.members().values().stream())
                .map(Json::text)
                .toArray(String[]::new));
    }

    private static EventBuilder builder(Json record, String fallback, String type) {
        return EventBuilder.of(Sources.uri(orElse(record.text("eventSourceARN"), fallback)), type);
    }

    private static String orElse(@Nullable String value, String fallback) {
        return value == null || value.isEmpty() ? fallback : value;
    }
}
