package dev.penstock.function.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.function.FunctionProblem;
import dev.penstock.function.TestPackage;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PenstockCloudEventsTests {
    @TempDir
    Path dir;

    private static OpenFunction open(TestPackage made) {
        return new OpenFunction(Map.of("PENSTOCK_FUNCTION_HOME", made.write().toString(), "PENSTOCK_TIMEOUT", "20"));
    }

    private static CloudEvent event(String id, String type) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("/test"))
                .withType(type)
                .build();
    }

    @Test
    @Tag("I1")
    void returnsOnceDeliveredAndThrowsOtherwise() {
        TestPackage made = new TestPackage(dir).attempts(2);
        OpenFunction open = open(made);
        PenstockCloudEvents function = new PenstockCloudEvents(open);
        function.accept(event("1", "plain"));
        assertThatThrownBy(() -> function.accept(event("2", "retry"))).hasMessageContaining("event 2 is not delivered");
        open.drain();
        assertThatThrownBy(() -> function.accept(event("3", "plain"))).isInstanceOf(IllegalStateException.class);
        assertThat(made.delivered()).containsExactly("1");
    }

    @Test
    void takesAnEventAsASignThatItIsTimeToPoll() {
        TestPackage made = new TestPackage(dir).numbers(5, dir.resolve("state")).numbers("rejected", "3");
        OpenFunction failing = open(made);
        PenstockCloudEvents function = new PenstockCloudEvents(failing);
        assertThatThrownBy(() -> function.accept(event("1", "tick")))
                .hasMessageContaining("polling failed: told-to-reject");
        failing.drain();
        OpenFunction working = open(made.numbers("rejected", "0"));
        new PenstockCloudEvents(working).accept(event("2", "tick"));
        working.drain();
        assertThat(made.delivered()).contains("1", "3", "5");
    }

    @Test
    void tellsWhichSettingIsWrong() {
        assertThatThrownBy(() -> new OpenFunction(Map.of("PENSTOCK_TIMEOUT", "soon")))
                .isInstanceOf(FunctionProblem.class)
                .hasMessageContaining("PENSTOCK_TIMEOUT");
    }
}
