package dev.penstock.function.lambda;

import dev.penstock.function.lambda.Payload.Records;
import dev.penstock.toolkit.event.EventBuilder;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells by its form what an invocation carries, and makes events of it. Lambda itself does not say. */
final class Payloads {
    private Payloads() {}

    /**
     * Who is invoked, and in which invocation.
     *
     * @param requestId the invocation's id; the same when Lambda repeats it
     * @param functionArn the function
     */
    record Call(String requestId, String functionArn) {}

    /**
     * What the payload carries.
     *
     * @throws IllegalArgumentException with a message for whoever invokes when it is malformed
     */
    static Payload read(byte[] payload, Call call) {
        Json json = Json.parse(payload);
        Payload found = json.isArray() ? array(json) : json.isObject() ? object(json, call) : null;
        return found == null ? whole("unknown", List.of(unknown(json, call))) : found;
    }

    private static @Nullable Payload array(Json payload) {
        List<Json> elements = payload.items();
        if (elements.stream().allMatch(Payloads::isEvent)) {
            return whole("cloudevents", events(elements));
        }
        // Pipes hands over bare records
        String service = elements.get(0).text("eventSource");
        boolean alike = elements.stream().allMatch(element -> Objects.equals(element.text("eventSource"), service));
        return service == null || !alike ? null : records(service, elements, true);
    }

    private static @Nullable Payload object(Json payload, Call call) {
        if (isEvent(payload)) {
            return whole("cloudevents", events(List.of(payload)));
        }
        List<Json> events = payload.items("events");
        if (!events.isEmpty() && events.stream().allMatch(Payloads::isEvent)) {
            return whole("cloudevents", events(events));
        }
        if (SocketMessages.is(payload)) {
            return whole("websocket", List.of(SocketMessages.read(payload)));
        }
        Payload.Http request = HttpPayloads.read(payload);
        return request != null ? request : fromService(payload, call);
    }

    private static @Nullable Payload fromService(Json payload, Call call) {
        List<Json> records = payload.items("Records");
        if (!records.isEmpty() && records.stream().allMatch(Json::isObject)) {
            String service = records.get(0).text("eventSource");
            String name = service == null ? String.valueOf(records.get(0).text("EventSource")) : service;
            Payload known = records(name, records, false);
            return known != null
                    ? known
                    : whole("records", each(records, record -> ServiceRecords.other(record, call.functionArn())));
        }
        if (!payload.members("records").isEmpty()) {
            return new Records("kafka", KafkaRecords.read(payload), Answer.FIRST_FAILED);
        }
        if (payload.at("rmqMessagesByQueue") != null) {
            return whole("rabbitmq", BrokerMessages.rabbit(payload));
        }
        if (!payload.items("messages").isEmpty() && payload.text("eventSource") != null) {
            return whole("activemq", BrokerMessages.active(payload));
        }
        String logs = payload.text("awslogs", "data");
        if (logs != null) {
            return whole("logs", LogEvents.read(logs));
        }
        return BusEvents.is(payload) ? whole("eventbridge", List.of(BusEvents.read(payload))) : null;
    }

    private static @Nullable Payload records(String service, List<Json> records, boolean piped) {
        return switch (service) {
            case "aws:sqs" -> new Records("sqs", items(records, QueueRecords::read), Answer.EVERY_FAILED);
            case "aws:kinesis" ->
                new Records(
                        "kinesis", items(records, record -> StreamRecords.kinesis(record, piped)), Answer.FIRST_FAILED);
            case "aws:dynamodb" ->
                new Records(
                        "dynamodb", items(records, record -> StreamRecords.dynamo(record, piped)), Answer.FIRST_FAILED);
            case "aws:sns" -> whole("sns", each(records, ServiceRecords::sns));
            case "aws:s3" -> whole("s3", each(records, ServiceRecords::s3));
            case "aws:kafka", "SelfManagedKafka", "aws:SelfManagedKafka" ->
                whole("kafka", each(records, record -> KafkaRecords.event(record, record.text("eventSourceArn"))));
            default -> null;
        };
    }

    private static List<Item> items(List<Json> records, Function<Json, Item> read) {
        return records.stream().map(read).toList();
    }

    private static List<CloudEvent> each(List<Json> records, Function<Json, CloudEvent> read) {
        return records.stream().map(read).toList();
    }

    private static Records whole(String kind, List<CloudEvent> events) {
        return new Records(kind, events.stream().map(Item::of).toList(), Answer.WHOLE);
    }

    private static boolean isEvent(Json value) {
        return value.text("specversion") != null
                && value.text("id") != null
                && value.text("source") != null
                && value.text("type") != null;
    }

    /** They say what they are, so one that is invalid makes the invocation malformed. */
    private static List<CloudEvent> events(List<Json> values) {
        return values.stream()
                .map(value -> dev.penstock.toolkit.json.CloudEventJson.read(value.bytes()))
                .toList();
    }

    /** Lambda gives a repeated invocation the id of the first one, so the event's id is stable. */
    private static CloudEvent unknown(Json payload, Call call) {
        return EventBuilder.of(Sources.uri(call.functionArn()), "com.amazonaws.lambda.Invocation")
                .id(call.requestId()) // I5
                .contentType("application/json")
                .data(payload.bytes())
                .build();
    }
}
