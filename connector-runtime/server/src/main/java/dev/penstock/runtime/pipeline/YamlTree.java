package dev.penstock.runtime.pipeline;

import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.ConfigNode.Location;
import dev.penstock.engine.config.Problem;
import dev.penstock.runtime.pipeline.ConfigReader.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Builds config nodes from the events of a YAML parser.
 *
 * <p>Events rather than the parser's own tree, because here depth and size can be bounded while reading, aliases
 * included. For one thread and one file.
 */
final class YamlTree {
    private static final int DEEPEST = 64;
    private static final int MOST_NODES = 100_000;
    private static final String CORE = "tag:yaml.org,2002:";
    private static final Set<String> TAGS = Set.of(
            "!", CORE + "str", CORE + "int", CORE + "float", CORE + "bool", CORE + "null", CORE + "map", CORE + "seq");
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private final String file;
    private final Iterator<Event> events;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private int nodes;
    private int depth;

    /** A finished node and how many nodes it is, itself and its aliases spelt out included. */
    private record Anchored(ConfigNode node, int size) {}

    /** Ends the reading, with the problem that makes the rest unreadable. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        Unreadable(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }
    }

    private YamlTree(String file, Iterator<Event> events) {
        this.file = file;
        this.events = events;
    }

    static Result read(String text, String file) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        YamlTree tree = new YamlTree(file, new Parse(settings).parseString(text).iterator());
        try {
            return tree.document();
        } catch (Unreadable end) {
            tree.problems.add(end.problem);
        } catch (YamlEngineException mistake) {
            tree.problems.add(YamlMistakes.explain(mistake, text, file));
        }
        return new Result(null, tree.problems);
    }

    private Result document() {
        events.next(); // the start of the stream
        Event start = events.next();
        if (start.getEventId() == Event.ID.StreamEnd) {
            throw empty();
        }
        ConfigNode root = node(events.next(), "");
        events.next(); // the end of the document
        Event after = events.next();
        if (after.getEventId() != Event.ID.StreamEnd) {
            throw unreadable(
                    at(after),
                    "",
                    "a second document begins here, and a file holds one pipeline",
                    "move it to a file of its own");
        }
        return switch (root.kind()) {
            case MAPPING -> new Result(problems.isEmpty() ? (ConfigNode.Mapping) root : null, problems);
            case NOTHING -> throw empty();
            case LIST ->
                throw unreadable(
                        root.at(), "", "the file holds a list, not keys", "begin it with 'source:', without a dash");
            case TEXT ->
                throw unreadable(
                        root.at(),
                        "",
                        "the file holds a text, not keys",
                        "write 'key: value', with a space after the colon");
        };
    }

    private Unreadable empty() {
        return unreadable(
                new Location(file, 1, 1), "", "the file is empty", "write a pipeline, at least 'source:' and 'sink:'");
    }

    private ConfigNode node(Event event, String path) {
        count(1, at(event), path);
        if (event instanceof AliasEvent alias) {
            return alias(alias, path);
        }
        int before = nodes;
        NodeEvent begin = (NodeEvent) event;
        Optional<String> anchor = begin.getAnchor().map(Object::toString);
        anchor.ifPresent(anchors::remove);
        ConfigNode node = begin instanceof ScalarEvent scalar
                ? scalar(scalar, path)
                : collection((CollectionStartEvent) begin, path);
        anchor.ifPresent(name -> anchors.put(name, new Anchored(node, nodes - before + 1)));
        return node;
    }

    private ConfigNode alias(AliasEvent alias, String path) {
        String name = alias.getAlias().toString();
        Anchored target = anchors.get(name);
        if (target == null) {
            throw unreadable(
                    at(alias),
                    path,
                    "'*" + name + "' refers to an anchor that is not there, or is not finished yet",
                    "define '&" + name + "' further up, or put the value in quotes if it is meant as text");
        }
        count(target.size, at(alias), path);
        return target.node;
    }

    private ConfigNode scalar(ScalarEvent scalar, String path) {
        checkTag(scalar.getTag(), at(scalar), path);
        boolean nothing = scalar.isPlain() && scalar.getTag().isEmpty() && NULLS.contains(scalar.getValue());
        return nothing || scalar.getTag().equals(Optional.of(CORE + "null"))
                ? new ConfigNode.Nothing(at(scalar))
                : new ConfigNode.Text(scalar.getValue(), at(scalar));
    }

    private ConfigNode collection(CollectionStartEvent start, String path) {
        checkTag(start.getTag(), at(start), path);
        if (++depth > DEEPEST) {
            throw unreadable(at(start), path, "more than " + DEEPEST + " levels inside each other", "use fewer levels");
        }
        ConfigNode node = start.getEventId() == Event.ID.SequenceStart ? listing(start, path) : mapping(start, path);
        depth--;
        return node;
    }

    private ConfigNode listing(Event start, String path) {
        List<ConfigNode> items = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            items.add(node(next, path + "[" + items.size() + "]"));
        }
        return new ConfigNode.Listing(items, at(start));
    }

    private ConfigNode mapping(Event start, String path) {
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        Map<String, Location> keys = new HashMap<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            String key = key(next, path);
            Location at = at(next);
            String keyPath = path.isEmpty() ? key : path + "." + key;
            ConfigNode value = node(events.next(), keyPath);
            Location first = keys.putIfAbsent(key, at);
            if (first == null) {
                entries.put(key, value);
            } else {
                report(
                        at,
                        keyPath,
                        "the key '" + key + "' is there twice, first in line " + first.line(),
                        "remove one of the two");
            }
        }
        return new ConfigNode.Mapping(
                Collections.unmodifiableMap(entries), Collections.unmodifiableMap(keys), at(start));
    }

    private String key(Event event, String path) {
        ConfigNode key = node(event, path);
        if (key instanceof ConfigNode.Text text && !text.text().equals("<<")) {
            return text.text();
        }
        if (key instanceof ConfigNode.Text) {
            throw unreadable(
                    at(event),
                    path,
                    "the merge key '<<' is not part of YAML 1.2",
                    "write the keys out, or use 'key: *anchor'");
        }
        throw unreadable(
                at(event), path, "a key must be a plain text", "name the key, or remove the '?' or bracket before it");
    }

    private void checkTag(Optional<String> tag, Location at, String path) {
        if (tag.isPresent() && !TAGS.contains(tag.get())) {
            report(at, path, "the tag '" + tag.get().replace(CORE, "!!") + "' means nothing here", "remove it");
        }
    }

    /** Aliases of aliases multiply; their sum is bounded, not their number. */
    private void count(int more, Location at, String path) {
        nodes += more;
        if (nodes > MOST_NODES) {
            throw unreadable(
                    at,
                    path,
                    "the file holds more than " + MOST_NODES + " values once its aliases are spelt out",
                    "use fewer aliases of aliases");
        }
    }

    private void report(Location at, String path, String message, String fix) {
        problems.add(new Problem(Problem.Severity.ERROR, at, path, message, fix));
    }

    private static Unreadable unreadable(Location at, String path, String message, String fix) {
        return new Unreadable(new Problem(Problem.Severity.ERROR, at, path, message, fix));
    }

    private Location at(Event event) {
        Optional<Mark> mark = event.getStartMark();
        return new Location(
                file,
                mark.map(Mark::getLine).orElse(-1) + 1,
                mark.map(Mark::getColumn).orElse(-1) + 1);
    }
}
