package dev.penstock.engine.config;

import dev.penstock.engine.config.Binder.References;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Replaces <code>${env:NAME}</code>, <code>${env:NAME:-default}</code>, <code>${file:PATH}</code> and references of other
 * kinds in a text.
 */
final class ReferenceText {
    /**
     * A text whose references are replaced.
     *
     * @param text the result; good only without faults
     * @param names the references in it, without their defaults: these may be shown, the text may not
     * @param values what each of the names stands for
     * @param faults what could not be resolved
     * @param complete whether the text is what it will be where the pipeline runs; else something stands in a value's place
     */
    record Resolved(String text, List<String> names, List<String> values, List<Fault> faults, boolean complete) {
        boolean viaReference() {
            return !names.isEmpty();
        }
    }

    /** Why a reference could not be resolved, and how to mend it. */
    record Fault(String message, String fix) {}

    /** A URL, because most texts that must be of a form must be one. */
    private static final String UNASKED = "http://not-asked-for-here.invalid/";

    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]*");

    private final References references;
    private final boolean secret;
    private boolean complete = true;
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    private ReferenceText(References references, boolean secret) {
        this.secret = secret;
        this.references = references;
    }

    static Resolved resolve(String raw, References references, boolean secret) {
        if (!raw.contains("${")) {
            return new Resolved(raw, List.of(), List.of(), List.of(), true);
        }
        ReferenceText text = new ReferenceText(references, secret);
        String result = text.replace(raw);
        return new Resolved(result, text.names, text.values, text.faults, text.complete);
    }

    private String replace(String raw) {
        StringBuilder result = new StringBuilder();
        int from = 0;
        for (int at = raw.indexOf("${"); at >= 0; at = raw.indexOf("${", from)) {
            if (at > from && raw.charAt(at - 1) == '$') {
                result.append(raw, from, at - 1).append("${");
                from = at + 2;
                continue;
            }
            result.append(raw, from, at);
            int end = raw.indexOf('}', at);
            if (end < 0) {
                faults.add(new Fault(
                        "a reference begins with ${ but does not end", "close it with }, or write $${ for a plain ${"));
                return result.toString();
            }
            result.append(value(raw.substring(at + 2, end)));
            from = end + 1;
        }
        return result.append(raw, from, raw.length()).toString();
    }

    private String value(String reference) {
        if (reference.startsWith("env:")) {
            return environment(reference.substring("env:".length()));
        }
        if (reference.startsWith("file:")) {
            String path = reference.substring("file:".length());
            String name = "${file:" + path + "}";
            return known(
                    name,
                    references.file(path),
                    new Fault("the file of " + name + " cannot be read", "check that it exists and may be read"));
        }
        int colon = reference.indexOf(':');
        return colon < 0 ? unknown("") : other(reference.substring(0, colon), reference.substring(colon + 1));
    }

    private String other(String kind, String key) {
        Reference reference = new Reference(kind, key);
        Optional<Lookup> found = KIND.matcher(kind).matches() ? references.lookup(reference) : Optional.empty();
        if (found.isEmpty()) {
            return unknown(secret ? "" : " '" + kind + "'"); // I7: it may be a part of a password that contains ${
        }
        Lookup lookup = found.get();
        if (lookup instanceof Lookup.Refused refused) {
            faults.add(new Fault(refused.message(), refused.fix()));
            return "";
        }
        if (lookup instanceof Lookup.Known known) {
            names.add(reference.toString());
            values.add(known.value());
            return known.value();
        }
        complete = false;
        names.add(reference.toString());
        values.add("");
        return UNASKED;
    }

    private String unknown(String kind) {
        List<String> others = references.otherKinds();
        faults.add(new Fault(
                "a reference has an unknown kind" + kind,
                "write ${env:NAME} or ${file:PATH}"
                        + (others.isEmpty()
                                ? ""
                                : ", or one of the kinds that are installed: " + String.join(", ", others))
                        + "; for a plain ${ write $${"));
        return "";
    }

    private String environment(String body) {
        int dash = body.indexOf(":-");
        String name = dash < 0 ? body : body.substring(0, dash);
        Optional<String> value = references.environment(name);
        if (dash >= 0 && value.filter(text -> !text.isEmpty()).isEmpty()) {
            value = Optional.of(body.substring(dash + 2));
        }
        return known(
                "${env:" + name + "}",
                value,
                new Fault(
                        "the environment variable '" + name + "' is not set",
                        "set it, or write ${env:" + name + ":-default}"));
    }

    private String known(String name, Optional<String> found, Fault otherwise) {
        Optional<String> value = found.isPresent() ? found : references.standIn(name);
        if (value.isEmpty()) {
            faults.add(otherwise);
            return "";
        }
        names.add(name);
        values.add(value.get());
        return value.get();
    }
}
