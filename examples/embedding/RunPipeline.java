import dev.penstock.runtime.ConnectorRuntime;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A program that runs a pipeline inside itself: java -cp PENSTOCK/lib/* RunPipeline.java PENSTOCK/connectors OUTPUT */
public class RunPipeline {
    public static void main(String... args) throws Exception {
        try (ConnectorRuntime runtime = ConnectorRuntime.builder()
                .pipeline("greetings", "source: { connector: generator, config: { count: 3, rate: 100 } }\n"
                        + "sink: { connector: file, config: { path: '" + args[1] + "/greetings.ndjson' } }\n")
                .plugins(Path.of(args[0]))
                .dataDirectory(Path.of(args[1], "data"))
                .toTheEnd()
                .start()) {
            runtime.completed().get(1, TimeUnit.MINUTES);
        }
    }
}
