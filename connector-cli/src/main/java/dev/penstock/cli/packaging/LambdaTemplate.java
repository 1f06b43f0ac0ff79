package dev.penstock.cli.packaging;

import static dev.penstock.cli.packaging.YamlTree.map;

import dev.penstock.api.webhook.Endpoint;
import dev.penstock.engine.config.PipelineFile;
import dev.penstock.function.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The template of AWS SAM that deploys a function: the function, its trigger, its role, its dead letters, its alarms. */
final class LambdaTemplate {
    private static final String HANDLER = "dev.penstock.function.lambda.LambdaHandler::handleRequest";
    /** An HTTP API waits no longer than 30 seconds; a queue hides a message for 30 unless told otherwise. */
    private static final int TIMEOUT = 29;

    private static final int TIMEOUT_OF_POLLING = 60;

    private final FunctionPlan plan;
    private final @Nullable LambdaTrigger trigger;
    private final LambdaVariables variables;
    private final LambdaSecrets secrets;

    LambdaTemplate(FunctionPlan plan) {
        this.plan = plan;
        this.trigger = plan.shape() == Shape.TRIGGER ? LambdaTrigger.of(plan) : null;
        this.variables = LambdaVariables.of(plan);
        this.secrets = new LambdaSecrets(plan);
    }

    String yaml() {
        Map<String, Object> resources = map("Function", function(), "Role", role(), "Log", log());
        if (letters()) {
            resources.put("DeadLetters", deadLetters());
        }
        if (trigger != null && ownQueue(trigger)) {
            resources.put("Queue", queue());
        }
        if (trigger != null && ruled(trigger)) {
            resources.put("DeadLettersPolicy", deadLettersPolicy());
        }
        resources.putAll(new LambdaAlarms(trigger, letters()).resources());
        Map<String, Object> conditions = map("HasAlarmTopic", filled("AlarmTopic"));
        variables.parameters().forEach((variable, parameter) -> {
            if (variables.optional().contains(variable)) {
                conditions.put("Has" + parameter, filled(parameter));
            }
        });
        if (secrets.any()) {
            conditions.put("Has" + LambdaSecrets.KEY, filled(LambdaSecrets.KEY));
        }
        return "# Written by 'penstock package'. Deploy it with: sam deploy --guided\n"
                + YamlTree.write(map(
                        "AWSTemplateFormatVersion",
                        "2010-09-09",
                        "Transform",
                        "AWS::Serverless-2016-10-31",
                        "Description",
                        "The pipeline " + plan.name() + ", run by Penstock",
                        "Parameters",
                        parameters(),
                        "Conditions",
                        conditions,
                        "Resources",
                        resources,
                        "Outputs",
                        outputs()));
    }

    private Map<String, Object> parameters() {
        Map<String, Object> parameters = map(
                "Timeout",
                map(
                        "Type",
                        "Number",
                        "Default",
                        polls() ? TIMEOUT_OF_POLLING : TIMEOUT,
                        "MinValue",
                        3,
                        "MaxValue",
                        900,
                        "Description",
                        "How long an invocation may take, in seconds"),
                "MemorySize",
                map("Type", "Number", "Default", 512, "Description", "Memory, in MB; more of it is also more CPU"),
                "AlarmTopic",
                map("Type", "String", "Default", "", "Description", "The ARN of an SNS topic that hears of alarms"));
        if (trigger != null && secret(trigger)) {
            parameters.put(
                    "BrokerSecret",
                    map("Type", "String", "Description", "The ARN of the secret to sign in to the broker with"));
        }
        secrets.addParameter(parameters);
        variables.parameters().forEach((variable, parameter) -> {
            Map<String, Object> one =
                    map("Type", "String", "NoEcho", true, "Description", "The environment variable " + variable); // I7
            if (variables.optional().contains(variable)) {
                one.put("Default", "");
            }
            parameters.put(parameter, one);
        });
        return parameters;
    }

