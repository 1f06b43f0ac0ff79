package dev.penstock.repository;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that judge nothing pass as well; here every rule meets a class that breaks it, and must say so. */
final class CanaryTests {
    private final JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleFailsOnAClassThatBreaksIt(com.tngtech.archunit.lang.ArchRule rule) {
        assertThatThrownBy(() -> rule.check(offender))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Offender");
    }

    static List<com.tngtech.archunit.lang.ArchRule> rules() {
        return List.of(
                Habits.onlyOneClassAsksTheSystemForTheTime(),
                Habits.onlyTheCommandLineEndsTheProcess(),
                Habits.staticFieldsAreFinal(),
                Habits.staticFieldsHoldNothingThatChanges());
    }

    /** Breaks every rule; never called. */
    static final class Offender {
        static final AtomicInteger COUNT = new AtomicInteger();

        static Instant latest = Instant.EPOCH;

        private Offender() {}

        static void offend() {
            latest = Instant.now();
            System.exit(1);
        }
    }
}
