package dev.penstock.cli.packaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The names that a pipeline gives to what it is made of on Kubernetes. */
final class KubernetesNames {
    /** The runtime takes the token of its administration from it. */
    static final String ADMIN_TOKEN = "PENSTOCK_ADMIN_TOKEN";

    private static final Pattern KEY_OF_A_SECRET = Pattern.compile("[-._a-zA-Z0-9]{1,253}");

    private static final String SCALER = "-scaler";
    private static final int LONGEST = 63 - SCALER.length();

    private KubernetesNames() {}

    /** A label of the DNS that begins with a letter, as services want it. */
    static String dnsName(FunctionPlan plan) {
        String label = plan.label();
        return Character.isDigit(label.charAt(0)) ? "penstock-" + label : label;
    }

    /** Of the scaler beside it; no service may have a longer name. */
    static String scalerName(FunctionPlan plan) {
        String name = dnsName(plan);
        String fitting = name.length() > LONGEST ? name.substring(0, LONGEST).replaceAll("-+$", "") : name;
        return fitting + SCALER;
    }

    /** I7: values are in a secret, never here. */
    static Map<String, Object> variable(FunctionPlan plan, String variable) {
        return YamlTree.map(
                "name",
                variable,
                "valueFrom",
                YamlTree.map("secretKeyRef", YamlTree.map("name", dnsName(plan) + "-environment", "key", variable)));
    }

    /** Variables that no secret can hold, each with the way out. */
    static List<String> refusals(FunctionPlan plan) {
        List<String> refusals = new ArrayList<>();
        for (String variable : plan.variables()) {
            if (!KEY_OF_A_SECRET.matcher(variable).matches()) {
                refusals.add(
                        "${env:" + variable
                                + "}: the key of a secret is of letters, digits, '-', '_' and '.'; give the variable another name");
            }
        }
        return refusals;
    }
}
