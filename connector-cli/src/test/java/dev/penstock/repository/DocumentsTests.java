package dev.penstock.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Failure.Remedy;
import dev.penstock.api.Outcome;
import dev.penstock.engine.Fate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents that speak of the code, held against it. */
final class DocumentsTests {
    @Test
    void thePathOfAnEventNamesClassesThatExist() {
        String path = Checkout.read("docs/architecture.md").split("## The path of an event", 2)[1];
        List<String> names = Pattern.compile("`(dev\\.penstock\\.[\\w.]+\\.[A-Z]\\w*)`")
                .matcher(path)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(names).hasSizeGreaterThanOrEqualTo(7);
        assertThat(names).allMatch(DocumentsTests::exists);
    }

    @Test
    void theStatesOfAnEventAreDrawnWithEveryOutcomeAndFate() {
        String drawing = Checkout.read("docs/explanation/event-states.svg").replaceFirst("(?s)<desc.*</desc>", "");
        String page = Checkout.read("docs/explanation/delivery.md");
        List<String> words = Stream.of(Outcome.Kind.values(), Fate.Kind.values(), new Enum<?>[] {Remedy.RECONNECT})
                .flatMap(Stream::of)
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .toList();
        assertThat(words).allSatisfy(word -> assertThat(drawing).containsPattern("\\b" + word + "\\b"));
        for (String name : List.of(
                "DeliveryLedger", "Lane", "SinkDispatcher", "OutcomeJudge", "DeadLetterOffice", "OffsetKeeper")) {
            assertThat(exists("dev.penstock.engine." + name)).as(name).isTrue();
            assertThat(page).contains("`" + name + "`");
        }
    }

    @Test
    void theReadmeIsShort() {
        assertThat(Checkout.read("README.md").lines().count()).isLessThanOrEqualTo(150);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) {
        List<String> broken = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)")
                .matcher(Checkout.read(page))
                .results()
                .map((MatchResult match) -> match.group(1))
                .filter(link -> !link.contains("://"))
                .filter(link -> !Files.exists(page.resolveSibling(link)))
                .toList();
        assertThat(broken).as("links of %s that lead nowhere", page).isEmpty();
    }

    static List<Path> pages() throws java.io.IOException {
        try (Stream<Path> documents = Files.walk(Checkout.root().resolve("docs"))) {
            return Stream.concat(
                            documents.filter(file -> file.toString().endsWith(".md")),
                            Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
                                    .map(Checkout.root()::resolve))
                    .toList();
        }
    }

    private static boolean exists(String className) {
        String file = className.replace('.', '/') + ".class";
        return PenstockClasses.folders().stream().anyMatch(folder -> Files.exists(folder.resolve(file)));
    }
}
