package dev.penstock.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A key that a config record had once; using it is an error that says what to do instead. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Removed.List.class)
public @interface Removed {
    /** The key, kebab case. */
    String key();

    /** What to do instead, one sentence. */
    String instead();

    /** Several removed keys; written by the compiler. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface List {
        /** The removed keys. */
        Removed[] value();
    }
}
