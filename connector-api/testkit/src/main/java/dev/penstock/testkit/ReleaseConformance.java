package dev.penstock.testkit;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Closing releases everything. The connector is loaded in a class loader of its own, as in the runtime, so that what it leaves
 * behind can be told from what others have.
 */
public interface ReleaseConformance extends Conformance {
    /** No thread of the connector is alive after closing. */
    @Test
    default void closingEndsItsThreads() throws Exception {
        try (Lab lab = new Lab(this)) {
            ClassLoader loader = usedAndClosed(lab);
            boolean ended = Lab.until(patience(), () -> alive(loader).stream().allMatch(this::mayLinger));
            lab.check(
                    ended,
                    close(),
                    "no thread of the connector alive after closing",
                    () -> "still alive: "
                            + alive(loader).stream().map(Thread::getName).toList());
        }
    }

    private static List<Thread> alive(ClassLoader loader) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getContextClassLoader() == loader && thread.isAlive())
                .toList();
    }

    /** No file and no socket is open after closing that was not open before. */
    @Test
    default void closingClosesFilesAndSockets() throws Exception {
        NotApplicable.unless(OpenFiles.known(), "this system does not tell which files are open");
        try (Lab lab = new Lab(this)) {
            usedAndClosed(lab); // opens what is opened once for all: providers, libraries, the driver's own connections
            Set<String> before = OpenFiles.now();
            usedAndClosed(lab);
            boolean closed = Lab.until(patience(), () -> left(before).isEmpty());
            lab.check(
                    closed,
                    close(),
                    "no file and no socket open some time after closing that was not before",
                    () -> "open: " + left(before));
        }
    }

    private Set<String> left(Set<String> before) {
        Set<String> left = new TreeSet<>(OpenFiles.now());
        left.removeAll(before);
        left.removeIf(this::mayStayOpen);
        return left;
    }

    /** Nothing keeps the connector's classes in memory after closing, so that a new version can take its place. */
    @Test
    default void closingReleasesItsClasses() throws Exception {
        // One may be kept by what remembers the last it saw, and lets go of it for the next. The JDK itself does: the
        // method handles by which records compare keep the type they were last adapted to (JDK-8078641). A connector
        // that
        // is really kept is kept every time.
        List<WeakReference<ClassLoader>> loaders = List.of(closedLoader(), closedLoader());
        boolean released = Lab.until(patience(), () -> {
            System.gc();
            return loaders.stream().anyMatch(loader -> loader.get() == null);
        });
        try (Lab lab = new Lab(this)) {
            lab.check(
                    released,
                    close(),
                    "the connector's class loader is collected once the connector is closed",
                    () -> "something keeps it: a thread, a shutdown hook, a registered driver, a value of a thread");
        }
    }

    private WeakReference<ClassLoader> closedLoader() throws Exception {
        WeakReference<ClassLoader> loader;
        try (Lab lab = new Lab(this)) {
            // on a thread that ends with the lab: what a library keeps for a thread goes with it
            loader = lab.limited("use and close", () -> new WeakReference<>(usedAndClosed(lab)));
        }
        List<String> lingering = lingering(loader);
        NotApplicable.unless(lingering.isEmpty(), "threads that may linger keep its classes: " + lingering);
        return loader;
    }

    private List<String> lingering(WeakReference<ClassLoader> loader) {
        ClassLoader strong = loader.get();
        return strong == null
                ? List.of()
                : alive(strong).stream()
                        .filter(this::mayLinger)
                        .map(Thread::getName)
                        .toList();
    }

    private ClassLoader usedAndClosed(Lab lab) throws Exception {
        try (Isolated isolated = Isolated.of(lab.subject())) {
            AutoCloseable connector = Traced.of(isolated.build(config(), lab.clock()), lab);
            if (usedInIsolation()) {
                try {
                    Usage.use(lab, connector);
                } finally {
                    connector.close();
                }
            } else {
                connector.close();
            }
            return isolated.loader();
        }
    }

    private Paragraph close() {
        if (dev.penstock.api.StateStore.class.isAssignableFrom(connector())) {
            return Paragraph.STATE_CLOSE;
        }
        return dev.penstock.api.Sink.class.isAssignableFrom(connector())
                ? Paragraph.SINK_CLOSE
                : Paragraph.SOURCE_CLOSE;
    }
}
