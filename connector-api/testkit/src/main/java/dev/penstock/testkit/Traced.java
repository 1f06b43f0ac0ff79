package dev.penstock.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stands before a connector with the same interfaces of the API, notes every call and gives up one that hangs. */
final class Traced {
    private Traced() {}

    static AutoCloseable of(AutoCloseable connector, Lab lab) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        interfaces.add(AutoCloseable.class);
        collect(connector.getClass(), interfaces);
        return (AutoCloseable) Proxy.newProxyInstance(
                Traced.class.getClassLoader(), interfaces.toArray(Class<?>[]::new), (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.getName().equals("equals")
                                ? proxy == arguments[0]
                                : call(connector, method, arguments);
                    }
                    if (method.getName().equals("close")) {
                        lab.closing(proxy);
                    }
                    return noted(connector, method, arguments, lab);
                });
    }

    private static void collect(Class<?> type, Set<Class<?>> found) {
        for (Class<?> each : type.getInterfaces()) {
            if (each.getName().startsWith("dev.penstock.api.")) {
                found.add(each);
            }
            collect(each, found);
        }
        if (type.getSuperclass() != null) {
            collect(type.getSuperclass(), found);
        }
    }

    private static @Nullable Object noted(Object connector, Method method, Object @Nullable [] arguments, Lab lab)
            throws Exception {
        StringBuilder line = new StringBuilder(method.getName()).append('(');
        for (int i = 0; arguments != null && i < arguments.length; i++) {
            line.append(i == 0 ? "" : ", ").append(Described.value(arguments[i]));
        }
        line.append(')');
        try {
            Object result = lab.limited(line.toString(), () -> call(connector, method, arguments));
            lab.trace()
                    .note(
                            method.getReturnType() == void.class
                                    ? line.toString()
                                    : line + " = " + Described.value(result));
            return result;
        } catch (Exception | AssertionError thrown) {
            lab.trace().note(line + " threw " + thrown);
            throw thrown;
        }
    }

    private static @Nullable Object call(Object connector, Method method, Object @Nullable [] arguments)
            throws Exception {
        try {
            return method.invoke(connector, arguments);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            throw cause instanceof Exception exception ? exception : thrown;
        }
    }
}
