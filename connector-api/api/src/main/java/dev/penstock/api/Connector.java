package dev.penstock.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a connector class, so that the annotation processor writes it into the jar's index.
 *
 * <p>A source and a sink of one system share a name and live in one jar.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Connector {
    /** What a pipeline file says after {@code connector:}; kebab case. */
    String name();

    /** One sentence: what it reads, writes or keeps. */
    String summary();

    /**
     * Interfaces of the JDK whose implementations the user may add, {@code java.sql.Driver} for one.
     *
     * <p>A library in the plugin directory that offers one of them in {@code META-INF/services} is put on this jar's
     * class path, before what the jar itself brings; {@link java.util.ServiceLoader} finds it with the connector's class
     * loader.
     */
    Class<?>[] services() default {};
}
