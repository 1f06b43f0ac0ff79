package dev.penstock.runtime;

import dev.penstock.api.config.Secret;
import dev.penstock.host.ConnectorKind;
import dev.penstock.host.SystemTime;
import dev.penstock.runtime.admin.ConnectorInfo;
import dev.penstock.runtime.gateway.HttpLimits;
import dev.penstock.runtime.gateway.ListenAddress;
import dev.penstock.runtime.gateway.TlsFiles;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.plugin.Installed;
import dev.penstock.runtime.supervise.PipelineSpec;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collect what a runtime needs; not for use by several threads. */
public final class RuntimeBuilder {
    private final Path dataDirectory;
    private final List<PipelineSpec> pipelines = new ArrayList<>();
    private final List<ConnectorInfo> connectors = new ArrayList<>();
    private ListenAddress http = new ListenAddress("127.0.0.1", 8080);
    private Optional<TlsFiles> tls = Optional.empty();
    private Optional<ListenAddress> admin = Optional.empty();
    private Optional<Secret> adminToken = Optional.empty();
    private boolean toTheEnd;
    private HttpLimits limits = HttpLimits.standard();
    private InstantSource clock = SystemTime.clock();

    RuntimeBuilder(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    /** Adds compiled pipelines. */
    public RuntimeBuilder pipelines(List<CompiledPipeline> more) {
        more.forEach(pipeline -> pipelines.add(spec(pipeline)));
        return this;
    }

    static PipelineSpec spec(CompiledPipeline pipeline) {
        return new PipelineSpec(
                pipeline.plan(),
                pipeline.source().kind() == ConnectorKind.POLLING_SOURCE,
                pipeline.deadLetter().map(CompiledPipeline.DeadLetterSink::factory),
                pipeline.state().map(CompiledPipeline.State::settings),
                pipeline.endpoint());
    }

    /** Adds a pipeline that was not compiled from a file. */
    public RuntimeBuilder pipeline(PipelineSpec pipeline) {
        pipelines.add(pipeline);
        return this;
    }

    /** Where webhooks are listened for; {@code 127.0.0.1:8080} if not said. */
    public RuntimeBuilder http(ListenAddress address) {
        http = address;
        return this;
    }

    /** Webhooks come over TLS. */
    public RuntimeBuilder tls(TlsFiles files) {
        tls = Optional.of(files);
        return this;
    }

    /** Where administration listens; nowhere if not said. */
    public RuntimeBuilder admin(ListenAddress address) {
        admin = Optional.of(address);
        return this;
    }

    /** Who has this token may administer. */
    public RuntimeBuilder adminToken(Secret token) {
        adminToken = Optional.of(token);
        return this;
    }

    /** The installed connectors, for {@code /api/v1/connectors}. */
    public RuntimeBuilder connectors(List<Installed> installed) {
        for (Installed each : installed) {
            connectors.add(new ConnectorInfo(
                    each.name(),
                    each.version(),
                    each.kind().text(),
                    each.index().summary()));
        }
        return this;
    }

    /** Polling pipelines are complete at the end of their source; see {@link PenstockRuntime#completed}. */
    public RuntimeBuilder toTheEnd(boolean end) {
        toTheEnd = end;
        return this;
    }

    /** What one HTTP client may take. */
    public RuntimeBuilder limits(HttpLimits httpLimits) {
        limits = httpLimits;
        return this;
    }

    /** The time; the system's if not said. */
    public RuntimeBuilder clock(InstantSource time) {
        clock = time;
        return this;
    }

    /**
     * Starts it; see {@link PenstockRuntime}.
     *
     * @throws EnvironmentProblem when the data directory or an address cannot be had; nothing is left running
     */
    public PenstockRuntime start() {
        return PenstockRuntime.start(new RuntimeSettings(
                List.copyOf(pipelines),
                dataDirectory,
                http,
                tls,
                admin,
                adminToken,
                List.copyOf(connectors),
                toTheEnd,
                limits,
                clock));
    }
}
