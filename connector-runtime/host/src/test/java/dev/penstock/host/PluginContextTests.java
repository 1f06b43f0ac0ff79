package dev.penstock.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Batch;
import dev.penstock.api.Idempotent;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PluginContextTests {
    /** Says whose class loader it runs with. */
    private static final class Told implements Sink, Idempotent {
        @Override
        public Outcomes write(Batch batch) {
            throw new IllegalStateException(
                    String.valueOf(Thread.currentThread().getContextClassLoader()));
        }

        @Override
        public void close() {}
    }

    @Test
    void leavesAConnectorOfTheHostsOwnClassPathAsItIs() {
        Told told = new Told();
        assertThat(PluginContext.wrap(Sink.class, told, Set.of())).isSameAs(told);
    }

    @Test
    void takesAnAbilityAwayFromItAllTheSame() {
        Sink wrapped = PluginContext.wrap(Sink.class, new Told(), Set.of(Idempotent.class));
        assertThat(wrapped).isNotInstanceOf(Idempotent.class);
    }

    @Test
    void wrapsItWhereTheThreadSeesOtherClasses() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        Told told = new Told();
        try (URLClassLoader elsewhere = new URLClassLoader(new URL[0], null);
                URLClassLoader below =
                        new URLClassLoader(new URL[0], told.getClass().getClassLoader())) {
            thread.setContextClassLoader(elsewhere);
            assertThat(PluginContext.wrap(Sink.class, told, Set.of())).isNotSameAs(told);
            thread.setContextClassLoader(below);
            assertThat(PluginContext.wrap(Sink.class, told, Set.of())).isSameAs(told);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
