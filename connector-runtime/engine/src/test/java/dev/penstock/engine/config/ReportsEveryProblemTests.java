package dev.penstock.engine.config;

import static dev.penstock.engine.config.Nodes.SURROUNDINGS;
import static dev.penstock.engine.config.Nodes.mapping;
import static dev.penstock.engine.config.Nodes.nested;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.Problem.Severity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportsEveryProblemTests {
    private static Binder.Bound<EveryType> bind(Object... keysAndValues) {
        return new Binder(SURROUNDINGS).bind(EveryType.class, mapping(keysAndValues), "source.config");
    }

    /** Binds one key beside the required text, and returns the only problem. */
    private static Problem only(Object... keysAndValues) {
        List<Object> all = new ArrayList<>(List.of("text", "t"));
        all.addAll(List.of(keysAndValues));
        Binder.Bound<EveryType> bound = bind(all.toArray());
        assertThat(bound.problems()).hasSize(1);
        Problem problem = bound.problems().get(0);
        assertThat(bound.value() == null).isEqualTo(problem.severity() == Severity.ERROR);
        return problem;
    }

    private static String told(Problem problem) {
        return problem.at().line() + " " + problem.path() + ": " + problem.message() + "; " + problem.fix();
    }

    @Test
    void tellsAllProblemsAtOnceInTheOrderOfTheFile() {
        Binder.Bound<EveryType> bound = bind(
                "count",
                "many",
                "interval",
                "soon",
                "colour",
                "red",
                "url",
                List.of("x"),
                "nested",
                nested("low", "z"));
        assertThat(bound.value()).isNull();
        assertThat(bound.problems().stream().map(ReportsEveryProblemTests::told))
                .containsExactly(
                        "1 source.config.text: the key 'text' is missing; add it: A text",
                        "2 source.config.count: 'many' is not a whole number of at most 32 bits; write a number such as 10",
                        "3 source.config.interval: 'soon' is not a duration; write 500ms, 5s, 1m, 2h, 1d or PT5S",
                        "4 source.config.colour: the key 'colour' is unknown; known keys are text, flag, count, big-count,"
                                + " ratio, interval, size, url, path, since, token, respond, limit, words, secrets, names,"
                                + " nested, several, from, other, raw",
                        "5 source.config.url: a list stands here, but a URI is wanted; write one such as"
                                + " https://example.com/path",
                        "8 source.config.nested.low: 'z' is not a whole number of at most 32 bits; write a number such as 10");
    }

    @Test
    void tellsAMisspeltKeyOnceAndNotAlsoAsMissing() {
        Binder.Bound<EveryType> bound = bind("txet", "t");
        assertThat(bound.problems()).hasSize(1);
        assertThat(bound.problems().get(0).fix()).isEqualTo("did you mean 'text'?");
        assertThat(bound.problems().get(0).at()).isEqualTo(new ConfigNode.Location("pipe.yaml", 2, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "count,      0,            the smallest allowed is 1",
        "count,      11,           the largest allowed is 10",
        "count,      99999999999,  is not a whole number",
        "ratio,      1.5,          the largest allowed is 1",
        "ratio,      NaN,          is not a number",
        "interval,       1ms,          the smallest allowed is 100ms",
        "interval,       5,            is not a duration",
        "interval,       PT-5S,        is not a duration",
        "flag,       yes,          is not true or false",
        "size,       1 parsec,     is not a size",
        "url,        'a b',        is not a URI",
        "since,      yesterday,    is not a time",
        "limit,      three,        is not a whole number",
        "respond,    later,        is not one of the known words",
        "token,      '',           is not a secret",
        "path,       '',           is not a path",
        "words,      a,            'a single value stands here, but a list is wanted'",
        "names,      a,            'a single value stands here, but a mapping is wanted'",
        "nested,     a,            'a single value stands here, but a mapping is wanted'",
    })
    void refusesAValueThatDoesNotFit(String key, String value, String message) {
        Problem problem = only(key, value);
        assertThat(problem.message()).contains(message);
        assertThat(problem.path()).isEqualTo("source.config." + key);
    }

    @Test
    void namesElementsOfListsAndMaps() {
        assertThat(only("words", List.of("ok", "NO")).path()).isEqualTo("source.config.words[1]");
        assertThat(only("words", List.of("ok", "NO")).message()).isEqualTo("'NO' does not match the pattern [a-z]+");
        assertThat(only("words", List.of("a", "b", "c", "d")).message())
                .isEqualTo("the number of entries is wrong: at most 3 allowed, found 4");
        assertThat(only("names", nested("a.b", "x")).path()).isEqualTo("source.config.names.\"a.b\"");
        assertThat(only("several", List.of(nested("hihg", "1"))).path()).isEqualTo("source.config.several[0].hihg");
        assertThat(only("words", List.of(Nodes.NOTHING)).message()).isEqualTo("nothing stands here");
    }

    @Test
    void saysHowToWriteAListOfOne() {
        assertThat(only("words", "one").fix()).isEqualTo("write [one]");
        assertThat(only("secrets", "swordfish").fix()).isEqualTo("write […]");
    }

    @Test
    void proposesTheNearestWordOfAnEnum() {
        assertThat(only("respond", "imediately").fix())
                .isEqualTo("did you mean 'immediately'? write after-delivered, immediately");
    }

    @Test
    void knowsFormerAndRemovedKeys() {
        Problem renamed = only("pause", "2s");
        assertThat(renamed.severity()).isEqualTo(Severity.WARNING);
        assertThat(told(renamed))
                .isEqualTo("2 source.config.pause: 'pause' is now called 'interval'; write 'interval' instead"
                        .replaceFirst("2", String.valueOf(renamed.at().line())));
        Problem both = only("interval", "1s", "pause", "2s");
        assertThat(both.severity()).isEqualTo(Severity.ERROR);
        assertThat(both.message()).isEqualTo("'pause' is an earlier name of 'interval', which is given as well");
        Problem removed = only("backlog", "9");
        assertThat(removed.message()).isEqualTo("the key 'backlog' exists no longer");
        assertThat(removed.fix()).isEqualTo("set 'size' instead");
    }

    @Test
    void usesTheValueOfAFormerKey() {
        Binder.Bound<EveryType> bound = bind("text", "t", "pause", "2s");
        assertThat(bound.value()).isNotNull().extracting(EveryType::interval).hasToString("PT2S");
    }

    @Test
    void listsTheFormsWhenNoneFits() {
        Problem problem = only("from", nested("topic", "x"));
        assertThat(problem.message()).isEqualTo("none of the possible forms fits a mapping with 'topic'");
        assertThat(problem.fix())
                .isEqualTo("write a single value or a list or {header, [first]} or {username, password}");
        assertThat(only("from", nested("heeder", "x")).fix()).startsWith("did you mean 'header'? write ");
        assertThat(only("from", nested("username", "u")).message()).isEqualTo("the key 'password' is missing");
        assertThat(only("from", nested("header", "h", "frist", "true")).fix()).isEqualTo("did you mean 'first'?");
    }

    @Test
    void turnsARecordsOwnCheckIntoAProblem() {
        Binder.Bound<EveryType> bound = bind("text", "t", "nested", nested("low", "10"), "count", "x");
        assertThat(bound.problems()).hasSize(2);
        assertThat(bound.problems().get(0).message()).isEqualTo("low is above high in 'x'");
        assertThat(bound.problems().get(0).path()).isEqualTo("source.config.nested");
    }

    @Test
    @Tag("I7")
    void neverTellsAResolvedValueOrASecret() {
        List<Problem> problems = new ArrayList<>();
        problems.add(only("count", "${env:TOKEN}"));
        problems.add(only("url", "not a uri ${env:TOKEN}"));
        problems.add(only("respond", "${env:TOKEN}"));
        problems.add(only("words", List.of("${env:TOKEN}")));
        problems.add(only("nested", nested("inner", "${env:TOKEN}", "low", "10")));
        problems.add(only("words", "${env:TOKEN}"));
        problems.add(only("secrets", "hunter2-secret"));
        problems.add(only("token", "a${hunter2:b}"));
        problems.add(only("flag", "${env:UNSET:-hunter2-secret}"));
        assertThat(problems).allSatisfy(problem -> assertThat(told(problem)).doesNotContain("hunter2"));
        assertThat(problems.get(0).message())
                .isEqualTo("the value of ${env:TOKEN} is not a whole number of at most 32 bits");
        assertThat(only("nested", nested("inner", "${env:ONE}", "low", "10")).message())
                .isEqualTo("low is above high in 'the value of ${env:ONE}'");
        assertThat(problems.get(4).message()).isEqualTo("low is above high in 'the value of ${env:TOKEN}'");
    }
}
