package dev.penstock.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildMessageTests {
    private static final Path PROJECT = Path.of("/code/orders");

    private static List<String> of(String output) {
        return BuildMessage.of(output, PROJECT).stream()
                .map(BuildMessage::toString)
                .toList();
    }

    @Test
    void tellsEachMistakeOfTheCompilerOnceWithItsPlaceInTheProject() {
        assertThat(
                        of(
                                """
                        [ERROR] COMPILATION ERROR :\s
                        [ERROR] /code/orders/src/main/java/a/Orders.java:[7,12] ';' expected
                        [ERROR] /code/orders/src/main/java/a/Orders.java:[9,5] cannot find symbol
                          symbol:   class Foo
                          location: class a.Orders
                        [ERROR] Failed to execute goal x:y:1:compile (default-compile) on project orders: Compilation failure:\s
                        [ERROR] /code/orders/src/main/java/a/Orders.java:[7,12] ';' expected
                        [ERROR] /code/orders/src/main/java/a/Orders.java:[9,5] cannot find symbol
                        [ERROR]   symbol:   class Foo
                        [ERROR]   location: class a.Orders
                        [ERROR] -> [Help 1]
                        """))
                .containsExactly(
                        "src/main/java/a/Orders.java:7:12: ';' expected",
                        "src/main/java/a/Orders.java:9:5: cannot find symbol; symbol: class Foo; location: class a.Orders");
    }

    @Test
    void tellsWhatMavenSaysWhereTheCompilerSaysNothing() {
        assertThat(
                        of(
                                """
                        [ERROR] Failed to execute goal on project orders: no such artifact
                        [ERROR]\s
                        [ERROR] [Help 1] http://example.com
                        """))
                .containsExactly("Failed to execute goal on project orders: no such artifact");
        assertThat(of("")).containsExactly("the build failed and does not say why");
    }
}
