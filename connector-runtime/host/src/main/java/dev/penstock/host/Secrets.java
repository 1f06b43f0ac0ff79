package dev.penstock.host;

import dev.penstock.api.Deadline;
import dev.penstock.engine.config.Lookup;
import dev.penstock.engine.config.Reference;
import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.JsonPointers;
import dev.penstock.toolkit.json.NotJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The values of references that {@link SecretProvider}s know, for one start: each is fetched once, all of them together, and
 * forgotten when this is closed. May be used by several threads.
 */
public final class Secrets implements AutoCloseable {
    /** The folder of a home that holds the providers, each in a folder of its own. */
    public static final String FOLDER = "secrets";

    /** How long fetching may take, in whole seconds; 20 if not said. */
    static final String TIMEOUT = "PENSTOCK_SECRETS_TIMEOUT";

    private static final int AT_ONCE = 8;

    private final SecretProviders providers;
    private final Map<String, String> environment;
    private final InstantSource clock;
    private final Map<Place, Answer> answers = new ConcurrentHashMap<>();

    /**
     * Secrets of the providers below a directory; nothing is read yet.
     *
     * @param directory need not be there; null knows no directory
     * @param environment says how long fetching may take
     */
    public Secrets(@Nullable Path directory, Map<String, String> environment, InstantSource clock) {
        this.providers = new SecretProviders(directory);
        this.environment = environment;
        this.clock = clock;
    }

    /** What is fetched as one, whichever parts of it are wanted. */
    private record Place(String kind, String name) {}

    /** A reference, taken apart. */
    private record Part(Reference reference, Place place, SecretProvider provider, @Nullable JsonPointer pointer) {}

    /** What a provider said. */
    private record Answer(@Nullable String value, String message, String fix) {
        static Answer refused(String message, String fix) {
            return new Answer(null, message, fix);
        }

        @Override
        public String toString() { // I7
            return "Answer[" + message + "]";
        }
    }

    /** The kinds that are installed, sorted. */
    public List<String> kinds() {
        return providers.kinds();
    }

    /** The folder with the jars of the provider of a kind; empty when it is on the class path, or there is none. */
    public Optional<Path> folder(String kind) {
        return providers.of(kind).flatMap(installed -> Optional.ofNullable(installed.folder()));
    }

    /** Judges the form of a reference and fetches nothing; empty when its kind is unknown. */
    Optional<Lookup> form(Reference reference) {
        return providers.of(reference.kind()).map(installed -> {
            try {
                var unused = part(reference, installed.provider());
                return new Lookup.Unasked();
            } catch (IllegalArgumentException malformed) {
                return refused(reference, malformed);
            }
        });
    }

    /** Fetches what those references name, as far as it is not there yet; blocks until the limit at the longest. */
    void prepare(Set<Reference> references) {
        Map<Place, Part> wanted = new LinkedHashMap<>();
        for (Reference reference : references) {
            providers.of(reference.kind()).ifPresent(installed -> {
                try {
                    Part part = part(reference, installed.provider());
                    wanted.putIfAbsent(part.place(), part);
                } catch (IllegalArgumentException malformed) {
                    // told when it is looked up
                }
            });
        }
        wanted.keySet().removeAll(answers.keySet());
        if (!wanted.isEmpty()) {
            fetch(List.copyOf(wanted.values()));
        }
    }

    /** The value of a reference; empty when its kind is unknown. Blocks when it was not prepared. */
    Optional<Lookup> lookup(Reference reference) {
        return providers.of(reference.kind()).map(installed -> {
            try {
                Part part = part(reference, installed.provider());
                prepare(Set.of(reference));
                Answer answer = answers.get(part.place());
                return answer == null
                        ? notThere(reference, Answer.refused("it was not fetched", ""))
                        : read(part, answer);
            } catch (IllegalArgumentException malformed) {
                return refused(reference, malformed);
            }
        });
    }

