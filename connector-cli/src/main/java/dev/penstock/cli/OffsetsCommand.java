package dev.penstock.cli;

import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows and changes how far the sources of stopped pipelines have been read. */
@Command(
        name = "offsets",
        description = "Shows or changes how far the sources of stopped pipelines have been read.",
        synopsisSubcommandLabel = "(list | set | reset)",
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock offsets list                            all of them",
            "  penstock offsets list orders --json              those of one pipeline, for a program",
            "  penstock offsets set orders position=4096        continue there",
            "  penstock offsets reset orders                    begin anew",
            "  penstock offsets list --file orders.yaml         in the store that its 'state' block names"
        })
final class OffsetsCommand {
    private final Session session;
    private final Terminal terminal;

    OffsetsCommand(Session session) {
        this.session = session;
        this.terminal = session.terminal();
    }

    @Command(
            description = "Lists stored offsets.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  penstock offsets list                            all of them",
                "  penstock offsets list orders --json              those of one pipeline, for a program"
            })
    int list(
            @Mixin OffsetOptions place,
            @Parameters(
                            paramLabel = "PIPELINE",
                            arity = "0..1",
                            defaultValue = "",
                            description = "Only those of this pipeline.")
                    String pipeline,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws Exception {
        List<OffsetPlace.Stored> stored = place.use(session, offsets -> offsets.list(pipeline));
        if (json) {
            terminal.print(Json.text(stored.stream().map(OffsetsCommand::values).toList()));
            return ExitCode.DONE;
        }
        Table table = new Table("PIPELINE", "PARTITION", "OFFSET", "SAVED");
        for (OffsetPlace.Stored each : stored) {
            table.row(
                    each.pipeline(),
                    each.partition().name(),
                    each.offset().toString(),
                    each.savedAt() == null ? "" : each.savedAt().toString());
        }
        table.lines().forEach(terminal::print);
        return ExitCode.DONE;
    }

    @Command(
            description = "Sets an offset; the pipeline continues after it.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  penstock offsets set orders position=4096        continue there",
                "  penstock offsets set logs --partition /var/log/app.log byte=0 file=42"
            })
    int set(
            @Mixin OffsetOptions place,
            @Parameters(index = "0", paramLabel = "PIPELINE", description = "The pipeline's name.") String pipeline,
            @Parameters(
                            index = "1..*",
                            arity = "1..*",
                            paramLabel = "NAME=VALUE",
                            description = "The values of the offset, as 'offsets list' shows them.")
                    Map<String, String> values,
            @Option(
                            names = "--partition",
                            paramLabel = "NAME",
                            defaultValue = "whole",
                            description = "Which part of the source. Default: ${DEFAULT-VALUE}")
                    String partition)
            throws Exception {
        boolean unused = place.use(session, offsets -> {
            refuseOther(partition, offsets.list(pipeline));
            offsets.set(pipeline, new Partition(partition), Offset.of(values));
            return true;
        });
        terminal.print("set the offset of " + pipeline + ", partition " + partition + ", to " + Offset.of(values));
        return ExitCode.DONE;
    }

    @Command(
            description = "Forgets the offsets of a pipeline, which then begins anew.",
            footerHeading = "%nExamples:%n",
            footer = {"  penstock offsets reset orders                    begin anew"})
    int reset(
            @Mixin OffsetOptions place,
            @Parameters(index = "0", paramLabel = "PIPELINE", description = "The pipeline's name.") String pipeline)
            throws Exception {
        int count = place.use(session, offsets -> offsets.reset(pipeline));
        if (count == 0) {
            throw CommandException.wrongInput(
                    "there is nothing to reset: pipeline '" + pipeline
                            + "' has no stored offset; 'penstock offsets list' shows those there are, and --file is for a pipeline with a 'state' block");
        }
        terminal.print("forgot " + count + (count == 1 ? " offset of " : " offsets of ") + pipeline);
        return ExitCode.DONE;
    }

    /** An offset that no part of the source asks for would change nothing, and look as if it did. */
    private static void refuseOther(String partition, List<OffsetPlace.Stored> stored) {
        List<String> known =
                stored.stream().map(each -> each.partition().name()).toList();
        if (!known.isEmpty() && !known.contains(partition)) {
            throw CommandException.wrongInput("nothing was set: there is no partition '" + partition
                    + "'; name one with --partition: " + String.join(", ", known));
        }
    }

    private static Map<String, Object> values(OffsetPlace.Stored stored) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("pipeline", stored.pipeline());
        values.put("partition", stored.partition().name());
        values.put("offset", stored.offset().values());
        if (stored.savedAt() != null) {
            values.put("savedAt", stored.savedAt().toString());
        }
        return values;
    }
}
