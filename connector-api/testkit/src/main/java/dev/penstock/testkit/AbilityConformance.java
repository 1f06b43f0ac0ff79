package dev.penstock.testkit;

import dev.penstock.api.Check;
import dev.penstock.api.Checkable;
import dev.penstock.api.Committing;
import dev.penstock.api.Concurrent;
import dev.penstock.api.Idempotent;
import dev.penstock.api.Measured;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Partitioned;
import dev.penstock.api.PollingSource;
import dev.penstock.api.Sink;
import dev.penstock.api.Source;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a connector says it can do, it can; what it does not say, it does not half do. */
public interface AbilityConformance extends Conformance {
    /** The abilities are those that its kind may have. */
    @Test
    default void itsAbilitiesSuitItsKind() {
        Map<Class<?>, Class<?>> of = Map.of(
                Partitioned.class, PollingSource.class,
                Committing.class, PollingSource.class,
                Measured.class, Source.class,
                OrderedBatches.class, Sink.class,
                Concurrent.class, Sink.class,
                Idempotent.class, Sink.class);
        try (Lab lab = new Lab(this)) {
            of.forEach((ability, kind) -> lab.check(
                    !ability.isAssignableFrom(connector()) || kind.isAssignableFrom(connector()),
                    Paragraph.CONNECTOR,
                    ability.getSimpleName() + " only at a " + kind.getSimpleName(),
                    () -> connector().getName() + " is none, so nobody will ask for it"));
        }
    }

    /** A method that looks like an ability's is one: without the interface nobody calls it. */
    @Test
    default void whatLooksLikeAnAbilityIsDeclared() {
        try (Lab lab = new Lab(this)) {
            for (Class<?> ability :
                    List.of(Partitioned.class, Committing.class, Measured.class, Checkable.class, Concurrent.class)) {
                for (Method method : ability.getMethods()) {
                    boolean there = Arrays.stream(connector().getMethods())
                            .anyMatch(each -> each.getName().equals(method.getName())
                                    && Arrays.equals(each.getParameterTypes(), method.getParameterTypes()));
                    lab.check(
                            !there || ability.isAssignableFrom(connector()),
                            Paragraph.CONNECTOR,
                            "implements " + ability.getSimpleName() + ", because it has a public " + method.getName(),
                            () -> "it does not, so the engine never calls the method");
                }
            }
        }
    }

    /** Where all is well every step of its own test passes, and no event is read or written by it. */
    @Test
    default void itsOwnCheckPasses() throws Exception {
        NotApplicable.unlessIs(connector(), Checkable.class);
        try (Lab lab = new Lab(this)) {
            AutoCloseable built = lab.build();
            List<Check> checks = ((Checkable) built).check(lab.deadline(patience()));
            lab.check(
                    !checks.isEmpty()
                            && checks.stream()
                                    .allMatch(check -> (check.failure() == null || mayFail(check))
                                            && !check.name().isBlank()
                                            && !check.detail().isBlank()),
                    Paragraph.CHECK,
                    "at least one step, each with a name and what was found, and no failure",
                    checks::toString);
            built.close();
        }
    }

    /** The number of waiting events is told at once, at any time, and is never negative. */
    @Test
    default void tellsHowMuchIsWaiting() throws Exception {
        NotApplicable.unlessIs(connector(), Measured.class);
        try (Lab lab = new Lab(this)) {
            AutoCloseable built = lab.build();
            pending(lab, (Measured) built);
            Usage.use(lab, built);
            pending(lab, (Measured) built);
            built.close();
        }
    }

    private static void pending(Lab lab, Measured measured) {
        long begun = System.nanoTime();
        java.util.OptionalLong pending = measured.pending();
        long took = (System.nanoTime() - begun) / 1_000_000;
        lab.check(
                (pending.isEmpty() || pending.getAsLong() >= 0) && took < 1_000,
                Paragraph.PENDING,
                "an estimate of 0 or more, or none, at once",
                () -> pending + " after " + took + " ms");
    }
}
