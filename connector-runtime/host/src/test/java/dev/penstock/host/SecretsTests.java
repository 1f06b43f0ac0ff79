package dev.penstock.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.config.Option;
import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.Lookup;
import dev.penstock.engine.config.Problem;
import dev.penstock.engine.config.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SecretsTests {
    @TempDir
    Path dir;

    private Secrets secrets = with(Map.of());

    private Secrets with(Map<String, String> environment) {
        return new Secrets(Path.of("nowhere"), environment, () -> Instant.EPOCH);
    }

    @BeforeEach
    void forget() {
        TestSecrets.ASKED.clear();
    }

    @AfterEach
    void close() {
        secrets.close();
    }

    private static Reference test(String key) {
        return new Reference("test", key);
    }

    private String refusal(String key) {
        Lookup.Refused refused = (Lookup.Refused) secrets.lookup(test(key)).orElseThrow();
        return refused.message() + (refused.fix().isEmpty() ? "" : "; " + refused.fix());
    }

    @Test
    void fetchesAllTogetherAndEachOnce() {
        Set<Reference> wanted = new LinkedHashSet<>();
        for (int i = 0; i < TestSecrets.TOGETHER; i++) {
            wanted.add(test("together-" + i));
        }
        wanted.add(test("json#/user"));
        wanted.add(test("json#/deep/port"));
        secrets.prepare(wanted);
        secrets.prepare(wanted);
        assertThat(TestSecrets.ASKED).hasSize(TestSecrets.TOGETHER + 1).doesNotHaveDuplicates();
        assertThat(secrets.lookup(test("together-2"))).contains(new Lookup.Known("value of together-2"));
        assertThat(secrets.lookup(test("json#/user"))).contains(new Lookup.Known("ann"));
        assertThat(TestSecrets.ASKED).hasSize(TestSecrets.TOGETHER + 1);
    }

    @ParameterizedTest
    @CsvSource({"json#/deep/pass~1word, sw0rdfish", "json#/deep/port, 5432", "json#/list/0, 1"})
    void takesAPartOfAValueThatIsJson(String key, String value) {
        assertThat(secrets.lookup(test(key))).contains(new Lookup.Known(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    gone        | ${test:gone} cannot be had: there is no such secret; make it
                    json#/no    | ${test:json#/no} cannot be had: its value has no text, number or boolean at /no; check the JSON pointer
                    json#/deep  | ${test:json#/deep} cannot be had: its value has no text, number or boolean at /deep; check the JSON pointer
                    plain#/a    | ${test:plain#/a} cannot be had: its value is no JSON, and no pointer leads into it; leave '#/a' out
                    bug         | ${test:bug} cannot be had: its provider failed: java.lang.IllegalStateException
                    no!         | ${test:no!} is malformed: names hold no '!'
                    json#a      | ${test:json#a} is malformed: 'a' is not a JSON pointer; write it like /order/id
                    """)
    @Tag("I7")
    void tellsWhatIsWrongAndNeverAValue(String key, String message) {
        assertThat(refusal(key)).isEqualTo(message);
    }

    @Test
    @Tag("I9")
    void givesUpAProviderThatHangs() throws Exception {
        secrets = with(Map.of("PENSTOCK_SECRETS_TIMEOUT", "1"));
        secrets.prepare(Set.of(test("hang"), test("plain")));
        assertThat(refusal("hang")).startsWith("${test:hang} cannot be had: there was no answer within 1 s; check");
        assertThat(secrets.lookup(test("plain"))).contains(new Lookup.Known("value of plain"));
        assertThat(TestSecrets.INTERRUPTED.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void saysThatTheTimeIsMalformed() {
        secrets = with(Map.of("PENSTOCK_SECRETS_TIMEOUT", "soon"));
        assertThat(refusal("plain")).contains("PENSTOCK_SECRETS_TIMEOUT is no whole number of seconds: soon");
        assertThat(TestSecrets.ASKED).isEmpty();
    }

    @Test
    void knowsNothingOfOtherKinds() {
        assertThat(secrets.lookup(new Reference("vault", "x"))).isEmpty();
        secrets.prepare(Set.of(new Reference("vault", "x")));
        assertThat(secrets.kinds()).containsExactly("test");
        assertThat(secrets.folder("test")).isEmpty();
    }

    @Test
    void judgesTheFormOnlyWhereNothingIsFetched() {
        List<Reference> unasked = new ArrayList<>();
        Binder.References references = new ProcessReferences(Map.of(), secrets).withoutFetching(unasked::add);
        references.prepare(Set.of(test("plain")));
        assertThat(references.lookup(test("plain"))).contains(new Lookup.Unasked());
        assertThat(references.lookup(test("no!")).orElseThrow()).isInstanceOf(Lookup.Refused.class);
        assertThat(references.lookup(new Reference("vault", "x"))).isEmpty();
        assertThat(unasked).containsExactly(test("plain"));
        assertThat(new ProcessReferences(Map.of(), secrets)
                        .orStandIns(missing -> {})
                        .lookup(test("plain")))
                .contains(new Lookup.Unasked());
        assertThat(TestSecrets.ASKED).isEmpty();
    }

    @Test
    void looksForNoProviderWhereNoReferenceNeedsOne() throws Exception {
        // whoever opened this folder would say that it is none
        Path broken =
                Files.writeString(Files.createDirectory(dir.resolve("broken")).resolve("a.jar"), "no jar");
        secrets = new Secrets(dir, Map.of(), () -> Instant.EPOCH);
        bind("${env:PORT}", Map.of("PORT", "1"));
        Files.delete(broken);
        Files.delete(dir.resolve("broken"));
        assertThat(secrets.kinds()).containsExactly("test");
    }

    /** A config. */
    record Port(@Option("x") int port) {}

    private List<Problem> bind(String text, Map<String, String> environment) {
        ConfigNode.Mapping node = new ConfigNode.Mapping(
                Map.of("port", new ConfigNode.Text(text, ConfigNode.Location.NOWHERE)),
                Map.of(),
                ConfigNode.Location.NOWHERE);
        return new Binder(new ProcessReferences(environment, secrets))
                .bind(Port.class, node, "config")
                .problems();
    }

    @Test
    @Tag("I7")
    void bindsAndNeverShowsWhatItFetched() {
        assertThat(bind("${test:json#/deep/port}", Map.of())).isEmpty();
        assertThat(bind("${test:json#/deep/pass~1word}", Map.of()))
                .extracting(Problem::message)
                .containsExactly("the value of ${test:json#/deep/pass~1word} is not a whole number of at most 32 bits");
    }

    @Test
    void forgetsWhatItFetchedWhenItIsClosed() {
        secrets.prepare(Collections.singleton(test("plain")));
        secrets.close();
        assertThat(secrets.lookup(test("plain"))).isEmpty();
    }
}
