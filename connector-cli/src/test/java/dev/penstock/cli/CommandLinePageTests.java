package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** docs/reference/command-line.md names every command and every option, and no others. */
final class CommandLinePageTests {
    private final Set<String> commands = new TreeSet<>();
    private final Set<String> options = new TreeSet<>();

    @Test
    void thePageNamesWhatThereIs() throws Exception {
        PrintWriter nowhere = new PrintWriter(java.io.Writer.nullWriter());
        CommandLine line = new CommandLine(new PenstockCommand());
        Session session =
                new Session(new Terminal(nowhere, nowhere, false, false), Map.of(), new StopSignal(), Instant.EPOCH);
        Commands.add(line, session, "");
        collect(line, "");
        commands.remove("help");
        options.removeAll(Set.of("--help", "--version"));

        String page = Files.readString(Path.of(Objects.requireNonNull(System.getProperty("penstock.checkout")))
                .resolve("docs/reference/command-line.md"));
        assertThat(all("(?m)^\\| `([a-z][a-z-]*(?: (?:list|set|reset|show|replay|send))?)\\b", page))
                .as("commands in docs/reference/command-line.md")
                .isEqualTo(commands);
        Set<String> named = all("(--[a-z][a-z-]+)", page);
        named.remove("--help");
        assertThat(named).as("options in docs/reference/command-line.md").isEqualTo(options);
    }

    private void collect(CommandLine line, String prefix) {
        line.getSubcommands().forEach((name, command) -> {
            if (command.getCommand() instanceof Callable<?>
                    || command.getSubcommands().isEmpty()) {
                commands.add(prefix + name);
            }
            collect(command, prefix + name + " ");
        });
        for (OptionSpec option : line.getCommandSpec().options()) {
            if (!option.hidden()) {
                options.add(option.longestName());
            }
        }
    }

    private static Set<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
