package dev.penstock.processor;

import java.util.Map;

/** Turns the text of a fallback into the JSON value it stands for. */
final class DefaultValue {
    private DefaultValue() {}

    static Object of(Shape shape, String text) {
        return switch (shape.kind()) {
            case SINGLE -> ((Shape.Single) shape).scalar().json(text);
            case WORD -> text;
            case LISTING ->
                FallbackRules.elements(text).stream()
                        .map(item -> of(((Shape.Listing) shape).element(), item))
                        .toList();
            case MAPPING -> Map.of();
            case STRUCTURE -> structure((Shape.Structure) shape, text);
            case CHOICE ->
                ((Shape.Choice) shape)
                        .forms().stream()
                                .filter(form -> form.inline() != text.isEmpty())
                                .findFirst()
                                .map(form -> structure(form, text))
                                .orElse(text);
        };
    }

    private static Object structure(Shape.Structure structure, String text) {
        return structure.inline() ? of(structure.fields().get(0).shape(), text) : Map.of();
    }
}
