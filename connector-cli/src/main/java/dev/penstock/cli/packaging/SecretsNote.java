package dev.penstock.cli.packaging;

/** What a page beside a package says about the secrets that the function fetches. */
final class SecretsNote {
    private SecretsNote() {}

    /** A paragraph with empty lines around it; empty where no secret is named. */
    static String of(FunctionPlan plan) {
        if (plan.secrets().isEmpty()) {
            return "";
        }
        StringBuilder text =
                new StringBuilder("\nIt fetches these when it starts, and does not start without them:\n\n");
        plan.secrets().forEach(reference -> text.append("- ")
                .append(Markdown.code(reference.toString()))
                .append('\n'));
        boolean aws =
                plan.secrets().stream().anyMatch(reference -> reference.kind().startsWith("aws-"));
        return text.append(
                        aws
                                ? """

                                  Give it an identity of AWS that may read them, `secretsmanager:GetSecretValue` on each secret and
                                  `ssm:GetParameter` on each parameter: a role where it runs on AWS, else `AWS_ACCESS_KEY_ID`,
                                  `AWS_SECRET_ACCESS_KEY` and `AWS_REGION` in its environment.

                                  """
                                : "\n")
                .toString();
    }
}
