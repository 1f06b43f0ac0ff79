package dev.penstock.cli.packaging;

import dev.penstock.function.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what invokes a function on FunctionGraph, as a resource of its Terraform provider. */
final class FunctionGraphTrigger {
    /** The trigger's type by what a pipeline calls it; the names of AWS stand for what does the same there. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("events", "DEDICATEDGATEWAY"),
            Map.entry("kafka", "KAFKA"),
            Map.entry("rocketmq", "ROCKETMQ"),
            Map.entry("rabbitmq", "RABBITMQ"),
            Map.entry("mq", "RABBITMQ"),
            Map.entry("obs", "OBS"),
            Map.entry("s3", "OBS"),
            Map.entry("smn", "SMN"),
            Map.entry("sns", "SMN"),
            Map.entry("cts", "CTS"),
            Map.entry("lts", "LTS"),
            Map.entry("eventgrid", "EVENTGRID"),
            Map.entry("eventbridge", "EVENTGRID"),
            Map.entry("schedule", "TIMER"));

    private final FunctionPlan plan;
    private final TriggerBlock trigger;
    private final Hcl hcl;
    private final StringBuilder variables = new StringBuilder();

    FunctionGraphTrigger(FunctionPlan plan, Hcl hcl) {
        this.plan = plan;
        this.trigger = TriggerBlock.of(plan);
        this.hcl = hcl;
    }

    /** What of the trigger cannot be had on this platform. */
    static List<String> refusals(FunctionPlan plan) {
        TriggerBlock trigger = TriggerBlock.of(plan);
        List<String> refusals = new ArrayList<>();
        String type = TYPES.get(trigger.kind());
        if (type == null) {
            refusals.add("source.config.kind: FunctionGraph has no trigger of kind " + trigger.kind() + "; use one of "
                    + String.join(", ", TYPES.keySet().stream().sorted().toList()));
        }
        if (plan.shape() == Shape.TRIGGER
                && trigger.text("schedule")
                        .filter(text -> text.startsWith("rate("))
                        .isPresent()) {
            refusals.add("source.config.schedule: FunctionGraph writes a rate as 5m and a time as 0 15 2 * * ?");
        }
        if (List.of("KAFKA", "OBS", "SMN").contains(type == null ? "" : type)
                && trigger.text("resource").isEmpty()) {
            refusals.add(
                    "source.config.resource: missing; name the instance, bucket or topic that invokes the function");
        }
        return refusals;
    }

    /** The resource, and the variables that it needs. */
    String text() {
        String type = TYPES.getOrDefault(trigger.kind(), "DEDICATEDGATEWAY");
        String data =
                switch (type) {
                    case "DEDICATEDGATEWAY" -> encoded(gateway());
                    case "TIMER" -> encoded(timer());
                    case "KAFKA" -> encoded(kafka());
                    case "OBS" -> encoded(bucket());
                    case "SMN" -> encoded(new HclBlock().put("topic_urn", resource()));
                    default -> {
                        variable(
                                "trigger_event_data",
                                "What the trigger " + type + " needs: its event_data in the API of FunctionGraph",
                                "any",
                                "",
                                true);
                        yield "jsonencode(var.trigger_event_data)";
                    }
                };
        String body = new HclBlock()
                .put("function_urn", "huaweicloud_fgs_function.function.urn")
                .put("type", Hcl.quoted(type))
                .put("event_data", data)
                .lines("  ");
        // Kafka's begins switched off, where others begin switched on
        String status = type.equals("KAFKA") ? "  status = \"ACTIVE\"\n\n" : "";
        return variables + "\nresource \"huaweicloud_fgs_function_trigger\" \"trigger\" {\n" + status + body + "}\n";
    }

    private static String encoded(HclBlock data) {
        return "jsonencode(" + data.object("  ") + ")";
    }

    private String resource() {
        return hcl.template(trigger.text("resource").orElse(""));
    }

    private HclBlock gateway() {
        variable("api_gateway_instance_id", "The instance of the API gateway", "string", "", false);
        variable("api_gateway_group_id", "The group of the API gateway that the API goes into", "string", "", false);
        variable("api_gateway_domain", "The domain name of that group", "string", "", false);
        variable(
                "api_gateway_environment_id",
                "The environment that the API is published in",
                "string",
                "\"DEFAULT_ENVIRONMENT_RELEASE_ID\"",
                false);
        variable(
                "api_gateway_auth",
                "Who may call: IAM, APP, or NONE, which a webhook needs that verifies its requests itself",
                "string",
                plan.shape() == Shape.WEBHOOK ? "\"NONE\"" : "\"IAM\"",
                false);
        String path =
                plan.pipeline().endpoint().map(endpoint -> endpoint.path()).orElse("/" + plan.label());
        return new HclBlock()
                .put("instance_id", "var.api_gateway_instance_id")
                .put("group_id", "var.api_gateway_group_id")
                .put("sl_domain", "var.api_gateway_domain")
                .put("env_id", "var.api_gateway_environment_id")
                .put("auth", "var.api_gateway_auth")
                .put("name", Hcl.quoted(plan.label().replace('-', '_')))
                .put("path", Hcl.quoted(path))
                .put("protocol", "\"HTTPS\"")
                .put("match_mode", "\"SWA\"")
                .put("req_method", "\"ANY\"")
                .put("backend_type", "\"FUNCTION\"")
                .put("type", "1")
                .put("func_info", "{ timeout = 60000 }");
    }

    private HclBlock timer() {
        String schedule = plan.shape() == Shape.POLLING
                ? PollSchedule.of(plan).minutes()
                : trigger.text("schedule").orElse("5m");
        return new HclBlock()
                .put("name", Hcl.quoted(name()))
                .put("schedule_type", schedule.matches("\\d+[mhd]") ? "\"Rate\"" : "\"Cron\"")
                .put("schedule", hcl.template(schedule));
    }

    private HclBlock kafka() {
        variable("kafka_user", "The user of the Kafka instance, if it asks for one", "string", "\"\"", false);
        variable("kafka_password", "That user's password", "string", "\"\"", true);
        return new HclBlock()
                .put("instance_id", resource())
                .put("topic_ids", hcl.list(trigger.texts("topics")))
                .put(
                        "batch_size",
                        trigger.text("batch-size")
                                .filter(FunctionGraphTrigger::isNumber)
                                .orElse("10"))
                .put("kafka_user", "var.kafka_user")
                .put("kafka_password", "var.kafka_password");
    }

    private HclBlock bucket() {
        return new HclBlock()
                .put("bucket", resource())
                .put("events", "[\"s3:ObjectCreated:*\", \"s3:ObjectRemoved:*\"]")
                .put("name", Hcl.quoted(name()));
    }

    /** Names of triggers begin with a letter. */
    private String name() {
        return "penstock-" + plan.label();
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d{1,5}");
    }

    private void variable(String name, String description, String type, String fallback, boolean sensitive) {
        variables.append('\n').append(variable(name, description, type, Optional.of(fallback), sensitive));
    }

    /** A variable of Terraform; an empty fallback is none. */
    static String variable(String name, String description, String type, Optional<String> fallback, boolean sensitive) {
        HclBlock block =
                new HclBlock().put("description", Hcl.quoted(description)).put("type", type);
        fallback.filter(text -> !text.isEmpty()).ifPresent(text -> block.put("default", text));
        if (sensitive) {
            block.put("sensitive", "true");
        }
        return "variable " + Hcl.quoted(name) + " {\n" + block.lines("  ") + "}\n";
    }
}
