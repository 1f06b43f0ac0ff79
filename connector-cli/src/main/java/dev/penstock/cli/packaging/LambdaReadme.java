package dev.penstock.cli.packaging;

import dev.penstock.function.Shape;

/** The page beside a template: how to deploy it, and what has to be there before. */
final class LambdaReadme {
    private LambdaReadme() {}

    static String text(FunctionPlan plan) {
        StringBuilder text = new StringBuilder();
        text.append("# ").append(plan.name()).append("\n\nDeploy it with AWS SAM:\n\n");
        text.append("    sam deploy --guided --template template.yaml --stack-name ")
                .append(plan.label())
                .append(" --capabilities CAPABILITY_IAM\n\n");
        LambdaVariables variables = LambdaVariables.of(plan);
        if (!variables.parameters().isEmpty()) {
            text.append("It asks for the environment variables that the pipeline names:\n\n");
            variables.parameters().forEach((variable, parameter) -> text.append("- `")
                    .append(parameter)
                    .append("`: ")
                    .append(variable)
                    .append(variables.optional().contains(variable) ? ", may be left empty" : "")
                    .append('\n'));
            text.append('\n');
        }
        if (!plan.secrets().isEmpty()) {
            text.append("It reads these when it starts, and its role allows no others:\n\n");
            plan.secrets()
                    .forEach(reference -> text.append("- `").append(reference).append("`\n"));
            text.append("\nGive the parameter `SecretsKey` if they are encrypted with a key of your own.\n\n");
        }
        if (plan.shape() == Shape.WEBHOOK) {
            text.append("The output `Url` with the path of the webhook is what the sender gets to know.\n");
        } else if (plan.shape() == Shape.POLLING) {
            text.append("A schedule invokes it, ")
                    .append(PollSchedule.of(plan).rate())
                    .append(", and each time it polls until there is no more or its time is nearly over. The parameter"
                            + " `Timeout` says how long that may be. The role of the function and its network have to reach"
                            + " the source, the sink and the state store; an invocation that cannot is an error, and"
                            + " raises the alarm.\n");
        } else {
            text.append(note(LambdaTrigger.of(plan))).append('\n');
        }
        return text.append(
                        "\n`function.zip` also runs where a role and a trigger are made by hand; set ReportBatchItemFailures there,"
                                + " or PENSTOCK_PARTIAL_RESPONSES=false.\n")
                .toString();
    }

    private static String note(LambdaTrigger trigger) {
        return switch (trigger.kind()) {
            case EVENTS ->
                "Send CloudEvents to the function's URL, signed (AWS_IAM), or invoke it with one, a list of them, or"
                        + " `{\"events\": []}`.";
            case SQS ->
                trigger.resource() == null
                        ? "Send to the queue in the output `Queue`. What fails five times is in `DeadLetters`."
                        : "The queue has to hide a message for as long as the function may take, six times that is advised, and"
                                + " needs a redrive policy: it keeps what cannot be delivered.";
            case SNS, SCHEDULE -> "What Lambda gives up after two more attempts is in the queue `DeadLetters`.";
            case S3 ->
                "The bucket has to send its notifications to EventBridge. What Lambda gives up is in the queue"
                        + " `DeadLetters`.";
            case EVENTBRIDGE -> "What EventBridge or Lambda gives up is in the queue `DeadLetters`.";
            case KINESIS, DYNAMODB ->
                "A record that cannot be delivered holds up its shard until it expires; where it was is then in the queue"
                        + " `DeadLetters`. Give the pipeline a `delivery.dead-letter` and nothing is held up.";
            case KAFKA ->
                "A record that cannot be delivered holds up its partition. Give the pipeline a `delivery.dead-letter` and"
                        + " nothing is held up. The pollers are provisioned, which costs: only then Lambda reads which records"
                        + " failed.";
            case MQ ->
                "`BrokerSecret` is a secret of Secrets Manager with `username` and `password`. One message that fails brings"
                        + " all of its invocation again.";
        };
    }
}
