package dev.penstock.cli;

import dev.penstock.cli.DevVersions.DevVersion;
import dev.penstock.cli.dev.MavenBuild;
import dev.penstock.cli.dev.Project;
import dev.penstock.host.SystemTime;
import dev.penstock.runtime.PenstockRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A project that is built whenever it has changed, and the version of it that runs. For one thread, which looks around several times a
 * second: nothing here blocks for long, so that stopping is heard.
 */
final class DevRun implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Project project;
    private final DevVersions versions;
    private final DevOutput output;
    private final Session session;
    private final DevCommand options;
    private final Path state;
    private Project.@Nullable Look built;
    private Project.@Nullable Look lastLook;
    private @Nullable MavenBuild build;
    private Instant begun = Instant.EPOCH;
    private @Nullable PenstockRuntime runtime;
    private @Nullable DevVersion running;
    private @Nullable DevVersion next;
    private @Nullable CompletableFuture<Boolean> takeover;
    private boolean announced;

    DevRun(Project project, DevVersions versions, DevOutput output, Session session, DevCommand options, Path state) {
        this.project = project;
        this.versions = versions;
        this.output = output;
        this.session = session;
        this.options = options;
        this.state = state;
    }

    /** Blocks until somebody stops it; the exit code. */
    int untilStopped() throws IOException, InterruptedException {
        Files.createDirectories(project.workplace());
        versions.clear();
        do {
            if (takeover != null) {
                finishTakeover(takeover);
            } else if (build != null) {
                finishBuild(build);
            } else {
                lookForChanges();
            }
            announce();
        } while (!session.stop().await(LOOK_AGAIN));
        return stop();
    }

    private void lookForChanges() throws IOException {
        Project.Look before = built;
        Project.Look look;
        try {
            look = project.look();
        } catch (IOException changing) {
            if (before == null) {
                throw CommandException.wrongEnvironment(
                        "the project cannot be read: " + project.directory() + ": " + changing.getMessage(), changing);
            }
            return; // an editor renames and removes files of its own; the next look tells
        }
        if (before == null) {
            begin(look, "building " + project.directory());
            return;
        }
        boolean settled = look.equals(lastLook);
        lastLook = look;
        if (look.equals(before) || !settled) {
            return; // an editor may still be writing
        }
        String changed = look.difference(before).map(Path::toString).orElse("a file");
        Optional<Path> jar = project.jar();
        if (look.sameSources(before) && jar.isPresent() && running != null) {
            built = look;
            output.note("changed", changed + " has changed", Map.of("file", changed));
            take(jar.get());
        } else {
            begin(look, changed + " has changed; building");
        }
    }

    private void begin(Project.Look look, String text) {
        built = look;
        begun = now();
        output.note("building", text, Map.of("directory", project.directory().toString()));
        try {
            build = MavenBuild.begin(project, options.maven, project.workplace().resolve("build.txt"));
        } catch (IOException noMaven) {
            throw CommandException.wrongEnvironment(
                    "Maven cannot be started: " + noMaven.getMessage()
                            + "; install it, or name its command with --maven",
                    noMaven);
        }
    }

    private void finishBuild(MavenBuild present) throws IOException {
        if (!present.isDone()) {
            return;
        }
        if (present.lacksArtifacts()) {
            output.note("fetching", "Maven has to fetch something first", Map.of());
            build = present.online();
            return;
        }
        build = null;
        Optional<Path> jar = present.succeeded() ? project.jar() : Optional.empty();
        if (jar.isPresent()) {
            take(jar.get());
        } else if (present.succeeded()) {
            failed("the build made no connector jar in " + project.target()
                    + ": no class in it has @Connector, or the annotation processor did not run");
        } else {
            output.mistakes(present.messages());
            failed("the project cannot be built, see above");
        }
    }

    private void failed(String why) {
        DevVersion present = running;
        int version = present == null ? 0 : present.number();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("running", version);
        values.put("message", why);
        output.note(
                "failed",
                why + "; " + (present == null ? "waiting for a change" : "version " + version + " goes on"),
                values);
    }

    /** Loads the jar beside the version that runs, and lets it take over. */
    private void take(Path jar) throws IOException {
        DevVersion fresh;
        try {
            fresh = versions.next(jar, output);
        } catch (CommandException unfit) {
            failed(String.valueOf(unfit.getMessage()));
            return;
        }
        PenstockRuntime present = runtime;
        DevVersion old = running;
        if (present == null || old == null) {
            running = fresh;
            runtime = PenstockRuntime.builder(state)
                    .pipelines(List.of(fresh.pipeline()))
                    .http(options.http)
                    .clock(SystemTime.clock())
                    .start();
            return;
        }
        begun = now();
        try {
            if (!fresh.pipeline().name().equals(old.pipeline().name())) {
                throw new IllegalArgumentException(
                        "the pipeline is called '" + fresh.pipeline().name()
                                + "' now, and its offsets are kept under its name; stop and start again");
            }
            takeover = present.replace(fresh.pipeline(), options.drainTimeout);
            next = fresh;
        } catch (IllegalArgumentException impossible) {
            fresh.close();
            failed(String.valueOf(impossible.getMessage()));
        }
    }

    private void finishTakeover(CompletableFuture<Boolean> present) {
        DevVersion fresh = next;
        DevVersion old = running;
        if (!present.isDone() || fresh == null) {
            return;
        }
        boolean all = present.join();
        takeover = null;
        next = null;
        running = fresh;
        if (old != null) {
            old.close();
        }
        long millis = Duration.between(begun, now()).toMillis();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("version", fresh.number());
        values.put("milliseconds", millis);
        values.put("everything-delivered", all);
        output.note(
                "taken-over",
                "version " + fresh.number() + " has taken over"
                        + (all ? "" : "; what version " + (fresh.number() - 1) + " could not deliver comes again"),
                values);
    }

    private void announce() throws InterruptedException {
        PenstockRuntime present = runtime;
        DevVersion version = running;
        if (announced || present == null || version == null || !present.awaitReady(Duration.ZERO)) {
            return;
        }
        announced = true;
        ReadyLine.Addresses addresses = new ReadyLine.Addresses(options.http, false, options.http, "");
        output.ready(ReadyLine.of(present, List.of(version.pipeline()), addresses, session.called()), version.number());
    }

    private int stop() throws InterruptedException {
        PenstockRuntime present = runtime;
        if (present != null && !present.drain(options.drainTimeout)) {
            session.terminal()
                    .warn(
                            "penstock: not everything was delivered; what was not is kept upstream and comes again at the next"
                                    + " start");
        }
        return ExitCode.DONE;
    }

    private static Instant now() {
        return SystemTime.clock().instant();
    }

    @Override
    public void close() {
        if (build != null) {
            build.cancel();
        }
        if (runtime != null) {
            runtime.close();
        }
        for (DevVersion each : new @Nullable DevVersion[] {running, next}) {
            if (each != null) {
                each.close();
            }
        }
    }
}
