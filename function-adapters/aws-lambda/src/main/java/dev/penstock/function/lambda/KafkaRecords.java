package dev.penstock.function.lambda;

import dev.penstock.toolkit.event.EventBuilder;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records of Kafka, of MSK or of a cluster of one's own, with the attributes that the Kafka connector gives them; the source names
 * the cluster where it has a name.
 */
final class KafkaRecords {
    private KafkaRecords() {}

    /** All records of an invocation, partition by partition. */
    static List<Item> read(Json payload) {
        List<Item> items = new ArrayList<>();
        payload.members("records").forEach((partition, records) -> records.items()
                .forEach(record -> items.add(item(record, partition, payload.text("eventSourceArn")))));
        return items;
    }

    private static Item item(Json record, String partition, @Nullable String cluster) {
        long offset = Long.parseLong(record.need("offset"));
        String identifier = "{\"partition\":" + Json.quoted(partition) + ",\"offset\":" + offset + "}";
        return Item.of(identifier, partition, () -> event(record, cluster));
    }

    /** One record. */
    static CloudEvent event(Json record, @Nullable String cluster) {
        String topic = record.need("topic");
        String partition = topic + "-" + record.need("partition");
        String source = cluster == null ? "/kafka/" + topic : cluster + "/" + topic;
        EventBuilder plain = EventBuilder.of(Sources.uri(source), "dev.penstock.kafka.record")
                .id(partition + "-" + record.need("offset")) // I5
                .subject(partition) // I4: what has no key keeps the order of its partition
                .time(Sources.milliseconds(record.text("timestamp")));
        String value = record.text("value");
        String key = record.text("key");
        Map<String, String> headers = headers(record);
        return new Message(
                        QueueRecords.contentType(headers),
                        headers,
                        value == null ? null : DataTypes.decoded(value),
                        key == null ? null : DataTypes.textOrBase64(DataTypes.decoded(key)))
                .event(plain);
    }

    private static Map<String, String> headers(Json record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Json header : record.items("headers")) {
            header.members().forEach((name, value) -> headers.put(name, DataTypes.textOrBase64(bytes(value))));
        }
        return headers;
    }

    /** A header's value: an array of bytes, signed or not; some write Base64. */
    static byte[] bytes(Json value) {
        if (value.isText()) {
            return DataTypes.decoded(value.text());
        }
        List<Json> numbers = value.items();
        byte[] bytes = new byte[numbers.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(numbers.get(i).text());
        }
        return bytes;
    }
}
