package dev.penstock.cli;

import dev.penstock.api.Check;
import dev.penstock.api.Checkable;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.engine.PipelinePlan;
import dev.penstock.host.SystemTime;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.plugin.Plugins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tests the connections of pipelines without moving an event. */
@Command(
        name = "check",
        description = "Tests the connections of pipelines, step by step, without moving an event.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock check orders.yaml                       one line per test",
            "",
            "Exit codes: 0 when all tests pass, 1 when one fails, 2 when a file is wrong."
        })
final class CheckCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Pipeline files, or folders of them.")
    List<Path> places = List.of();

    @Mixin
    PluginOptions plugins = new PluginOptions();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long the tests of one connector may take. Default: ${DEFAULT-VALUE}")
    int timeout = 30;

    private boolean failed;

    CheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Plugins installed = plugins.load()) {
            for (CompiledPipeline pipeline : Pipelines.compile(places, installed, session)) {
                check(
                        pipeline,
                        "source",
                        pipeline.source().reference(),
                        pipeline.plan().source());
                check(
                        pipeline,
                        "sink",
                        pipeline.sink().reference(),
                        pipeline.plan().sink());
                pipeline.state()
                        .ifPresent(state -> check(
                                pipeline,
                                "state",
                                state.connector().reference(),
                                state.settings().store()));
                pipeline.deadLetter()
                        .ifPresent(sink ->
                                check(pipeline, "dead-letter", sink.connector().reference(), sink.factory()));
            }
        }
        return failed ? ExitCode.FAILED : ExitCode.DONE;
    }

    private void check(
            CompiledPipeline pipeline,
            String place,
            String connector,
            PipelinePlan.Factory<? extends AutoCloseable> factory) {
        String subject = pipeline.name() + " " + place + " " + connector + ": ";
        try (AutoCloseable built = factory.build()) {
            report(subject, Check.passed("build", "it can be built from its config"));
            if (built instanceof Checkable checkable) {
                Deadline deadline = Deadline.in(Duration.ofSeconds(timeout), SystemTime.clock());
                checkable.check(deadline).forEach(check -> report(subject, check));
            }
        } catch (Exception problem) {
            report(subject, Check.failed("check", Failure.of(problem)));
        }
    }

    private void report(String subject, Check check) {
        Failure failure = check.failure();
        failed |= failure != null;
        session.terminal()
                .print((failure == null ? "ok    " : "FAIL  ") + subject + check.name() + ": "
                        + (failure == null ? check.detail() : failure.message()));
    }
}
