package dev.penstock.processor;

import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;

/** Reports what cannot be, at the element at fault or, when that came compiled, at the connector that uses it. */
final class Refusals {
    private final Messager messager;
    private final TypeElement connector;
    private int count;

    Refusals(Messager messager, TypeElement connector) {
        this.messager = messager;
        this.connector = connector;
    }

    void refuse(Element at, String message) {
        count++;
        String where = at.equals(connector) ? "" : " [" + name(at) + "]";
        messager.printMessage(Diagnostic.Kind.ERROR, message + where, place(at));
    }

    boolean any() {
        return count > 0;
    }

    private static String name(Element element) {
        Element type = element.getEnclosingElement();
        return element instanceof TypeElement || type == null
                ? element.getSimpleName().toString()
                : type.getSimpleName() + "." + element.getSimpleName();
    }

    /** Javac knows the place of a component by its field. */
    private Element place(Element at) {
        Element record = at.getEnclosingElement();
        if (!(at instanceof RecordComponentElement component) || record == null) {
            return at;
        }
        return ElementFilter.fieldsIn(record.getEnclosedElements()).stream()
                .filter(field -> field.getSimpleName().equals(component.getSimpleName()))
                .map(Element.class::cast)
                .findFirst()
                .orElse(connector);
    }
}
