package dev.penstock.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;

/** The commands by name. The classes of a command are loaded only when it is called, or when all must be listed. */
enum Commands {
    COMPLETION("completion", session -> new CompletionCommand(session)),
    HELP("help", session -> new CommandLine.HelpCommand());

    private final String text;
    private final Function<Session, Object> factory;

    Commands(String text, Function<Session, Object> factory) {
        this.text = text;
        this.factory = factory;
    }

    /** Adds the called command alone if it is known, which keeps the start short; otherwise all of them. */
    static void add(CommandLine line, Session session, String called) {
        Optional<Commands> known = List.of(values()).stream()
                .filter(command -> command != HELP && command != COMPLETION && command.text.equals(called))
                .findFirst();
        if (known.isPresent()) {
            line.addSubcommand(known.get().text, known.get().factory.apply(session));
            return;
        }
        for (Commands command : values()) {
            line.addSubcommand(command.text, command.factory.apply(session));
        }
    }
}
