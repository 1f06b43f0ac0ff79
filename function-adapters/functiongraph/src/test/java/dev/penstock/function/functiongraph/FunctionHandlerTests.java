package dev.penstock.function.functiongraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.services.runtime.Context;
import dev.penstock.function.TestPackage;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionHandlerTests {
    private static final Context CONTEXT = new Context() {
        @Override
        public String getRequestID() {
            return "r1";
        }

        @Override
        public int getRemainingTimeInMilliSeconds() {
            return 20_000;
        }

        @Override
        public @Nullable String getUserData(String key) {
            return key.equals("TOKEN_OF_THE_TEST") ? "secret" : null;
        }
    };

    @TempDir
    Path dir;

    private static JsonElement event(String id, String type) {
        return JsonParser.parseString("{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/x\",\"type\":\""
                + type + "\",\"data\":12345678901234567890}");
    }

    @Test
    @Tag("I1")
    void returnsOnceDeliveredAndThrowsOtherwise() {
        TestPackage made = new TestPackage(dir).attempts(2).sink("token", "${env:TOKEN_OF_THE_TEST}");
        FunctionHandler handler = new FunctionHandler(made.write());
        handler.initialize(CONTEXT);
        assertThat(handler.handle(event("1", "plain"), CONTEXT)).hasToString("{\"delivered\":1}");
        assertThatThrownBy(() -> handler.handle(event("2", "reject"), CONTEXT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("event 1 (id 2): told-to-reject");
        handler.preStop(CONTEXT);
        assertThatThrownBy(() -> handler.handle(event("3", "plain"), CONTEXT))
                .isInstanceOf(IllegalStateException.class);
        assertThat(made.delivered()).containsExactly("1");
    }

    @Test
    void opensWithTheFirstInvocationWhenThereIsNoInitializer() {
        TestPackage made = new TestPackage(dir);
        FunctionHandler handler = new FunctionHandler(made.write());
        assertThat(handler.handle(event("1", "plain"), CONTEXT)).hasToString("{\"delivered\":1}");
        handler.preStop(CONTEXT);
    }
}
