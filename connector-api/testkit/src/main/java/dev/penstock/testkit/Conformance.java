package dev.penstock.testkit;

import dev.penstock.api.Check;
import dev.penstock.api.ConnectorContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every conformance test class says about its connector; the guarantees are the interfaces that extend this one.
 *
 * <p>JUnit makes a new instance of the class for each test, so its fields are fresh each time. A driver of a real server
 * starts it once, in a static field, and gives each instance a table, a topic or a directory of its own.
 */
@ExtendWith(ConformanceReport.class)
@Timeout(180)
public interface Conformance {
    /** The connector's class. */
    Class<?> connector();

    /**
     * A config that works, as in a pipeline file: keys in kebab case; values are texts, numbers, booleans, lists and maps.
     *
     * <p>Called several times in a test and after records were put, so it may depend on what is there.
     */
    Map<String, Object> config() throws Exception;

    /** Builds the connector; only for one that a test cannot build by its public constructor. */
    default AutoCloseable build(Record config, ConnectorContext context) throws Exception {
        return Subject.of(connector()).build(config, context);
    }

    /** How long the system behind the connector may take to answer before a test gives up. */
    default Duration patience() {
        return Duration.ofSeconds(15);
    }

    /** How often a test ends the process and starts it anew, spread over the whole run; less where building is dear. */
    default int crashes() {
        return 40;
    }

    /**
     * Whether the connector is also used, and not only built, where it is loaded in a class loader of its own to see what it
     * leaves behind. False where a {@link #build} of the driver's own is what makes use harmless.
     */
    default boolean usedInIsolation() {
        return true;
    }

    /**
     * Whether a thread of the connector may live on after closing, because a library ends it by itself within a minute or two.
     * Its classes stay in memory as long.
     */
    default boolean mayLinger(Thread thread) {
        return false;
    }

    /** Whether a step of the connector's own check may fail, because the server of the test deserves it. */
    default boolean mayFail(Check check) {
        return false;
    }

    /** Whether a file that is still open after closing may be, the test server's own for one. */
    default boolean mayStayOpen(String file) {
        return false;
    }
}
