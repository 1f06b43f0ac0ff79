package dev.penstock.cli;

import dev.penstock.host.SystemTime;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code penstock}: finds the command that was called and runs it. */
@Command(
        name = "penstock",
        description = "Moves events: from any source to any sink, never acknowledged before they are safe.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock run examples/github-to-file.yaml     run a pipeline until Ctrl-C",
            "  penstock validate pipelines/                  find every mistake in a folder of pipelines",
            "  penstock describe webhook                     what the webhook connector can do",
            "",
            "Exit codes: 0 done, 1 failed while running, 2 wrong input, 3 wrong environment."
        })
public final class PenstockCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Print stack traces and debug messages.")
    boolean verbose;

    PenstockCommand() {
        spec = CommandSpec.create();
    }

    /** Runs the command line of this process and ends it with the command's exit code. */
    public static void main(String... args) {
        System.setProperty("java.util.logging.manager", KeptLogManager.class.getName());
        LogManager.getLogManager().reset(); // nothing is logged before a command says how
        Terminal terminal = Terminal.standard(System.getProperty("penstock.terminal", ""), System.getenv());
        StopSignal stop = new StopSignal();
        int code = execute(
                new Session(terminal, System.getenv(), stop, SystemTime.clock().instant()), args);
        stop.finished(code);
        System.exit(code);
    }

    /** Runs a command and returns its exit code. */
    static int execute(Session session, String... args) {
        Terminal terminal = session.terminal();
        CommandLine line = new CommandLine(new PenstockCommand());
        Commands.add(line, session, args.length == 0 ? "" : args[0]);
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                terminal.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setUsageHelpWidth(100);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(ErrorMessages::wrongArguments);
        line.setExecutionExceptionHandler(ErrorMessages::failed);
        return line.execute(args);
    }

    /** Whether a command was called with {@code --verbose}. */
    static boolean verbose(CommandSpec command) {
        return command.root().userObject() instanceof PenstockCommand root && root.verbose;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say which command to run");
    }
}
