package dev.penstock.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a record with a single component: written in the file as the bare value instead of a mapping.
 *
 * <p>Lets one choice of a sealed interface be a plain text: {@code id: order} beside {@code id: {header: X-Id}}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Inline {}
