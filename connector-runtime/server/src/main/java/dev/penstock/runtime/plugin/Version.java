package dev.penstock.runtime.plugin;

import java.math.BigInteger;
import java.util.List;

/**
 * A version, ordered as Semantic Versioning 2.0.0 orders them: {@code 1.9.0 < 1.10.0-rc.1 < 1.10.0}.
 *
 * <p>Missing numbers count as zero, and what follows a plus sign does not count; any text is a version.
 */
record Version(String text) implements Comparable<Version> {
    @Override
    public int compareTo(Version other) {
        int byNumbers = compareParts(parts(numbers()), parts(other.numbers()), "0");
        if (byNumbers != 0) {
            return byNumbers;
        }
        if (stage().isEmpty() || other.stage().isEmpty()) {
            // a version without a stage is newer than its release candidates
            return Boolean.compare(stage().isEmpty(), other.stage().isEmpty());
        }
        return compareParts(parts(stage()), parts(other.stage()), "");
    }

    private String withoutBuild() {
        int plus = text.indexOf('+');
        return plus < 0 ? text : text.substring(0, plus);
    }

    private String numbers() {
        int dash = withoutBuild().indexOf('-');
        return dash < 0 ? withoutBuild() : withoutBuild().substring(0, dash);
    }

    private String stage() {
        int dash = withoutBuild().indexOf('-');
        return dash < 0 ? "" : withoutBuild().substring(dash + 1);
    }

    private static List<String> parts(String text) {
        return List.of(text.split("\\.", -1));
    }

    private static int compareParts(List<String> left, List<String> right, String missing) {
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            int result =
                    comparePart(i < left.size() ? left.get(i) : missing, i < right.size() ? right.get(i) : missing);
            if (result != 0) {
                return result;
            }
        }
        return 0;
    }

    private static int comparePart(String left, String right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Boolean.compare(right.isEmpty(), left.isEmpty());
        }
        boolean leftNumber = isNumber(left);
        boolean rightNumber = isNumber(right);
        if (leftNumber && rightNumber) {
            return new BigInteger(left).compareTo(new BigInteger(right));
        }
        return leftNumber || rightNumber ? Boolean.compare(rightNumber, leftNumber) : left.compareTo(right);
    }

    private static boolean isNumber(String part) {
        return part.chars().allMatch(character -> character >= '0' && character <= '9');
    }
}
