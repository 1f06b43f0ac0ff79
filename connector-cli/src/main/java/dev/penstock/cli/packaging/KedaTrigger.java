package dev.penstock.cli.packaging;

import static dev.penstock.cli.packaging.YamlTree.map;

import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.ConfigNode.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What KEDA scales by: the lag of a Kafka group; for all others the load of the processors, which cannot wake the first pod. The
 * metadata is that of KEDA's scalers; all of it is text.
 */
final class KedaTrigger {
    private static final String KAFKA = "kafka";
    private static final Pattern ONE_VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern REFERENCE = Pattern.compile("(?<!\\$)\\$\\{");
    /** Above that share of what pods ask for, another one starts. */
    private static final String BUSY = "70";

    private final FunctionPlan plan;
    private final Mapping config;

    private KedaTrigger(FunctionPlan plan) {
        this.plan = plan;
        this.config = plan.definition().source() == null
                ? Mapping.empty(ConfigNode.Location.NOWHERE)
                : plan.definition().source().config();
    }

    /** Whether it is told by what waits, and not by the pods. */
    static boolean measuresBacklog(FunctionPlan plan) {
        return plan.pipeline().source().name().equals(KAFKA);
    }

    /** The triggers; the target is how much may wait for each pod. */
    static List<Object> of(FunctionPlan plan, int target) {
        return measuresBacklog(plan) ? new KedaTrigger(plan).lag(target) : List.of(load());
    }

    private static Map<String, Object> load() {
        return map("type", "cpu", "metricType", "Utilization", "metadata", map("value", BUSY));
    }

    private List<Object> lag(int target) {
        List<String> topics = topics();
        List<Object> triggers = new ArrayList<>();
        if (topics.isEmpty()) {
            triggers.add(lag(target, Optional.empty()));
        }
        topics.forEach(topic -> triggers.add(lag(target, Optional.of(topic))));
        return triggers;
    }

    private Map<String, Object> lag(int target, Optional<String> topic) {
        Map<String, Object> metadata = map();
        put(metadata, "bootstrapServers", text("bootstrap-servers").orElse(""));
        put(metadata, "consumerGroup", text("group-id").orElse(plan.name()));
        topic.ifPresent(name -> put(metadata, "topic", name));
        metadata.put("lagThreshold", Integer.toString(target));
        metadata.put("activationLagThreshold", "0");
        metadata.put("offsetResetPolicy", text("start").orElse("").equals("latest") ? "latest" : "earliest");
        Map<String, Object> trigger = map("type", KAFKA, "metadata", metadata);
        if (secured()) {
            trigger.put("authenticationRef", map("name", KubernetesNames.dnsName(plan) + "-kafka"));
        }
        return trigger;
    }

    /** A variable's value is KEDA's to read, from the same container. */
    private static void put(Map<String, Object> metadata, String key, String text) {
        Matcher variable = ONE_VARIABLE.matcher(text);
        if (variable.matches()) {
            metadata.put(key + "FromEnv", variable.group(1));
        } else {
            metadata.put(key, text.replace("$${", "${"));
        }
    }

    /** The topics by name; empty if they are told by a pattern: then all that the group has offsets of. */
    private List<String> topics() {
        ConfigNode topics = config.get("topics");
        if (topics instanceof ConfigNode.Text text) {
            return List.of(text.text());
        }
        return topics instanceof ConfigNode.Listing list
                ? list.items().stream()
                        .filter(ConfigNode.Text.class::isInstance)
                        .map(item -> ((ConfigNode.Text) item).text())
                        .toList()
                : List.of();
    }

    private Optional<String> text(String key) {
        return config.get(key) instanceof ConfigNode.Text text ? Optional.of(text.text()) : Optional.empty();
    }

    private boolean secured() {
        return config.get("security") != null
                || (config.get("properties") instanceof Mapping properties
                        && properties.entries().keySet().stream()
                                .anyMatch(key -> key.matches("(security|sasl|ssl)\\..*")));
    }

    /** What KEDA could not read. */
    static List<String> refusals(FunctionPlan plan) {
        List<String> refusals = new ArrayList<>();
        if (measuresBacklog(plan)) {
            KedaTrigger trigger = new KedaTrigger(plan);
            trigger.text("bootstrap-servers").ifPresent(text -> readable("bootstrap-servers", text, refusals));
            trigger.text("group-id").ifPresent(text -> readable("group-id", text, refusals));
            trigger.topics().forEach(topic -> readable("topics", topic, refusals));
        }
        return refusals;
    }

    private static void readable(String key, String text, List<String> refusals) {
        if (REFERENCE.matcher(text).find() && !ONE_VARIABLE.matcher(text).matches()) {
            refusals.add("source.config." + key + ": KEDA reads it too, and takes a plain text or one whole variable, "
                    + "${env:NAME}; write it so");
        }
    }

    /** How it scales, in words. */
    static String readme(FunctionPlan plan, boolean polls) {
        if (polls) {
            return "One pod reads at a time, held by the lease in the `state` store; it is not scaled.";
        }
        if (!measuresBacklog(plan)) {
            return "KEDA (2.12 or newer) scales it by the load of its processors, with one pod at least.";
        }
        return "KEDA (2.12 or newer) scales it by the lag of its consumer group, from none."
                + (new KedaTrigger(plan).secured()
                        ? " It signs in to Kafka with the `TriggerAuthentication` named `"
                                + KubernetesNames.dnsName(plan)
                                + "-kafka`, which you write: its parameters are `sasl`, `username`, `password`, `tls`, `ca`."
                        : "");
    }
}