    private Map<String, Object> function() {
        Map<String, Object> properties = map(
                "Description",
                "The pipeline " + plan.name() + ", run by Penstock",
                "CodeUri",
                "function.zip",
                "Handler",
                HANDLER,
                "Runtime",
                "java21",
                "MemorySize",
                map("Ref", "MemorySize"),
                "Timeout",
                map("Ref", "Timeout"),
                "Role",
                arn("Role"),
                "LoggingConfig",
                map("LogGroup", map("Ref", "Log")),
                "AutoPublishAlias",
                "live");
        scale(properties);
        properties.put("Environment", map("Variables", environment()));
        if (polls()) {
            properties.put("Events", map("Schedule", map("Type", "ScheduleV2", "Properties", polling())));
            // one that fails or comes while another is at work is not repeated: the next one goes on where it was
            properties.put("EventInvokeConfig", map("MaximumEventAgeInSeconds", 60, "MaximumRetryAttempts", 0));
        } else if (trigger == null) {
            properties.put("Events", map("Webhook", map("Type", "HttpApi", "Properties", route())));
        } else {
            properties.put("Events", new LambdaEvents(plan, trigger).events());
            if (trigger.kind() == LambdaTrigger.Kind.EVENTS) {
                properties.put("FunctionUrlConfig", map("AuthType", "AWS_IAM"));
            }
            if (trigger.pushed()) {
                properties.put(
                        "EventInvokeConfig",
                        map(
                                "MaximumEventAgeInSeconds",
                                21_600,
                                "MaximumRetryAttempts",
                                2,
                                "DestinationConfig",
                                map("OnFailure", map("Type", "SQS", "Destination", arn("DeadLetters")))));
            }
        }
        return map("Type", "AWS::Serverless::Function", "Properties", properties);
    }

    /** Instances that wait are kept ready as they are; others start from a snapshot. */
    private void scale(Map<String, Object> properties) {
        int min = plan.pipeline().scaling().map(PipelineFile.Scaling::min).orElse(0);
        if (min > 0) {
            properties.put("ProvisionedConcurrencyConfig", map("ProvisionedConcurrentExecutions", min));
        } else {
            properties.put("SnapStart", map("ApplyOn", "PublishedVersions"));
        }
        // a queue is told how many it may invoke; a limit here would throw its messages back, and count that as an
        // attempt
        boolean queue = trigger != null && trigger.kind() == LambdaTrigger.Kind.SQS;
        if (polls()) {
            properties.put("ReservedConcurrentExecutions", 1);
            return;
        }
        plan.pipeline()
                .scaling()
                .filter(scaling -> !queue)
                .ifPresent(scaling -> properties.put("ReservedConcurrentExecutions", scaling.max()));
    }

    private boolean polls() {
        return plan.shape() == Shape.POLLING;
    }

    private Map<String, Object> polling() {
        return map("ScheduleExpression", PollSchedule.of(plan).rate(), "RetryPolicy", map("MaximumRetryAttempts", 0));
    }

    private Map<String, Object> environment() {
        Map<String, Object> environment = map("JAVA_TOOL_OPTIONS", StartOptions.REFLECTION);
        variables.parameters().forEach((variable, parameter) -> {
            Map<String, Object> value = map("Ref", parameter);
            environment.put(
                    variable,
                    variables.optional().contains(variable)
                            ? map("Fn::If", List.of("Has" + parameter, value, map("Ref", "AWS::NoValue")))
                            : value);
        });
        return environment;
    }

    /** The path as the webhook has it; every path where that is known only at the start. */
    private Map<String, Object> route() {
        String path = plan.pipeline().endpoint().map(Endpoint::path).orElse("/");
        return path.matches("/[A-Za-z0-9._~/-]+") && written(path)
                ? map("Path", path, "Method", "ANY")
                : map("Path", "/{proxy+}", "Method", "ANY");
    }

    private boolean written(String path) {
        return plan.definition().source() != null
                && plan.definition().source().config().get("path")
                        instanceof dev.penstock.engine.config.ConfigNode.Text text
                && text.text().equals(path);
    }

    private Map<String, Object> role() {
        List<Object> statements = new ArrayList<>();
        statements.add(allow(arn("Log"), "logs:CreateLogStream", "logs:PutLogEvents"));
        if (letters()) {
            statements.add(allow(arn("DeadLetters"), "sqs:SendMessage"));
        }
        if (trigger != null) {
            statements.addAll(new LambdaEvents(plan, trigger).statements());
        }
        statements.addAll(LambdaState.statements(plan));
        statements.addAll(secrets.statements());
        Map<String, Object> assume =
                map("Effect", "Allow", "Principal", map("Service", "lambda.amazonaws.com"), "Action", "sts:AssumeRole");
        return map(
                "Type",
                "AWS::IAM::Role",
                "Properties",
                map(
                        "AssumeRolePolicyDocument",
                        map("Version", "2012-10-17", "Statement", List.of(assume)),
                        "Policies",
                        List.of(map(
                                "PolicyName",
                                "function",
                                "PolicyDocument",
                                map("Version", "2012-10-17", "Statement", statements)))));
    }

