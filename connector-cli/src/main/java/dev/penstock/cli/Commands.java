package dev.penstock.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/** The commands by name. The classes of a command are loaded only when it is called, or when all must be listed. */
final class Commands {
    private Commands() {}

    private static Map<String, Function<Session, Object>> all() {
        Map<String, Function<Session, Object>> all = new LinkedHashMap<>();
        all.put("run", RunCommand::new);
        all.put("serve", ServeCommand::new);
        all.put("validate", ValidateCommand::new);
        all.put("check", CheckCommand::new);
        all.put("connectors", ConnectorsCommand::new);
        all.put("describe", DescribeCommand::new);
        all.put("new", NewCommand::new);
        all.put("dev", DevCommand::line);
        all.put("schema", SchemaCommand::new);
        all.put("package", PackageCommand::new);
        all.put("scaler", ScalerCommand::new);
        all.put("offsets", OffsetsCommand::new);
        all.put("dead-letters", DeadLettersCommand::new);
        all.put("completion", CompletionCommand::new);
        all.put("help", session -> new CommandLine.HelpCommand());
        return all;
    }

    /** Adds the called command alone if it needs no other, which keeps the start short; otherwise all of them. */
    static void add(CommandLine line, Session session, String called) {
        Map<String, Function<Session, Object>> all = all();
        boolean needsAll = called.equals("help") || called.equals("completion") || !all.containsKey(called);
        all.forEach((name, factory) -> {
            if (needsAll || name.equals(called)) {
                line.addSubcommand(name, factory.apply(session));
            }
        });
    }
}
