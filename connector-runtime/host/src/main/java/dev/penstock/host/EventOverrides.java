package dev.penstock.host;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.penstock.api.Batch;
import dev.penstock.api.Sink;
import dev.penstock.engine.PipelinePlan;
import dev.penstock.engine.config.Binder;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Extension attributes that the platform wants on every event that leaves: Knative's {@value #VARIABLE},
 * <code>{"extensions":{"name":"value"}}</code>, which a SinkBinding or a ContainerSource sets.
 *
 * <p>They are put on at the sink's door, so the engine, its order and its dead letters know the events as they came. Immutable.
 */
public final class EventOverrides {
    /** The environment variable. */
    public static final String VARIABLE = "K_CE_OVERRIDES";

    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+");
    /** What an event is and where it is from; changing these would make another event of it. */
    private static final Set<String> OWN =
            Set.of("id", "source", "type", "specversion", "subject", "time", "datacontenttype", "dataschema", "data");

    private final Map<String, String> extensions;

    private EventOverrides(Map<String, String> extensions) {
        this.extensions = extensions;
    }

    /** None. */
    public static EventOverrides none() {
        return new EventOverrides(Map.of());
    }

    /**
     * Those of the environment; none when the variable is missing or empty.
     *
     * @throws IllegalArgumentException with a message for the user when it is malformed
     */
    public static EventOverrides of(Binder.References references) {
        String text = references.environment(VARIABLE).orElse("").strip();
        if (text.isEmpty()) {
            return none();
        }
        try (JsonParser parser = JSON.createParser(text)) {
            return new EventOverrides(read(parser));
        } catch (IOException noJson) {
            throw malformed("it is no JSON");
        }
    }

    private static Map<String, String> read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw malformed("it is no JSON object");
        }
        Map<String, String> extensions = new TreeMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals("extensions");
            JsonToken value = parser.nextToken();
            if (!wanted || value == JsonToken.VALUE_NULL) {
                parser.skipChildren(); // later versions of Knative may say more
            } else if (value == JsonToken.START_OBJECT) {
                members(parser, extensions);
            } else {
                throw malformed("its 'extensions' are no object");
            }
        }
        if (parser.nextToken() != null) {
            throw malformed("something follows the JSON object");
        }
        return extensions;
    }

    private static void members(JsonParser parser, Map<String, String> extensions) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (!NAME.matcher(name).matches()) {
                throw malformed("'" + name + "' is no name of an attribute, which is of a-z and 0-9 only");
            }
            if (OWN.contains(name)) {
                throw malformed("'" + name + "' is no extension attribute, and an event keeps its own");
            }
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw malformed("the value of '" + name + "' is no text");
            }
            String value = parser.getText();
            if (value.codePoints().anyMatch(Character::isISOControl)) {
                throw malformed("the value of '" + name + "' holds a control character");
            }
            extensions.put(name, value);
        }
    }

    private static IllegalArgumentException malformed(String what) {
        return new IllegalArgumentException("the environment variable " + VARIABLE + " is malformed: " + what
                + "; write {\"extensions\":{\"name\":\"value\"}}, or leave it out");
    }

    /** The same sinks, of the same abilities, which see every event with these attributes. */
    public PipelinePlan.Factory<Sink> around(PipelinePlan.Factory<Sink> sink) {
        return extensions.isEmpty() ? sink : () -> wrap(sink.build());
    }

    private Sink wrap(Sink sink) {
        return SinkDoor.before(sink, (batch, inside) -> inside.write(changed(batch)));
    }

    private Batch changed(Batch batch) {
        List<CloudEvent> events = new ArrayList<>(batch.size());
        batch.events().forEach(event -> events.add(changed(event)));
        return new Batch(events, batch.deadline());
    }

    private CloudEvent changed(CloudEvent event) {
        CloudEventBuilder builder = CloudEventBuilder.from(event);
        extensions.forEach(builder::withExtension);
        return builder.build();
    }
}
