package dev.penstock.serve.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.serve.instance.StartLimit.Granted;
import org.junit.jupiter.api.Test;

/** When an instance may be started. */
class RestartPauseTests {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void theFirstFailureCostsNothingAndThenThePauseDoubles() {
        RestartPause pause = new RestartPause();
        assertThat(pause.isOver(0)).isTrue();
        pause.failed(0, 0, 0);
        assertThat(pause.isOver(0)).isTrue();
        pause.failed(0, 0, 0);
        assertThat(pause.isOver(SECOND - 1)).isFalse();
        assertThat(pause.isOver(SECOND)).isTrue();
        pause.failed(0, 0, 0);
        assertThat(pause.isOver(2 * SECOND - 1)).isFalse();
        for (int i = 0; i < 100; i++) {
            pause.failed(0, 0, 0);
        }
        assertThat(pause.isOver(30 * SECOND - 1)).isFalse();
        assertThat(pause.isOver(30 * SECOND)).isTrue();
    }

    @Test
    void anInstanceThatServedForAWhileBeginsANewCount() {
        RestartPause pause = new RestartPause();
        pause.failed(0, 0, 0);
        pause.failed(0, 0, 0);
        pause.failed(0, 30 * SECOND, 0);
        assertThat(pause.isOver(0)).isTrue();
        assertThat(pause.failures()).isEqualTo(1);
        pause.failed(0, 0, 99);
        assertThat(pause.isOver(0)).isFalse();
        pause.failed(0, 0, 100); // it was killed, or its memory ran full of what it had done
        assertThat(pause.isOver(0)).isTrue();
    }

    @Test
    void functionsShareTheRoomOfTheMachine() {
        StartLimit limit = new StartLimit(2, 1);
        assertThat(limit.ask(false)).isEqualTo(Granted.YES);
        assertThat(limit.ask(false)).isEqualTo(Granted.TOO_MANY_STARTING);
        limit.started();
        assertThat(limit.ask(false)).isEqualTo(Granted.YES);
        limit.started();
        assertThat(limit.ask(false)).isEqualTo(Granted.TOO_MANY_INSTANCES);
        assertThat(limit.ask(true)).isEqualTo(Granted.YES); // or a full machine would never roll out
        limit.started();
        limit.gone();
        limit.gone();
        assertThat(limit.ask(false)).isEqualTo(Granted.YES);
    }
}
