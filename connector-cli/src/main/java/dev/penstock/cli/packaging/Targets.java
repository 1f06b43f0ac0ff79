package dev.penstock.cli.packaging;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The targets that there are. */
public final class Targets {
    private static final List<Target> ALL = List.of(
            new HttpTarget(),
            new KubernetesTarget(),
            new KnativeTarget(),
            new LambdaTarget(),
            new FunctionGraphTarget(FunctionGraphTarget.Form.CUSTOM),
            new FunctionGraphTarget(FunctionGraphTarget.Form.HTTP),
            new FunctionGraphTarget(FunctionGraphTarget.Form.JAVA),
            new GoogleTarget());

    private Targets() {}

    /** The target of that name. */
    public static Optional<Target> named(String name) {
        return ALL.stream().filter(target -> target.name().equals(name)).findFirst();
    }

    /** Their names, for messages. */
    public static String names() {
        return ALL.stream().map(Target::name).collect(Collectors.joining(", "));
    }
}
