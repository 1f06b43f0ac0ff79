package dev.penstock.cli.packaging;

import dev.penstock.engine.config.ConfigNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The environment variables that a pipeline's references name, as parameters of a template.
 *
 * @param parameters the parameter of each variable, by the variable's name
 * @param optional variables that have a default wherever they are named
 */
record LambdaVariables(SortedMap<String, String> parameters, Set<String> optional) {
    private static final Pattern REFERENCE = Pattern.compile("(?<!\\$)\\$\\{(env|file):([^}:]+)(:-[^}]*)?}");
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z][A-Za-z0-9_]+");
    /** Lambda sets these by itself, and refuses a function that sets them. */
    private static final Pattern OWN = Pattern.compile("AWS_.*|LAMBDA_.*|_.*|TZ");

    static LambdaVariables of(FunctionPlan plan) {
        Set<String> required = new HashSet<>();
        Set<String> optional = new HashSet<>();
        for (String text : texts(plan.pipeline().written())) {
            Matcher reference = REFERENCE.matcher(text);
            while (reference.find()) {
                if (reference.group(1).equals("env")) {
                    (reference.group(3) == null ? required : optional).add(reference.group(2));
                }
            }
        }
        optional.removeAll(required);
        SortedMap<String, String> parameters = new TreeMap<>();
        for (String variable : plan.variables()) {
            if (!OWN.matcher(variable).matches()) {
                parameters.put(variable, free(variable, new HashSet<>(parameters.values())));
            }
        }
        return new LambdaVariables(parameters, Set.copyOf(optional));
    }

    /** What cannot be set on Lambda, each with the way out. */
    static List<String> refusals(FunctionPlan plan) {
        List<String> refusals = new ArrayList<>();
        for (String variable : plan.variables()) {
            if (!ALLOWED.matcher(variable).matches() && !OWN.matcher(variable).matches()) {
                refusals.add(
                        "${env:" + variable + "}: on Lambda the name of a variable is of letters, digits and _, begins"
                                + " with a letter and has two at least; give it another name");
            }
        }
        for (String text : texts(plan.pipeline().written())) {
            Matcher reference = REFERENCE.matcher(text);
            while (reference.find()) {
                if (reference.group(1).equals("file")) {
                    refusals.add(
                            "${file:" + reference.group(2)
                                    + "}: there is no such file on Lambda; write ${env:NAME} and give the value when you deploy");
                }
            }
        }
        return refusals;
    }

    /** A name that CloudFormation allows, letters and digits only, and that no other variable has. */
    private static String free(String variable, Set<String> taken) {
        StringBuilder name = new StringBuilder("Env");
        for (String part : variable.split("[^A-Za-z0-9]+")) {
            if (!part.isEmpty()) {
                name.append(part.substring(0, 1).toUpperCase(Locale.ROOT))
                        .append(part.substring(1).toLowerCase(Locale.ROOT));
            }
        }
        String free = name.toString();
        for (int i = 2; taken.contains(free); i++) {
            free = name + "N" + i;
        }
        return free;
    }

    private static List<String> texts(ConfigNode node) {
        List<String> texts = new ArrayList<>();
        collect(node, texts);
        return texts;
    }

    private static void collect(ConfigNode node, List<String> texts) {
        switch (node.kind()) {
            case TEXT -> texts.add(((ConfigNode.Text) node).text());
            case LIST -> ((ConfigNode.Listing) node).items().forEach(item -> collect(item, texts));
            case MAPPING -> {
                for (Map.Entry<String, ConfigNode> entry :
                        ((ConfigNode.Mapping) node).entries().entrySet()) {
                    collect(entry.getValue(), texts);
                }
            }
            case NOTHING -> {}
        }
    }
}
