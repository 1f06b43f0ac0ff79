package dev.penstock.testkit;

import dev.penstock.api.Check;
import dev.penstock.api.Checkable;
import dev.penstock.api.config.KebabCase;
import dev.penstock.api.config.Option;
import dev.penstock.engine.config.Binder.Bound;
import dev.penstock.engine.config.Problem;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The config record says everything about itself, refuses in words, and keeps its secrets. */
public interface ConfigConformance extends Conformance {
    /** A config that works is taken without a word. */
    @Test
    default void itsConfigIsAccepted() throws Exception {
        try (Lab lab = new Lab(this)) {
            Bound<? extends Record> bound = lab.subject().bind(config());
            lab.check(
                    bound.value() != null && bound.problems().isEmpty(),
                    Paragraph.OPTION,
                    "the driver's config() is accepted without errors or warnings",
                    () -> bound.problems().toString());
        }
    }

    /** An empty config with an unknown key names every missing key and the unknown one, all at once. */
    @Test
    default void everyProblemIsNamedAtOnce() {
        try (Lab lab = new Lab(this)) {
            List<Problem> problems =
                    lab.subject().bind(Map.of("no-such-key", "1")).problems();
            List<String> wanted = new ArrayList<>(List.of("no-such-key"));
            for (RecordComponent component : lab.subject().configType().getRecordComponents()) {
                if (Components.required(component)) {
                    wanted.add(KebabCase.ofComponent(component.getName()));
                }
            }
            for (String key : wanted) {
                lab.check(
                        problems.stream().anyMatch(problem -> problem.message().contains("'" + key + "'")),
                        Paragraph.OPTION,
                        "a problem for each of " + wanted,
                        () -> "none for " + key + ": " + problems);
            }
        }
    }

    /** A value of any wrong form is refused with a sentence for the user, whichever key it stands at. */
    @Test
    default void wrongValuesAreRefusedInWords() throws Exception {
        List<Object> wrong =
                Arrays.asList("", "?", "-1", "0", "99999999999999999999", " ", List.of("?"), Map.of("?", "?"));
        try (Lab lab = new Lab(this)) {
            for (RecordComponent component : lab.subject().configType().getRecordComponents()) {
                String key = KebabCase.ofComponent(component.getName());
                for (Object value : wrong) {
                    Map<String, Object> config = new LinkedHashMap<>(config());
                    config.put(key, value);
                    refusedInWords(lab, key + ": " + value, config);
                }
            }
        }
    }

    private static void refusedInWords(Lab lab, String what, Map<String, Object> config) {
        Bound<? extends Record> bound;
        try {
            bound = lab.subject().bind(config);
        } catch (RuntimeException thrown) {
            throw lab.failure(
                    Paragraph.OPTION, "'" + what + "' is accepted or refused in words", "binding threw " + thrown);
        }
        for (Problem problem : bound.problems()) {
            lab.check(
                    !problem.message().isBlank()
                            && !problem.message().contains("own check of its configuration failed"),
                    Paragraph.OPTION,
                    "the record's constructor refuses '" + what + "' with an IllegalArgumentException for the user",
                    problem::message);
        }
    }

    /** Neither texts of the record and the connector, nor failures, nor checks, nor logs show a secret (I7). */
    @Test
    default void secretsStayHidden() throws Exception {
        try (Lab lab = new Lab(this)) {
            Record config = lab.subject().config(config());
            List<String> secrets = Components.secrets(config).stream()
                    .filter(secret -> secret.length() >= 4)
                    .toList();
            NotApplicable.unless(
                    !secrets.isEmpty(), "the driver's config() holds no secret of four or more characters");
            StringBuilder shown = new StringBuilder();
            try (LogListener log = LogListener.start()) {
                shown.append(config).append('\n');
                show(lab, shown);
                if (this instanceof SourceOutageConformance outage) {
                    outage.breakDown();
                    show(lab, shown);
                    outage.recover();
                }
                if (this instanceof SinkOutageConformance outage) {
                    outage.breakDown();
                    show(lab, shown);
                    outage.recover();
                }
                shown.append(log.text());
            }
            shown.append(lab.trace());
            for (String secret : secrets) {
                lab.check(
                        shown.indexOf(secret) < 0,
                        Paragraph.SECRET,
                        "no text shows the secret '" + secret.substring(0, 2) + "…'",
                        () -> around(shown, secret));
            }
        }
    }

    private static void show(Lab lab, StringBuilder shown) {
        try {
            AutoCloseable built = lab.build();
            shown.append(built).append('\n');
            if (built instanceof Checkable checkable) {
                for (Check check : checkable.check(lab.deadline(lab.driver().patience()))) {
                    shown.append(check).append('\n');
                }
            }
            Usage.use(lab, built);
            built.close();
        } catch (Exception thrown) {
            java.io.StringWriter text = new java.io.StringWriter();
            thrown.printStackTrace(new java.io.PrintWriter(text, true));
            shown.append(text);
        }
    }

    private static String around(StringBuilder shown, String secret) {
        int at = shown.indexOf(secret);
        return "…" + shown.substring(Math.max(0, at - 100), at).replace('\n', ' ') + "(the secret)…";
    }

    /** Every component is described. */
    @Test
    default void everyOptionIsDescribed() {
        try (Lab lab = new Lab(this)) {
            for (RecordComponent component : lab.subject().configType().getRecordComponents()) {
                Option option = component.getAnnotation(Option.class);
                lab.check(
                        option != null && !option.value().isBlank(),
                        Paragraph.OPTION,
                        "@Option with a sentence at " + component.getName(),
                        () -> "there is none");
            }
        }
    }
}