    private static Map<String, Object> log() {
        return map("Type", "AWS::Logs::LogGroup", "Properties", map("RetentionInDays", 30));
    }

    private static Map<String, Object> deadLetters() {
        return map(
                "Type",
                "AWS::SQS::Queue",
                "Properties",
                map("MessageRetentionPeriod", 1_209_600, "SqsManagedSseEnabled", true));
    }

    private static Map<String, Object> queue() {
        return map(
                "Type",
                "AWS::SQS::Queue",
                "Properties",
                map(
                        "VisibilityTimeout",
                        180,
                        "SqsManagedSseEnabled",
                        true,
                        "RedrivePolicy",
                        map("deadLetterTargetArn", arn("DeadLetters"), "maxReceiveCount", 5)));
    }

    private static Map<String, Object> deadLettersPolicy() {
        Map<String, Object> statement = map(
                "Effect",
                "Allow",
                "Principal",
                map("Service", "events.amazonaws.com"),
                "Action",
                "sqs:SendMessage",
                "Resource",
                arn("DeadLetters"),
                "Condition",
                map("StringEquals", map("aws:SourceAccount", map("Ref", "AWS::AccountId"))));
        return map(
                "Type",
                "AWS::SQS::QueuePolicy",
                "Properties",
                map(
                        "Queues",
                        List.of(map("Ref", "DeadLetters")),
                        "PolicyDocument",
                        map("Version", "2012-10-17", "Statement", List.of(statement))));
    }

    private Map<String, Object> outputs() {
        Map<String, Object> outputs = map("Function", map("Value", arn("Function")));
        if (letters()) {
            outputs.put("DeadLetters", map("Value", map("Ref", "DeadLetters")));
        }
        if (polls()) {
            return outputs;
        }
        if (trigger == null) {
            outputs.put(
                    "Url",
                    map(
                            "Value",
                            map(
                                    "Fn::Sub",
                                    "https://${ServerlessHttpApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}")));
        } else if (ownQueue(trigger)) {
            outputs.put("Queue", map("Value", map("Ref", "Queue")));
        } else if (trigger.kind() == LambdaTrigger.Kind.EVENTS) {
            outputs.put("Url", map("Value", map("Fn::GetAtt", List.of("FunctionUrl", "FunctionUrl"))));
        }
        return outputs;
    }

    /** Whether the platform gives up on something here; elsewhere the queue, the broker or the sender keeps it. */
    private boolean letters() {
        return trigger != null
                && (trigger.pushed()
                        || ownQueue(trigger)
                        || trigger.kind() == LambdaTrigger.Kind.KINESIS
                        || trigger.kind() == LambdaTrigger.Kind.DYNAMODB);
    }

    private static boolean ownQueue(LambdaTrigger trigger) {
        return trigger.kind() == LambdaTrigger.Kind.SQS && trigger.resource() == null;
    }

    private static boolean ruled(LambdaTrigger trigger) {
        return trigger.kind() == LambdaTrigger.Kind.S3 || trigger.kind() == LambdaTrigger.Kind.EVENTBRIDGE;
    }

    private static boolean secret(LambdaTrigger trigger) {
        return trigger.kind() == LambdaTrigger.Kind.MQ
                || (trigger.kind() == LambdaTrigger.Kind.KAFKA && !trigger.isOf("kafka"));
    }

    private static Map<String, Object> filled(String parameter) {
        return map("Fn::Not", List.of(map("Fn::Equals", List.of(map("Ref", parameter), ""))));
    }

    /** The ARN of a resource of the template. */
    static Map<String, Object> arn(String resource) {
        return map("Fn::GetAtt", List.of(resource, "Arn"));
    }

    /** A statement of a policy. */
    static Map<String, Object> allow(Object resource, String... actions) {
        return map("Effect", "Allow", "Action", List.of((Object[]) actions), "Resource", resource);
    }
}
