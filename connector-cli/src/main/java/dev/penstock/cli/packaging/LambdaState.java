package dev.penstock.cli.packaging;

import static dev.penstock.cli.packaging.YamlTree.map;

import dev.penstock.engine.config.ConfigNode;
import dev.penstock.function.FunctionDefinition.Part;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the role of a function has to be allowed for its state store, where that is a bucket of AWS. */
final class LambdaState {
    private static final String STORE = "s3";
    private static final String PREFIX = "penstock/";

    private LambdaState() {}

    /** Nothing for stores that are signed in to, for buckets elsewhere, and for one whose name is known later only. */
    static List<Object> statements(FunctionPlan plan) {
        Part state = plan.definition().state();
        if (state == null
                || !state.connector().equals(STORE)
                || text(state, "endpoint").isPresent()
                || text(state, "access-key").isPresent()) {
            return List.of();
        }
        String bucket = text(state, "bucket").orElse("");
        String prefix = text(state, "prefix").orElse(PREFIX);
        if (bucket.contains("${") || prefix.contains("${")) {
            return List.of();
        }
        return List.of(
                LambdaTemplate.allow(arn(bucket + "/" + prefix + "*"), "s3:GetObject", "s3:PutObject"),
                LambdaTemplate.allow(arn(bucket), "s3:ListBucket"));
    }

    private static Map<String, Object> arn(String resource) {
        return map("Fn::Sub", "arn:${AWS::Partition}:s3:::" + resource);
    }

    private static Optional<String> text(Part part, String key) {
        return part.config().get(key) instanceof ConfigNode.Text text ? Optional.of(text.text()) : Optional.empty();
    }
}
