package dev.penstock.cli;

import dev.penstock.runtime.PenstockRuntime;
import dev.penstock.runtime.backlog.RunningBacklogs;
import dev.penstock.runtime.backlog.ScalerProvider;
import dev.penstock.runtime.gateway.ListenAddress;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of a command that also tells KEDA about backlogs. */
final class ScalerOptions {
    @Option(
            names = "--scaler",
            paramLabel = "HOST:PORT",
            converter = ListenAddressConverter.class,
            description =
                    "Where KEDA may ask how much waits, by the protocol of its external scalers. Default: nowhere")
    @Nullable
    ListenAddress address;

    /** The scaler of what runs there; null if none is wanted. The caller closes it. */
    ScalerProvider.@Nullable Scaler open(PenstockRuntime runtime, List<CompiledPipeline> pipelines) {
        ListenAddress wanted = address;
        return wanted == null ? null : ScalerJars.open(wanted, new RunningBacklogs(runtime, pipelines));
    }

    /** Where it listens, for people. */
    String at(ScalerProvider.Scaler scaler) {
        ListenAddress wanted = address;
        return (wanted == null ? "localhost" : ReadyLine.host(wanted)) + ":" + scaler.port();
    }
}
