package dev.penstock.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.ConfigNode.Location;
import dev.penstock.engine.config.ConfigNode.Mapping;
import dev.penstock.engine.config.ConfigNode.Text;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollScheduleTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1s         | rate(1 minute)     | * * * * *
                    1m         | rate(1 minute)     | * * * * *
                    61s        | rate(2 minutes)    | */2 * * * *
                    5m         | rate(5 minutes)    | */5 * * * *
                    7m         | rate(7 minutes)    | */6 * * * *
                    45m        | rate(45 minutes)   | */30 * * * *
                    1h         | rate(60 minutes)   | 0 * * * *
                    5h         | rate(300 minutes)  | 0 */4 * * *
                    2d         | rate(2880 minutes) | 0 0 * * *
                    ${env:X}   | rate(1 minute)     | * * * * *
                    """)
    void isTheIntervalInWholeMinutes(String interval, String rate, String cron) {
        Text written = new Text(interval, Location.NOWHERE);
        PollSchedule schedule = PollSchedule.of(new Mapping(Map.of("interval", written), Map.of(), Location.NOWHERE));
        assertThat(schedule.rate()).isEqualTo(rate);
        assertThat(schedule.cron()).isEqualTo(cron);
    }

    @ParameterizedTest
    @CsvSource({"10m,5-59/10 * * * *", "45m,5-59/30 * * * *", "5h,5 */4 * * *", "2d,5 0 * * *"})
    void endsFiveMinutesAfterItBegins(String interval, String cron) {
        Text written = new Text(interval, Location.NOWHERE);
        PollSchedule schedule = PollSchedule.of(new Mapping(Map.of("interval", written), Map.of(), Location.NOWHERE));
        assertThat(schedule.cronLater()).isEqualTo(cron);
    }
}
