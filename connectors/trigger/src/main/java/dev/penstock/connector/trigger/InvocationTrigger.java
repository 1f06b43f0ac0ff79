package dev.penstock.connector.trigger;

import dev.penstock.api.Connector;
import dev.penstock.api.SourceContext;
import dev.penstock.api.TriggerSource;

/** The source of a pipeline whose events come with the invocations of a function. */
@Connector(
        name = "trigger",
        summary = "Takes the events with which a cloud platform invokes a function; for 'penstock package' only")
public final class InvocationTrigger implements TriggerSource {
    /** What the config says is for the files that deploy the function; there is nothing to connect to. */
    public InvocationTrigger(TriggerConfig config, SourceContext context) {}

    @Override
    public void close() {}
}
