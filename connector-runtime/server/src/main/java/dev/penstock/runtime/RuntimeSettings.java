package dev.penstock.runtime;

import dev.penstock.api.config.Secret;
import dev.penstock.runtime.admin.ConnectorInfo;
import dev.penstock.runtime.gateway.HttpLimits;
import dev.penstock.runtime.gateway.ListenAddress;
import dev.penstock.runtime.gateway.TlsFiles;
import dev.penstock.runtime.supervise.PipelineSpec;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What a runtime needs to know; made by {@link PenstockRuntime#builder}.
 *
 * @param pipelines what to run
 * @param dataDirectory where state is kept
 * @param http where webhooks are listened for; not used without any
 * @param tls for webhooks; plain HTTP when empty
 * @param admin where administration is; nowhere when empty
 * @param adminToken who has it may administer; needed when {@code admin} can be reached from other machines
 * @param connectors what is installed, for showing
 * @param toTheEnd polling pipelines are complete at the end of their source
 * @param limits what one HTTP client may take
 * @param clock the time
 */
record RuntimeSettings(
        List<PipelineSpec> pipelines,
        Path dataDirectory,
        ListenAddress http,
        Optional<TlsFiles> tls,
        Optional<ListenAddress> admin,
        Optional<Secret> adminToken,
        List<ConnectorInfo> connectors,
        boolean toTheEnd,
        HttpLimits limits,
        InstantSource clock) {

    boolean hasWebhooks() {
        return pipelines.stream().anyMatch(each -> each.endpoint().isPresent());
    }
}
