package dev.penstock.host;

import dev.penstock.api.Batch;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Puts something before the writes of a sink, which keeps the abilities it has. */
final class SinkDoor {
    private SinkDoor() {}

    /** What a write is. */
    @FunctionalInterface
    interface Writing {
        Outcomes write(Batch batch) throws Exception;
    }

    /** What happens to a write on its way; it may throw what the sink throws. */
    @FunctionalInterface
    interface Keeper {
        Outcomes write(Batch batch, Writing inside) throws Exception;
    }

    /** The sink, of the same abilities, with the keeper at its door. */
    static Sink before(Sink sink, Keeper keeper) {
        return (Sink) Proxy.newProxyInstance(
                Sink.class.getClassLoader(),
                PluginContext.interfaces(sink.getClass()).toArray(Class<?>[]::new),
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> arguments.length == 1 && proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "write" ->
                        arguments.length == 1 && arguments[0] instanceof Batch batch
                                ? keeper.write(batch, sink::write)
                                : call(sink, method, arguments);
                    default -> call(sink, method, arguments);
                });
    }

    private static Object call(Sink sink, Method method, Object[] arguments) throws Exception {
        try {
            return method.invoke(sink, arguments);
        } catch (InvocationTargetException thrown) {
            throw PluginContext.unwrap(thrown);
        }
    }
}
