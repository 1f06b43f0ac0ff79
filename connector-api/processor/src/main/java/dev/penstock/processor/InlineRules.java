package dev.penstock.processor;

import dev.penstock.processor.Shape.Structure;

/** Tells whether a record can be written as the bare value of its component. */
final class InlineRules {
    private InlineRules() {}

    static boolean possible(Structure structure) {
        return structure.fields().size() == 1
                && single(element(structure.fields().get(0).shape()));
    }

    /** Whether a shape stands in the file as one text. */
    static boolean single(Shape shape) {
        return shape.kind() == Shape.Kind.SINGLE || shape.kind() == Shape.Kind.WORD;
    }

    private static Shape element(Shape shape) {
        return shape instanceof Shape.Listing list ? list.element() : shape;
    }
}
