package dev.penstock.scaler;

import dev.penstock.scaler.grpc.ScaledObjectRef;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * What the metadata of a trigger says.
 *
 * @param pipeline whose backlog
 * @param target how much of it one instance shall have
 * @param activation with more than that there is work
 */
record Trigger(String pipeline, long target, long activation) {
    private static final String TARGET_UNSAID = "100";
    private static final String ACTIVATION_UNSAID = "0";

    /**
     * Reads it.
     *
     * @throws StatusRuntimeException INVALID_ARGUMENT, with what is wrong and how to mend it
     */
    static Trigger of(ScaledObjectRef object) {
        String pipeline = object.getScalerMetadataOrDefault("pipeline", "");
        if (pipeline.isBlank()) {
            throw wrong("the trigger's metadata has no 'pipeline'; write the name of the pipeline to scale by");
        }
        return new Trigger(
                pipeline,
                number(object, "target", TARGET_UNSAID, 1),
                number(object, "activation", ACTIVATION_UNSAID, 0));
    }

    private static long number(ScaledObjectRef object, String key, String unsaid, long least) {
        String text = object.getScalerMetadataOrDefault(key, unsaid).strip();
        // as many digits as a double has no trouble with
        if (text.matches("[0-9]{1,15}") && Long.parseLong(text) >= least) {
            return Long.parseLong(text);
        }
        throw wrong("the trigger's metadata '" + key + "' is no whole number from " + least + ": '" + text + "'; write "
                + key + ": \"" + unsaid + "\", for instance");
    }

    static StatusRuntimeException wrong(String why) {
        return Status.INVALID_ARGUMENT.withDescription(why).asRuntimeException();
    }

    boolean active(long waiting) {
        return waiting > activation;
    }
}
