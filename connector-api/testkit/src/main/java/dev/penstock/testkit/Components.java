package dev.penstock.testkit;

import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at the components of config records. */
final class Components {
    private Components() {}

    static boolean required(RecordComponent component) {
        Option option = component.getAnnotation(Option.class);
        return option != null
                && option.fallback().equals(Option.NONE)
                && !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** The texts of all secrets in a config. */
    static List<String> secrets(Record config) {
        List<String> secrets = new ArrayList<>();
        collect(config, secrets);
        return secrets;
    }

    private static void collect(@Nullable Object value, List<String> secrets) {
        if (value instanceof Secret secret) {
            secrets.add(secret.reveal());
        } else if (value instanceof Collection<?> several) {
            several.forEach(each -> collect(each, secrets));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(each -> collect(each, secrets));
        } else if (value instanceof Record record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                collect(read(record, component.getAccessor()), secrets);
            }
        }
    }

    private static @Nullable Object read(Record record, Method accessor) {
        try {
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + accessor, e);
        }
    }
}
