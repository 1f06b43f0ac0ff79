package dev.penstock.host;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a connector's code with the connector's class loader as the thread's context class loader, which {@code
 * ServiceLoader} and many libraries ask for.
 */
final class PluginContext {
    private PluginContext() {}

    /** What may be run. */
    @FunctionalInterface
    interface Call<T, E extends Exception> {
        T run() throws E;
    }

    static <T, E extends Exception> T in(ClassLoader loader, Call<T, E> call) throws E {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return call.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /**
     * Wraps a connector so that all its calls run in its context.
     *
     * <p>The wrapper has the interfaces of the API that the connector has, so the engine sees the same abilities, but for
     * those that its config takes away. It costs some tens of nanoseconds a call, and calls are batches.
     *
     * <p>One that stands on the class path of the host itself has the right context already and stays as it is.
     *
     * @param withheld what its config takes away; empty for nothing
     */
    static <T> T wrap(Class<T> type, T connector, Set<Class<?>> withheld) {
        ClassLoader loader = connector.getClass().getClassLoader();
        if (withheld.isEmpty()
                && loader == PluginContext.class.getClassLoader()
                && sees(Thread.currentThread().getContextClassLoader(), loader)) {
            return connector;
        }
        Set<Class<?>> interfaces = interfaces(connector.getClass());
        interfaces.removeAll(withheld);
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                interfaces.toArray(Class<?>[]::new),
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> arguments.length == 1 && proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> in(loader, () -> invoke(connector, method, arguments));
                }));
    }

    private static boolean sees(@Nullable ClassLoader context, ClassLoader loader) {
        ClassLoader each = context;
        while (each != null && each != loader) {
            each = each.getParent();
        }
        return each != null;
    }

    /** The interfaces of the API that a class has. */
    static Set<Class<?>> interfaces(Class<?> type) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        collect(type, interfaces);
        return interfaces;
    }

    private static void collect(Class<?> type, Set<Class<?>> found) {
        for (Class<?> each : type.getInterfaces()) {
            if (SharedPackages.contains(each.getName())) {
                found.add(each);
            }
            collect(each, found);
        }
        if (type.getSuperclass() != null) {
            collect(type.getSuperclass(), found);
        }
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw unwrap(thrown);
        }
    }

    /** The exception that the connector's code threw. */
    static Exception unwrap(InvocationTargetException thrown) {
        Throwable cause = thrown.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof Exception exception ? exception : thrown;
    }
}
