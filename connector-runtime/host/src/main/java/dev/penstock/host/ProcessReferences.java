package dev.penstock.host;

import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.Lookup;
import dev.penstock.engine.config.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Resolves references from environment variables and files, as they are when asked and nothing is kept, and from secret
 * providers.
 *
 * <p>Relative paths are relative to the working directory. May be used by several threads; reading a file blocks, and so does
 * fetching secrets.
 */
public final class ProcessReferences implements Binder.References {
    private static final int LARGEST_FILE = 1 << 20;

    private final Map<String, String> environment;
    private final @Nullable Secrets secrets;

    /** References to the environment variables of this process. */
    public ProcessReferences() {
        this(System.getenv());
    }

    /** References to those environment variables. */
    public ProcessReferences(Map<String, String> environment) {
        this(environment, null);
    }

    /**
     * References to those environment variables and secrets.
     *
     * @param secrets closed by the caller, after the last reference is resolved; null knows none
     */
    public ProcessReferences(Map<String, String> environment, @Nullable Secrets secrets) {
        this.environment = Map.copyOf(environment);
        this.secrets = secrets;
    }

    /**
     * The same for a pipeline that is only looked at here and runs elsewhere: what is set here is checked, and what is not has
     * a text in its place, a URL because most that must be of a form must be one.
     *
     * @param missing told of each reference that has something in its place, {@code ${env:NAME}}
     */
    public Binder.References orStandIns(Consumer<String> missing) {
        return new Unasked(unasked -> {}) {
            @Override
            public Optional<String> standIn(String reference) {
                missing.accept(reference);
                return Optional.of("http://not-set-here.invalid/");
            }
        };
    }

    /**
     * The same with what providers know, and stand-ins for the variables and files that are not here: for whoever runs a part
     * of a pipeline only.
     *
     * @param missing as before
     */
    public Binder.References fetchedOrStandIns(Consumer<String> missing) {
        Binder.References standIns = orStandIns(missing);
        return new Unasked(unasked -> {}) {
            @Override
            public void prepare(Set<Reference> references) {
                ProcessReferences.this.prepare(references);
            }

            @Override
            public Optional<Lookup> lookup(Reference reference) {
                return ProcessReferences.this.lookup(reference);
            }

            @Override
            public Optional<String> standIn(String reference) {
                return standIns.standIn(reference);
            }
        };
    }

    /**
     * The same without asking any provider: of secrets only the form is judged.
     *
     * @param unasked told of each reference whose value is not asked for
     */
    public Binder.References withoutFetching(Consumer<Reference> unasked) {
        return new Unasked(unasked);
    }

    /** Takes everything from here but for secrets. */
    private class Unasked implements Binder.References {
        private final Consumer<Reference> told;

        Unasked(Consumer<Reference> told) {
            this.told = told;
        }

        @Override
        public Optional<String> environment(String name) {
            return ProcessReferences.this.environment(name);
        }

        @Override
        public Optional<String> file(String path) {
            return ProcessReferences.this.file(path);
        }

        @Override
        public Optional<Lookup> lookup(Reference reference) {
            Optional<Lookup> form = secrets == null ? Optional.empty() : secrets.form(reference);
            form.filter(Lookup.Unasked.class::isInstance).ifPresent(wellFormed -> told.accept(reference));
            return form;
        }

        @Override
        public List<String> otherKinds() {
            return ProcessReferences.this.otherKinds();
        }
    }

    @Override
    public void prepare(Set<Reference> references) {
        if (secrets != null) {
            secrets.prepare(references);
        }
    }

    @Override
    public Optional<Lookup> lookup(Reference reference) {
        return secrets == null ? Optional.empty() : secrets.lookup(reference);
    }

    @Override
    public List<String> otherKinds() {
        return secrets == null ? List.of() : secrets.kinds();
    }

    @Override
    public Optional<String> environment(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    @Override
    public Optional<String> file(String path) {
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            byte[] content = in.readNBytes(LARGEST_FILE + 1);
            return content.length > LARGEST_FILE ? Optional.empty() : Optional.of(withoutLineEnd(content));
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.empty();
        }
    }

    /** Editors end a file with a line end that is no part of the secret in it. */
    private static String withoutLineEnd(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
