package dev.penstock.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.ConfigNode.Location;
import dev.penstock.engine.config.ConfigNode.Mapping;
import dev.penstock.function.FunctionDefinition.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@value FunctionDefinition#FILE}. */
public final class DefinitionFile {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String TOGETHER = "together";

    private DefinitionFile() {}

    /**
     * Reads the definition of a package.
     *
     * @throws FunctionProblem when it is missing or was written by another version
     */
    public static FunctionDefinition read(Path home) {
        Path file = home.resolve(FunctionDefinition.FILE);
        try (JsonParser parser = JSON.createParser(Files.readAllBytes(file))) {
            parser.nextToken();
            if (node(parser) instanceof Mapping top) {
                return definition(top);
            }
            throw new FunctionProblem(file + " holds no JSON object; package the pipeline again");
        } catch (IOException e) {
            throw new FunctionProblem(
                    "this is no package of a function: " + file + " cannot be read; make one with 'penstock package'",
                    e);
        }
    }

    /** The definition as JSON; the same definition gives the same bytes. */
    public static byte[] write(FunctionDefinition definition) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.setPrettyPrinter(new DefaultPrettyPrinter());
            out.writeStartObject();
            out.writeStringField("format", Integer.toString(FunctionDefinition.FORMAT));
            out.writeStringField("name", definition.name());
            out.writeStringField("shape", definition.shape().text());
            if (definition.together()) {
                out.writeStringField("loading", TOGETHER);
            }
            part("source", definition.source(), out);
            part("sink", definition.sink(), out);
            part("dead-letter", definition.deadLetter(), out);
            if (definition.state() != null) {
                part("state", definition.state(), out);
                out.writeFieldName("state-settings");
                write(definition.stateSettings(), out);
            }
            out.writeFieldName("delivery");
            write(definition.delivery(), out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void part(String name, @Nullable Part part, JsonGenerator out) throws IOException {
        if (part == null) {
            return;
        }
        out.writeObjectFieldStart(name);
        out.writeStringField("connector", part.connector());
        out.writeStringField("version", part.version());
        out.writeStringField("class", part.className());
        out.writeStringField("config-class", part.configName());
        out.writeStringField("jar", part.jar());
        out.writeArrayFieldStart("libraries");
        for (String library : part.libraries()) {
            out.writeString(library);
        }
        out.writeEndArray();
        out.writeFieldName("config");
        write(part.config(), out);
        out.writeEndObject();
    }

    private static void write(ConfigNode node, JsonGenerator out) throws IOException {
        switch (node.kind()) {
            case TEXT -> out.writeString(((ConfigNode.Text) node).text());
            case NOTHING -> out.writeNull();
            case LIST -> {
                out.writeStartArray();
                for (ConfigNode item : ((ConfigNode.Listing) node).items()) {
                    write(item, out);
                }
                out.writeEndArray();
            }
            case MAPPING -> {
                out.writeStartObject();
                for (Map.Entry<String, ConfigNode> entry :
                        ((Mapping) node).entries().entrySet()) {
                    out.writeFieldName(entry.getKey());
                    write(entry.getValue(), out);
                }
                out.writeEndObject();
            }
        }
    }

    private static ConfigNode node(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, ConfigNode> entries = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    entries.put(name, node(parser));
                }
                yield new Mapping(entries, Map.of(), Location.NOWHERE);
            }
            case START_ARRAY -> {
                List<ConfigNode> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(node(parser));
                }
                yield new ConfigNode.Listing(items, Location.NOWHERE);
            }
            case VALUE_NULL -> new ConfigNode.Nothing(Location.NOWHERE);
            default -> new ConfigNode.Text(parser.getText(), Location.NOWHERE);
        };
    }

    private static FunctionDefinition definition(Mapping top) {
        String format = text(top, "format");
        if (!format.equals(Integer.toString(FunctionDefinition.FORMAT))) {
            throw new FunctionProblem("the package has the form " + format + ", and this adapter reads "
                    + FunctionDefinition.FORMAT + "; package the pipeline again, with one version of Penstock");
        }
        return new FunctionDefinition(
                text(top, "name"),
                Shape.valueOf(text(top, "shape").toUpperCase(Locale.ROOT)),
                top.get("loading") instanceof ConfigNode.Text loading
                        && loading.text().equals(TOGETHER),
                part(top.get("source")),
                java.util.Objects.requireNonNull(part(top.get("sink")), "sink"),
                part(top.get("dead-letter")),
                part(top.get("state")),
                mapping(top, "state-settings"),
                mapping(top, "delivery"));
    }

    private static @Nullable Part part(@Nullable ConfigNode node) {
        if (!(node instanceof Mapping block)) {
            return null;
        }
        List<String> libraries = new ArrayList<>();
        if (block.get("libraries") instanceof ConfigNode.Listing listed) {
            for (ConfigNode item : listed.items()) {
                libraries.add(((ConfigNode.Text) item).text());
            }
        }
        return new Part(
                text(block, "connector"),
                text(block, "version"),
                text(block, "class"),
                text(block, "config-class"),
                text(block, "jar"),
                libraries,
                mapping(block, "config"));
    }

    private static String text(Mapping block, String key) {
        if (block.get(key) instanceof ConfigNode.Text text) {
            return text.text();
        }
        throw new FunctionProblem(FunctionDefinition.FILE + " has no '" + key + "'; package the pipeline again");
    }

    private static Mapping mapping(Mapping block, String key) {
        return block.get(key) instanceof Mapping mapping ? mapping : Mapping.empty(Location.NOWHERE);
    }
}
