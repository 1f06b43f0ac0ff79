package dev.penstock.processor;

/** The kinds of connector, each with its interface and the context that its constructor takes. */
enum ConnectorKind {
    POLLING_SOURCE("dev.penstock.api.PollingSource", "dev.penstock.api.SourceContext"),
    QUEUE_SOURCE("dev.penstock.api.QueueSource", "dev.penstock.api.SourceContext"),
    WEBHOOK_SOURCE("dev.penstock.api.webhook.WebhookSource", "dev.penstock.api.SourceContext"),
    TRIGGER_SOURCE("dev.penstock.api.TriggerSource", "dev.penstock.api.SourceContext"),
    SINK("dev.penstock.api.Sink", "dev.penstock.api.SinkContext"),
    STATE_STORE("dev.penstock.api.StateStore", "dev.penstock.api.StateStoreContext");

    private final String type;
    private final String context;

    ConnectorKind(String type, String context) {
        this.type = type;
        this.context = context;
    }

    /** Qualified name of the interface. */
    String type() {
        return type;
    }

    /** Qualified name of the context. */
    String context() {
        return context;
    }

    /** Where a pipeline file names it; two of one name cannot stand in the same place. */
    String place() {
        return switch (this) {
            case SINK -> "sink";
            case STATE_STORE -> "state";
            default -> "source";
        };
    }
}
