package dev.penstock.engine.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes typed config records from config nodes, and reports every problem at once.
 *
 * <p>Immutable; may be used by several threads.
 */
public final class Binder {
    private final References references;

    /** A binder that resolves references with the given source. */
    public Binder(References references) {
        this.references = references;
    }

    /**
     * Binds a mapping to a record.
     *
     * @param type the record, its components annotated with {@link dev.penstock.api.config.Option}
     * @param node the values
     * @param path where the mapping stands, for the paths of problems; empty at the top
     * @throws IllegalStateException when the type itself cannot be bound, which is a mistake in the connector
     */
    public <R> Bound<R> bind(Class<R> type, ConfigNode.Mapping node, String path) {
        Problems problems = new Problems();
        Object bound = new Binding(references, problems).bind(type, node, Slot.at(path));
        boolean good = bound != Binding.INVALID && !problems.anyError();
        return new Bound<>(good ? type.cast(bound) : null, problems.inFileOrder());
    }

    /**
     * The result of binding.
     *
     * @param value the record, or null when a problem is an error
     * @param problems errors and warnings, in the order of the file
     */
    public record Bound<R>(@Nullable R value, List<Problem> problems) {
        public Bound {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Where references such as <code>${env:NAME}</code> and <code>${file:PATH}</code> get their values, and those of other
     * kinds if there are any.
     */
    public interface References {
        /** The value of an environment variable. */
        Optional<String> environment(String name);

        /**
         * What stands for a value that is not there, when a pipeline is only looked at where it will not run; empty makes it
         * an error.
         */
        default Optional<String> standIn(String reference) {
            return Optional.empty();
        }

        /** The content of a file, without the line end at its end; empty when it cannot be read. */
        Optional<String> file(String path);

        /**
         * Told of references before the first of them is looked up, so that what takes time is done once, for all of them
         * together. May block.
         */
        default void prepare(Set<Reference> references) {}

        /** The value of a reference of another kind; empty when that kind is unknown. */
        default Optional<Lookup> lookup(Reference reference) {
            return Optional.empty();
        }

        /** The other kinds that are known, for messages. */
        default List<String> otherKinds() {
            return List.of();
        }
    }
}