    private static Part part(Reference reference, SecretProvider provider) {
        String key = reference.key();
        int hash = key.indexOf('#');
        String name = hash < 0 ? key : key.substring(0, hash);
        JsonPointer pointer = hash < 0 ? null : JsonPointer.parse(key.substring(hash + 1));
        provider.malformed(reference.kind(), name).ifPresent(wrong -> {
            throw new IllegalArgumentException(wrong);
        });
        return new Part(reference, new Place(reference.kind(), name), provider, pointer);
    }

    private void fetch(List<Part> parts) {
        Duration limit;
        try {
            limit = limit();
        } catch (IllegalArgumentException wrong) {
            parts.forEach(part -> answers.put(part.place(), Answer.refused(String.valueOf(wrong.getMessage()), "")));
            return;
        }
        // a little earlier, for a provider that gives up by itself knows best why
        Deadline deadline = Deadline.in(limit.multipliedBy(9).dividedBy(10), clock);
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, parts.size()), task -> {
            Thread thread = new Thread(task, "penstock-secrets");
            thread.setDaemon(true); // I9: one that hangs keeps no process alive
            return thread;
        });
        try {
            List<Future<String>> fetched = new ArrayList<>();
            for (Part part : parts) {
                fetched.add(threads.submit(() -> fetch(part, deadline)));
            }
            long end = System.nanoTime() + limit.toNanos();
            for (int i = 0; i < parts.size(); i++) {
                answers.put(parts.get(i).place(), answer(fetched.get(i), end, limit));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Libraries look for their parts in the context class loader. */
    private static String fetch(Part part, Deadline deadline) throws SecretUnavailable {
        return PluginContext.in(part.provider().getClass().getClassLoader(), () -> part.provider()
                .fetch(part.place().kind(), part.place().name(), deadline));
    }

    private static Answer answer(Future<String> fetched, long end, Duration limit) {
        try {
            return new Answer(fetched.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS), "", "");
        } catch (ExecutionException failed) {
            return refused(failed.getCause());
        } catch (java.util.concurrent.TimeoutException | CancellationException late) {
            return Answer.refused(
                    "there was no answer within " + limit.toSeconds() + " s",
                    "check the network and the service, or set " + TIMEOUT + " to more seconds");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Answer.refused("waiting for it was interrupted", "");
        }
    }

    private static Answer refused(@Nullable Throwable cause) {
        if (cause instanceof SecretUnavailable known) {
            return Answer.refused(String.valueOf(known.getMessage()), known.fix());
        }
        // I7: nobody knows what its message holds
        String name = cause == null ? "unknown" : cause.getClass().getName();
        return Answer.refused("its provider failed: " + name, "");
    }

    private Duration limit() {
        String text = environment.getOrDefault(TIMEOUT, "20").strip();
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException("the environment variable " + TIMEOUT
                    + " is no whole number of seconds: " + text + "; mend it or leave it out");
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    private static Lookup read(Part part, Answer answer) {
        String value = answer.value();
        if (value == null) {
            return notThere(part.reference(), answer);
        }
        JsonPointer pointer = part.pointer();
        if (pointer == null) {
            return new Lookup.Known(value);
        }
        try {
            String found = JsonPointers.find(value.getBytes(StandardCharsets.UTF_8), List.of(pointer))[0];
            return found != null
                    ? new Lookup.Known(found)
                    : notThere(
                            part.reference(),
                            Answer.refused(
                                    "its value has no text, number or boolean at " + pointer,
                                    "check the JSON pointer"));
        } catch (NotJson noJson) { // I7: what was found instead is not told
            return notThere(
                    part.reference(),
                    Answer.refused(
                            "its value is no JSON, and no pointer leads into it", "leave '#" + pointer + "' out"));
        }
    }

    private static Lookup notThere(Reference reference, Answer answer) {
        return new Lookup.Refused(reference + " cannot be had: " + answer.message(), answer.fix());
    }

    private static Lookup refused(Reference reference, IllegalArgumentException malformed) {
        return new Lookup.Refused(reference + " is malformed: " + malformed.getMessage(), "");
    }

    /** Forgets every value and lets go of the providers. */
    @Override
    public void close() {
        answers.clear();
        providers.close();
    }
}
