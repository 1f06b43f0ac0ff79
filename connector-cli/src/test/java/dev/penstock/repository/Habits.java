package dev.penstock.repository;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;

/** What no class of Penstock does, as rules. */
final class Habits {
    /** The one class that asks the system for the time and hands the clock on. */
    private static final String CLOCK_OWNER = "dev.penstock.host.SystemTime";

    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.time.InstantSource.system",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.system",
            "java.time.Clock.tickMillis",
            "java.time.Clock.tickSeconds",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now");

    private static final Set<String> EXITS =
            Set.of("java.lang.System.exit", "java.lang.Runtime.exit", "java.lang.Runtime.halt");

    private Habits() {}

    static ArchRule onlyOneClassAsksTheSystemForTheTime() {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName(CLOCK_OWNER)
                .should()
                .accessTargetWhere(accessTo("the wall clock", CLOCKS));
    }

    /** It is the main program of a process whose parent is gone. */
    private static final String ORPHAN = "dev.penstock.function.http.Supervision";

    static ArchRule onlyTheCommandLineEndsTheProcess() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("dev.penstock.cli..")
                .and()
                .doNotHaveFullyQualifiedName(ORPHAN)
                .should()
                .accessTargetWhere(accessTo("System.exit", EXITS));
    }

    static ArchRule staticFieldsAreFinal() {
        return fields().that()
                .areStatic()
                .and(DescribedPredicate.describe(
                        "are written by a person", field -> !field.getName().startsWith("$")))
                .should()
                .beFinal();
    }

    static ArchRule staticFieldsHoldNothingThatChanges() {
        return noFields().that().areStatic().should().haveRawType(changing());
    }

    private static DescribedPredicate<JavaAccess<?>> accessTo(String description, Set<String> methods) {
        return DescribedPredicate.describe(
                description,
                access -> methods.contains(access.getTargetOwner().getFullName() + "."
                        + access.getTarget().getName()));
    }

    private static DescribedPredicate<JavaClass> changing() {
        return DescribedPredicate.describe("a type whose values change", type -> {
            boolean collection = type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
            return (collection && !type.isInterface())
                    || type.isAssignableTo(ConcurrentMap.class)
                    || type.isAssignableTo(Lock.class)
                    || type.isAssignableTo(ThreadLocal.class)
                    || type.getPackageName().equals("java.util.concurrent.atomic");
        });
    }
}
