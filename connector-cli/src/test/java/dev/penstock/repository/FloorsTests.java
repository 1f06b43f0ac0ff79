package dev.penstock.repository;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A module uses modules of lower floors only. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FloorsTests {
    private final JavaClasses all = PenstockClasses.all();

    @Test
    void theApiUsesCloudEventsAndJSpecifyOnly() {
        classes()
                .that()
                .resideInAPackage("dev.penstock.api..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.cloudevents..", "dev.penstock.api..")
                .check(all);
    }

    @Test
    void theToolkitUsesTheApiOnly() {
        usesOnly("dev.penstock.toolkit..", "dev.penstock.api..").check(all);
    }

    @Test
    void theEngineUsesTheApiOnly() {
        usesOnly("dev.penstock.engine..", "dev.penstock.api..").check(all);
    }

    @Test
    void theHostUsesEngineToolkitAndApiOnly() {
        usesOnly("dev.penstock.host..", "dev.penstock.engine..", "dev.penstock.toolkit..", "dev.penstock.api..")
                .check(all);
    }

    @Test
    void secretProvidersUseHostEngineToolkitAndApiOnly() {
        usesOnly(
                        "dev.penstock.secrets..",
                        "dev.penstock.host..",
                        "dev.penstock.engine..",
                        "dev.penstock.toolkit..",
                        "dev.penstock.api..")
                .check(all);
    }

    @Test
    void theTestKitUsesHostEngineToolkitAndApiOnly() {
        usesOnly(
                        "dev.penstock.testkit..",
                        "dev.penstock.engine..",
                        "dev.penstock.host..",
                        "dev.penstock.toolkit..",
                        "dev.penstock.api..")
                .check(all);
    }

    @Test
    void theRuntimeUsesHostEngineToolkitAndApiOnly() {
        usesOnly(
                        "dev.penstock.runtime..",
                        "dev.penstock.engine..",
                        "dev.penstock.host..",
                        "dev.penstock.toolkit..",
                        "dev.penstock.api..")
                .check(all);
    }

    @Test
    void servingUsesTheRuntimeAndWhatIsBelowIt() {
        usesOnly(
                        "dev.penstock.serve..",
                        "dev.penstock.runtime..",
                        "dev.penstock.host..",
                        "dev.penstock.engine..",
                        "dev.penstock.toolkit..",
                        "dev.penstock.api..")
                .check(all);
    }

    @Test
    void theScalerUsesTheRuntimeAndWhatIsBelowIt() {
        usesOnly(
                        "dev.penstock.scaler..",
                        "dev.penstock.runtime..",
                        "dev.penstock.host..",
                        "dev.penstock.engine..",
                        "dev.penstock.toolkit..",
                        "dev.penstock.api..")
                .check(all);
    }

    @Test
    void nobodyUsesTheScalerThatIsLoadedWhenItIsAskedFor() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.penstock.scaler..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.penstock.scaler..", "io.grpc..", "com.google.protobuf..")
                .check(all);
    }

    @Test
    void connectorsUseToolkitAndApiOnly() {
        usesOnly("dev.penstock.connector..", "dev.penstock.toolkit..", "dev.penstock.api..")
                .allowEmptyShould(true)
                .check(all);
    }

    @Test
    void functionsUseHostEngineToolkitAndApiOnly() {
        usesOnly(
                        "dev.penstock.function..",
                        "dev.penstock.host..",
                        "dev.penstock.engine..",
                        "dev.penstock.toolkit..",
                        "dev.penstock.api..")
                .check(all);
    }

    @Test
    void functionAdaptersKnowNothingOfEachOther() {
        slices().matching("dev.penstock.function.(*)..")
                .should()
                .notDependOnEachOther()
                .check(all);
    }

    @Test
    void connectorsKnowNothingOfEachOther() {
        slices().matching("dev.penstock.connector.(*)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .check(all);
    }

    @Test
    void theCommandLineUsesNoConnector() {
        noClasses()
                .that()
                .resideInAPackage("dev.penstock.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.penstock.connector..")
                .check(all);
    }

    @Test
    void theEngineHasNoSocketsAndNoFiles() {
        noClasses()
                .that()
                .resideInAPackage("dev.penstock.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "java.nio.channels..", "java.sql..", "org.slf4j..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.io\\.(File|RandomAccessFile).*|java\\.nio\\.file\\.File.*|java\\.net\\..*Socket.*")
                .check(all);
    }

    private static ArchRule usesOnly(String floor, String... lower) {
        return noClasses()
                .that()
                .resideInAPackage(floor)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.penstock..")
                        .and(not(resideInAPackage(floor)))
                        .and(not(resideInAnyPackage(lower))));
    }
}
