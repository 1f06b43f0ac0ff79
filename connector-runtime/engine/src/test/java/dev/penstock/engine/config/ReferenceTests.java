package dev.penstock.engine.config;

import static dev.penstock.engine.config.Nodes.SURROUNDINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Failure;
import dev.penstock.api.config.DataSize;
import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import dev.penstock.engine.config.Binder.References;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceTests {
    @ParameterizedTest
    @CsvSource({
        "plain,                                    plain",
        "${env:PORT},                              8080",
        "http://${env:HOST}:${env:PORT}/x,         http://example.com:8080/x",
        "${env:UNSET:-9},                          9",
        "${env:EMPTY:-9},                          9",
        "${env:UNSET:-},                           ''",
        "${env:EMPTY},                             ''",
        "${env:PORT:-9},                           8080",
        "${file:/run/token},                       from-a-file",
        "$${env:PORT},                             ${env:PORT}",
        "a$${b}${env:PORT}$${,                     a${b}8080${",
        "$5 and $ and {x},                         $5 and $ and {x}",
        "$$ and $$5,                               $$ and $$5",
    })
    void replacesReferences(String raw, String expected) {
        ReferenceText.Resolved resolved = ReferenceText.resolve(raw, SURROUNDINGS, false);
        assertThat(resolved.faults()).isEmpty();
        assertThat(resolved.text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "${env:MISSING},        the environment variable 'MISSING' is not set",
        "${file:/no/such},      the file of ${file:/no/such} cannot be read",
        "${vault:x},            a reference has an unknown kind 'vault'",
        "${swordfish},          a reference has an unknown kind",
        "${env:PORT,            a reference begins with ${ but does not end",
    })
    void tellsWhatCannotBeResolved(String raw, String message) {
        assertThat(ReferenceText.resolve(raw, SURROUNDINGS, false).faults())
                .extracting(ReferenceText.Fault::message)
                .containsExactly(message);
    }

    /** Knows the kind {@code vault}. */
    private static final References VAULT = new References() {
        @Override
        public Optional<String> environment(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<String> file(String path) {
            return Optional.empty();
        }

        @Override
        public Optional<Lookup> lookup(Reference reference) {
            return switch (reference.toString()) {
                case "${vault:known}" -> Optional.of(new Lookup.Known("swordfish"));
                case "${vault:later}" -> Optional.of(new Lookup.Unasked());
                case "${vault:gone}" -> Optional.of(new Lookup.Refused("${vault:gone} is gone", "look for it"));
                default -> Optional.empty();
            };
        }

        @Override
        public List<String> otherKinds() {
            return List.of("vault");
        }
    };

    @Test
    void replacesReferencesOfOtherKinds() {
        ReferenceText.Resolved resolved = ReferenceText.resolve("a-${vault:known}-b", VAULT, true);
        assertThat(resolved.faults()).isEmpty();
        assertThat(resolved.text()).isEqualTo("a-swordfish-b");
        assertThat(resolved.names()).containsExactly("${vault:known}");
        assertThat(ReferenceText.resolve("${vault:gone}", VAULT, true).faults())
                .containsExactly(new ReferenceText.Fault("${vault:gone} is gone", "look for it"));
    }

    @Test
    void namesTheKindsThatAreInstalled() {
        assertThat(ReferenceText.resolve("${safe:x}", VAULT, false).faults())
                .containsExactly(new ReferenceText.Fault(
                        "a reference has an unknown kind 'safe'",
                        "write ${env:NAME} or ${file:PATH}, or one of the kinds that are installed: vault; for a plain ${"
                                + " write $${"));
    }

    @Test
    @Tag("I7")
    void tellsNothingOfASecretThatOnlyLooksLikeAReference() {
        assertThat(ReferenceText.resolve("pass${word:x}", VAULT, true).faults())
                .extracting(ReferenceText.Fault::message)
                .containsExactly("a reference has an unknown kind");
    }

    @ParameterizedTest
    @CsvSource({"number", "share", "on", "length", "size", "level", "started", "token", "target", "path"})
    void doesNotJudgeAValueThatIsNotAskedForHere(String key) {
        ConfigNode.Mapping node = Nodes.mapping(key, "${vault:later}");
        List<Problem> problems =
                new Binder(VAULT).bind(AnyScalar.class, node, "config").problems();
        assertThat(problems).isEmpty();
    }

    /** A component of each scalar type. */
    record AnyScalar(
            @Option(value = "x", min = "1000", fallback = "2000") int number,
            @Option(value = "x", fallback = "0.1") double share,
            @Option(value = "x", fallback = "false") boolean on,
            @Option(value = "x", fallback = "1s") Duration length,
            @Option(value = "x", fallback = "1B") DataSize size,
            @Option(value = "x", fallback = "user") Failure.Blame level,
            @Option("x") @Nullable Instant started,
            @Option("x") @Nullable Secret token,
            @Option("x") @Nullable URI target,
            @Option("x") @Nullable Path path) {}

    @Test
    @Tag("I7")
    void aValueOfAnotherKindIsASecretInEveryField() {
        ConfigNode.Mapping node = Nodes.mapping("number", "${vault:known}");
        Binder.Bound<AnyScalar> bound = new Binder(VAULT).bind(AnyScalar.class, node, "config");
        assertThat(bound.problems())
                .extracting(Problem::message)
                .containsExactly("the value of ${vault:known} is not a whole number of at most 32 bits");
        assertThat(new Lookup.Known("swordfish").toString()).doesNotContain("swordfish");
    }

    @Test
    void findsReferencesOfOtherKindsWhereverTheyStand() {
        ConfigNode.Mapping node = Nodes.mapping(
                "a", "x${vault:one}$${vault:no}${env:A}",
                "b", List.of("${vault:two}", "${vault:one}"),
                "c", Nodes.nested("d", "${other:three#/a/b}"));
        assertThat(Reference.in(List.of(node)))
                .extracting(Reference::toString)
                .containsExactly("${vault:one}", "${vault:two}", "${other:three#/a/b}");
    }

    @Test
    void tellsAllFaultsOfOneText() {
        assertThat(ReferenceText.resolve("${env:A}${env:B}", SURROUNDINGS, false)
                        .faults())
                .hasSize(2);
    }

    @Test
    void doesNotResolveTwice() {
        assertThat(ReferenceText.resolve("${env:UNSET:-$${x}", SURROUNDINGS, false)
                        .text())
                .isEqualTo("$${x");
    }
}
