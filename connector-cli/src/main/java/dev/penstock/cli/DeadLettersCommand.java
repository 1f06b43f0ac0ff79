package dev.penstock.cli;

import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.state.DeadLetter;
import dev.penstock.runtime.logging.LogFormat;
import dev.penstock.runtime.logging.Logging;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.plugin.Plugins;
import dev.penstock.runtime.state.StoredDeadLetter;
import dev.penstock.toolkit.json.CloudEventJson;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows events that could not be delivered, and delivers them again. */
@Command(
        name = "dead-letters",
        description = "Shows events that could not be delivered, or delivers them again.",
        synopsisSubcommandLabel = "(list | show | replay)",
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock dead-letters list                       all of them, oldest first",
            "  penstock dead-letters show 17                    one, with its event",
            "  penstock dead-letters replay orders.yaml         deliver those of a pipeline again"
        })
final class DeadLettersCommand {
    private final Session session;
    private final Terminal terminal;

    @Spec
    CommandSpec spec = CommandSpec.create();

    DeadLettersCommand(Session session) {
        this.session = session;
        this.terminal = session.terminal();
    }

    @Command(
            description = "Lists dead letters, oldest first.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  penstock dead-letters list                       those of all pipelines",
                "  penstock dead-letters list orders --json         those of one, for a program"
            })
    int list(
            @Mixin StateOptions state,
            @Parameters(
                            paramLabel = "PIPELINE",
                            arity = "0..1",
                            defaultValue = "",
                            description = "Only those of this pipeline.")
                    String pipeline,
            @Option(names = "--after", paramLabel = "NUMBER", defaultValue = "0", description = "Only later ones.")
                    long after,
            @Option(
                            names = "--limit",
                            paramLabel = "COUNT",
                            defaultValue = "100",
                            description = "At most so many. Default: ${DEFAULT-VALUE}")
                    int limit,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws Exception {
        List<StoredDeadLetter> letters = state.use(store -> store.deadLetters().list(pipeline, after, limit));
        if (json) {
            terminal.print(
                    Json.text(letters.stream().map(DeadLettersCommand::values).toList()));
            return ExitCode.DONE;
        }
        Table table = new Table("NUMBER", "PIPELINE", "TIME", "ATTEMPTS", "CODE", "EVENT", "MESSAGE");
        for (StoredDeadLetter stored : letters) {
            DeadLetter letter = stored.letter();
            table.row(
                    Long.toString(stored.id()),
                    letter.pipeline(),
                    letter.at().toString(),
                    Integer.toString(letter.attempts()),
                    letter.failure().code(),
                    letter.event().getId(),
                    letter.failure().message());
        }
        table.lines().forEach(terminal::print);
        return ExitCode.DONE;
    }

    @Command(
            description = "Shows one dead letter with its event, as JSON.",
            footerHeading = "%nExamples:%n",
            footer = {"  penstock dead-letters show 17                    one, with its event"})
    int show(
            @Mixin StateOptions state,
            @Parameters(index = "0", paramLabel = "NUMBER", description = "Its number in 'dead-letters list'.")
                    long number)
            throws Exception {
        StoredDeadLetter stored = state.use(store -> store.deadLetters().show(number))
                .orElseThrow(() -> CommandException.wrongInput(
                        "there is no dead letter " + number + "; 'penstock dead-letters list' shows those there are"));
        String described = Json.text(values(stored));
        String event = new String(CloudEventJson.write(stored.letter().event()), StandardCharsets.UTF_8);
        // The event is printed as it is stored: taking its JSON apart and together again could change a number.
        terminal.print(described.substring(0, described.lastIndexOf('}')).stripTrailing() + ",\n  \"event\" : " + event
                + "\n}");
        return ExitCode.DONE;
    }

    @Command(
            description = "Delivers dead letters again, to the sink of their pipeline; those delivered are deleted.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  penstock dead-letters replay orders.yaml         all of that pipeline",
                "  penstock dead-letters replay orders.yaml --number 17",
                "",
                "Exit codes: 0 when all are delivered, 1 when one failed again."
            })
    int replay(
            @Mixin StateOptions state,
            @Mixin PluginOptions plugins,
            @Parameters(index = "0", paramLabel = "FILE", description = "The pipeline's file.") Path file,
            @Option(
                            names = "--number",
                            paramLabel = "NUMBER",
                            description = "Only this one; may be repeated. Default: all of the pipeline")
                    @Nullable
                    List<Long> numbers)
            throws Exception {
        session.stop().install();
        try (Plugins installed = plugins.load()) {
            CompiledPipeline pipeline =
                    Pipelines.compile(List.of(file), installed, session).get(0);
            Set<Long> chosen = numbers == null ? Set.of() : Set.copyOf(numbers);
            Logging logging = Logging.install(LogFormat.HUMAN, PenstockCommand.verbose(spec));
            try {
                PipelineMetrics metrics = state.use(store -> new Replay(pipeline, store, chosen, session.stop()).run());
                terminal.print("delivered " + metrics.delivered() + ", failed again " + metrics.deadLettered()
                        + (session.stop().isAsked() ? "; stopped before the end, the others are kept" : ""));
                return metrics.deadLettered() > 0 ? ExitCode.FAILED : ExitCode.DONE;
            } finally {
                Reference.reachabilityFence(logging); // the JDK forgets the levels of loggers that nobody keeps
            }
        }
    }

    private static Map<String, Object> values(StoredDeadLetter stored) {
        DeadLetter letter = stored.letter();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("number", stored.id());
        values.put("pipeline", letter.pipeline());
        values.put("at", letter.at().toString());
        values.put("code", letter.failure().code());
        values.put("message", letter.failure().message());
        values.put("blame", letter.failure().blame().name().toLowerCase(java.util.Locale.ROOT));
        values.put("attempts", letter.attempts());
        values.put("stage", letter.stage());
        values.put("connector", letter.connector());
        values.put("eventId", letter.event().getId());
        values.put("eventType", letter.event().getType());
        return values;
    }
}
