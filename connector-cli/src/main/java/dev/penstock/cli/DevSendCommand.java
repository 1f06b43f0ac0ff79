package dev.penstock.cli;

import dev.penstock.api.config.Secret;
import dev.penstock.cli.dev.OneLine;
import dev.penstock.cli.dev.Project;
import dev.penstock.cli.dev.Samples;
import dev.penstock.cli.dev.Sending;
import dev.penstock.engine.config.NearestKey;
import dev.penstock.host.SystemTime;
import dev.penstock.runtime.plugin.Plugins;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends made-up deliveries to a webhook. */
@Command(
        name = "send",
        description = {
            "Signs sample deliveries as their provider does and sends them to a webhook.",
            "With DIR or --pipeline they are made for that pipeline, with its own path and secret."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock dev send --provider github --event push --secret-env GITHUB_SECRET",
            "  penstock dev send --pipeline examples/github-to-file.yaml --event issues --count 10",
            "  penstock dev send notices                        to the webhook that 'penstock dev notices' runs",
            "  penstock dev send --provider stripe --data event.json --secret-file stripe.txt",
            "",
            "Exit codes: 0 all were accepted, 1 one was not, 2 wrong input, 3 a file cannot be read."
        })
final class DevSendCommand implements Callable<Integer> {
    private static final int LONGEST_ANSWER = 500;

    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "A webhook project: as its pipeline.yaml wants it.")
    @Nullable
    Path directory;

    @Option(names = "--pipeline", paramLabel = "FILE", description = "A pipeline file: as this pipeline wants it.")
    @Nullable
    Path pipeline;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description =
                    "Whose deliveries: github, stripe, or another provider of the webhook connector, or a pack file.")
    @Nullable
    String provider;

    @Option(names = "--event", paramLabel = "NAME", description = "What they tell of. Default: the provider's first.")
    @Nullable
    String event;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where to. Default: http://127.0.0.1:8080 and the pipeline's path, or /hooks/PROVIDER")
    @Nullable
    URI url;

    @Mixin
    SecretOptions secrets = new SecretOptions();

    @Option(names = "--data", paramLabel = "FILE", description = "The body. Default: a small one that is built in.")
    @Nullable
    Path data;

    @Option(
            names = "--header",
            paramLabel = "NAME=VALUE",
            description = "A header, in place of one that the provider sends. May be repeated.")
    Map<String, String> headers = new LinkedHashMap<>();

    @Option(
            names = "--count",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "How many, one after another. Default: ${DEFAULT-VALUE}")
    int count = 1;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "1m",
            converter = DurationConverter.class,
            description = "How long an answer may take, which waits for the delivery. Default: ${DEFAULT-VALUE}")
    Duration timeout = Duration.ofMinutes(1);

    @Mixin
    PluginOptions plugins = new PluginOptions();

    @Option(names = "--json", description = "Print JSON, an object in each line.")
    boolean json;

    DevSendCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<Secret> given = secrets.secret(session.environment());
        DevReceiver receiver = receiver(given);
        Samples samples = Samples.of(provider == null ? receiver.provider() : provider);
        String name = event(samples);
        byte[] body = body();
        Sending sending = new Sending(
                address(receiver),
                receiver.endpoint().verification(),
                given.or(receiver::secret).orElse(null),
                timeout);
        if (!sending.proves()) {
            session.terminal()
                    .warn("penstock dev send: sent without proof of the sender"
                            + (given.isEmpty()
                                    ? "; give --secret-env or --secret-file"
                                    : ": this receiver checks no secret"));
        }
        boolean accepted = true;
        for (int i = 0; i < count; i++) {
            Instant now = SystemTime.clock().instant();
            Samples.Delivery delivery = samples.delivery(name, body, now).with(headers);
            accepted &= send(sending, delivery, now);
        }
        return accepted ? ExitCode.DONE : ExitCode.FAILED;
    }

    private DevReceiver receiver(Optional<Secret> given) {
        if (directory != null) {
            Project project = DevCommand.project(directory, pipeline);
            try (Plugins loaded = plugins.load(DevReceiver.jars(project))) {
                return DevReceiver.of(project.pipeline(), loaded, session);
            }
        }
        try (Plugins loaded = plugins.load()) {
            if (pipeline != null) {
                return DevReceiver.of(pipeline, loaded, session);
            }
            if (provider == null) {
                throw CommandException.wrongInput(
                        "say whom the deliveries are for: --provider NAME, --pipeline FILE, or a project's directory");
            }
            return DevReceiver.of(provider, given, loaded);
        }
    }

    private String event(Samples samples) {
        if (event == null) {
            return samples.names().get(0);
        }
        if (!event.matches("[\\p{Alnum}._:/-]+")) {
            throw CommandException.wrongInput("'" + OneLine.of(event) + "' cannot name an event");
        }
        if (data == null && !samples.has(event)) {
            throw CommandException.wrongInput("there is no sample of '" + event + "'"
                    + NearestKey.to(event, samples.names())
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse("")
                    + "; there are " + String.join(", ", samples.names()) + "; for others give the body with --data");
        }
        return event;
    }

    private byte @Nullable [] body() {
        if (count < 1) {
            throw CommandException.wrongInput("--count is 1 or more, not " + count);
        }
        if (data == null) {
            return null;
        }
        try {
            return Files.readAllBytes(data);
        } catch (IOException e) {
            throw CommandException.wrongEnvironment(
                    "the body cannot be read: " + data + "; check the path and its permissions", e);
        }
    }

    private URI address(DevReceiver receiver) {
        String path = receiver.endpoint().path();
        if (url == null) {
            return URI.create("http://127.0.0.1:8080" + path);
        }
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw CommandException.wrongInput(
                    "the address is none of a webhook; write it like http://127.0.0.1:8080" + path);
        }
        return String.valueOf(url.getPath()).isEmpty() ? url.resolve(path) : url;
    }

    private boolean send(Sending sending, Samples.Delivery delivery, Instant now) throws InterruptedException {
        try {
            Sending.Answer answer = sending.send(delivery, now);
            print(delivery, answer);
            return answer.accepted();
        } catch (IllegalArgumentException malformed) {
            throw CommandException.wrongInput(String.valueOf(malformed.getMessage()));
        } catch (IOException unreachable) {
            throw CommandException.failed(
                    "the webhook cannot be reached: "
                            + (unreachable.getMessage() == null
                                    ? unreachable.getClass().getSimpleName()
                                    : unreachable.getMessage())
                            + "; start 'penstock dev' or 'penstock run', or give its address with --url",
                    unreachable);
        }
    }

    private void print(Samples.Delivery delivery, Sending.Answer answer) {
        if (json) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("status", answer.status());
            values.put("event", delivery.event());
            values.put("id", delivery.id());
            values.put("bytes", delivery.body().length);
            values.put("milliseconds", answer.took().toMillis());
            values.put("answer", answer.text());
            session.terminal().print(DevOutput.line(values));
            return;
        }
        session.terminal()
                .print(answer.status() + "  " + delivery.event() + "  " + delivery.id() + "  " + delivery.body().length
                        + " B  "
                        + answer.took().toMillis() + " ms"
                        + (answer.text().isEmpty() ? "" : "  " + OneLine.of(answer.text(), LONGEST_ANSWER)));
    }
}
