package dev.penstock.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What no class of Penstock does; {@link CanaryTests} show that the rules judge. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HabitsTests {
    private final JavaClasses all = PenstockClasses.all();

    @Test
    void onlyOneClassAsksTheSystemForTheTime() {
        Habits.onlyOneClassAsksTheSystemForTheTime().check(all);
    }

    @Test
    void onlyTheCommandLineEndsTheProcess() {
        Habits.onlyTheCommandLineEndsTheProcess().check(all);
    }

    @Test
    void staticFieldsAreFinal() {
        Habits.staticFieldsAreFinal().check(all);
    }

    @Test
    void staticFieldsHoldNothingThatChanges() {
        Habits.staticFieldsHoldNothingThatChanges().check(all);
    }

    @Test
    void everyPackageIsNullMarkedAndDescribed() {
        List<Path> bare = Checkout.sources("main").stream()
                .filter(file -> !file.toString().contains("/src/main/resources/")) // templates, packed otherwise
                .map(file -> Objects.requireNonNull(file.getParent()))
                .distinct()
                .filter(folder -> !described(folder.resolve("package-info.java")))
                .toList();
        assertThat(bare)
                .as("packages without @NullMarked and a Javadoc sentence in package-info.java")
                .isEmpty();
    }

    @Test
    void noFileHoldsMoreThanFourHundredLines() throws IOException {
        List<Path> sources = Checkout.sources("main");
        assertThat(sources).isNotEmpty();
        assertThat(sources.stream().filter(file -> lines(file) > 400).collect(Collectors.toList()))
                .as("files that hold more than one idea")
                .isEmpty();
    }

    private static boolean described(Path info) {
        return Files.exists(info)
                && Checkout.read(info).contains("@NullMarked")
                && Checkout.read(info).contains("/**");
    }

    private static long lines(Path file) {
        return Checkout.read(file).lines().count();
    }
}
