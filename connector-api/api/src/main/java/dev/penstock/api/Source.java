package dev.penstock.api;

/**
 * Where events come from; a connector implements {@link PollingSource}, {@link QueueSource}, {@link
 * dev.penstock.api.webhook.WebhookSource} or {@link TriggerSource}, never this alone.
 *
 * <p>Built by its constructor, which may connect and may throw {@link ConnectorException}; the engine then builds it
 * again with backoff, unless the failure says that retrying cannot help.
 */
public interface Source extends AutoCloseable {
    /**
     * Releases everything: threads, sockets, files.
     *
     * <p>Called once, on an engine thread, after the last other call has returned or was given up as hanging; may block
     * briefly. A failure is logged and otherwise ignored.
     */
    @Override
    void close() throws Exception;
}
