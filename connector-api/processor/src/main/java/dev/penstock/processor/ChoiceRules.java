package dev.penstock.processor;

import dev.penstock.processor.Shape.Choice;
import dev.penstock.processor.Shape.Field;
import dev.penstock.processor.Shape.Structure;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks that the forms of a sealed interface can be told apart by what stands in the file. */
final class ChoiceRules {
    private ChoiceRules() {}

    /** Why they cannot, and how to mend it; empty when they can. */
    static Optional<String> undecided(Choice choice) {
        List<Structure> bare = choice.forms().stream().filter(Structure::inline).toList();
        for (int i = 0; i < bare.size(); i++) {
            for (Structure other : bare.subList(i + 1, bare.size())) {
                if (takesList(bare.get(i)) == takesList(other)) {
                    return Optional.of("both " + bare.get(i).name() + " and " + other.name()
                            + " are @Inline, so a bare value could be either; leave it at one of them");
                }
            }
        }
        List<Structure> forms =
                choice.forms().stream().filter(form -> !form.inline()).toList();
        for (int i = 0; i < forms.size(); i++) {
            for (Structure other : forms.subList(i + 1, forms.size())) {
                if (!decides(forms.get(i), other) && !decides(other, forms.get(i))) {
                    return Optional.of("the forms " + forms.get(i).name() + " and " + other.name()
                            + " cannot be told apart; give one of them a required key that the other does not have");
                }
            }
        }
        return Optional.empty();
    }

    /** Whether its bare value is a list, which nothing else is. */
    private static boolean takesList(Structure inline) {
        return inline.fields().get(0).shape().kind() == Shape.Kind.LISTING;
    }

    /** Whether a required key of the one is unknown to the other, so that no mapping fits both. */
    private static boolean decides(Structure one, Structure other) {
        Set<String> keys = other.keys();
        return one.fields().stream()
                .filter(Field::required)
                .anyMatch(field -> Collections.disjoint(field.names(), keys));
    }
}
