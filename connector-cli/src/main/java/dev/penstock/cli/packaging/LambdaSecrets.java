package dev.penstock.cli.packaging;

import static dev.penstock.cli.packaging.YamlTree.map;

import dev.penstock.engine.config.Reference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a role has to allow so that a function can read the secrets that its pipeline names, and nothing else. */
final class LambdaSecrets {
    /** The parameter of the template that names a key. */
    static final String KEY = "SecretsKey";

    private static final String OWNER = "${AWS::Region}:${AWS::AccountId}:";

    private final Set<Reference> references;

    LambdaSecrets(FunctionPlan plan) {
        this.references = plan.secrets();
    }

    boolean any() {
        return !statements().isEmpty();
    }

    /** Adds the parameter that names a key of the user's own; those of AWS need no permission. */
    void addParameter(Map<String, Object> parameters) {
        if (any()) {
            parameters.put(
                    KEY,
                    map(
                            "Type",
                            "String",
                            "Default",
                            "",
                            "Description",
                            "The ARN of the KMS key of the secrets, if it is a key of your own"));
        }
    }

    /** The statements, in the order of the references. */
    List<Object> statements() {
        List<Object> statements = new ArrayList<>();
        add(statements, "aws-secret", "secretsmanager:GetSecretValue");
        add(statements, "aws-parameter", "ssm:GetParameter");
        if (!statements.isEmpty()) {
            statements.add(map(
                    "Fn::If",
                    List.of(
                            "Has" + KEY,
                            LambdaTemplate.allow(map("Ref", KEY), "kms:Decrypt"),
                            map("Ref", "AWS::NoValue"))));
        }
        return statements;
    }

    private void add(List<Object> statements, String kind, String action) {
        Set<Object> resources = new LinkedHashSet<>();
        for (Reference reference : references) {
            if (reference.kind().equals(kind)) {
                String name = reference.key().split("#", 2)[0];
                resources.add(kind.equals("aws-secret") ? secret(name) : parameter(name));
            }
        }
        if (!resources.isEmpty()) {
            statements.add(LambdaTemplate.allow(List.copyOf(resources), action));
        }
    }

    /** Secrets Manager puts a hyphen and six characters behind a name. */
    private static Object secret(String name) {
        if (name.startsWith("arn:")) {
            return name.matches(".*-[A-Za-z0-9]{6}") ? name : name + "-??????";
        }
        return map("Fn::Sub", "arn:${AWS::Partition}:secretsmanager:" + OWNER + "secret:" + name + "-??????");
    }

    /** The version or label behind a name is no part of its ARN, and neither is the slash before it. */
    private static Object parameter(String name) {
        if (name.startsWith("arn:")) {
            String[] parts = name.split(":");
            return String.join(":", List.of(parts).subList(0, 6));
        }
        String plain = name.split(":", 2)[0];
        String path = plain.startsWith("/") ? plain : "/" + plain;
        return map("Fn::Sub", "arn:${AWS::Partition}:ssm:" + OWNER + "parameter" + path);
    }
}
