package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.cli.ScriptCheckout.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code penstock}, in a checkout whose Maven and Java only write down how they were called. */
final class ScriptTests {
    @Test
    void buildsOnceAndThenRunsAtOnce(@TempDir Path folder) throws Exception {
        ScriptCheckout checkout = new ScriptCheckout(folder);
        Ended first = checkout.run("run", "a b.yaml");
        assertThat(first.exitCode()).isZero();
        assertThat(first.err()).contains("building").contains("Fake 1.0");
        assertThat(first.out()).contains("dev.penstock.cli.PenstockCommand|run|a b.yaml|");

        Ended second = checkout.run("validate");
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).contains("PenstockCommand|validate|");
        assertThat(checkout.builds()).isEqualTo(1);
    }

    @Test
    void buildsAgainAfterAChangeOfASourceAndAfterARemoval(@TempDir Path folder) throws Exception {
        ScriptCheckout checkout = new ScriptCheckout(folder);
        checkout.run("x");
        Path source = checkout.source("New.java");
        checkout.makeOlder();
        Files.writeString(source, "class New {}");
        checkout.run("x");
        assertThat(checkout.builds()).isEqualTo(2);
        checkout.makeOlder();
        Files.delete(source);
        checkout.run("x");
        assertThat(checkout.builds()).isEqualTo(3);
    }

    @Test
    void doesNotBuildAgainAfterAChangeOfATest(@TempDir Path folder) throws Exception {
        ScriptCheckout checkout = new ScriptCheckout(folder);
        checkout.run("x");
        checkout.makeOlder();
        Files.writeString(checkout.test("NewTests.java"), "class NewTests {}");
        checkout.run("x");
        assertThat(checkout.builds()).isEqualTo(1);
    }

    @Test
    void worksThroughASymbolicLinkFromAnyDirectory(@TempDir Path folder) throws Exception {
        ScriptCheckout checkout = new ScriptCheckout(folder);
        Path bin = Files.createDirectories(folder.resolve("some bin"));
        Files.createSymbolicLink(bin.resolve("one"), checkout.script());
        Path link = Files.createSymbolicLink(bin.resolve("two"), Path.of("one"));
        Ended ended = checkout.start(link, folder, "x").await();
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).contains("-Dpenstock.home=" + checkout.home());
    }

    @Test
    void callsAtTheSameTimeBuildOnce(@TempDir Path folder) throws Exception {
        ScriptCheckout checkout = new ScriptCheckout(folder);
        List<ScriptCheckout.Running> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            calls.add(checkout.start(checkout.script(), folder, "call" + i));
        }
        for (int i = 0; i < 4; i++) {
            Ended ended = calls.get(i).await();
            assertThat(ended.exitCode()).isZero();
            assertThat(ended.out()).contains("|call" + i + "|");
        }
        assertThat(checkout.builds()).isEqualTo(1);
    }

    @Test
    void aFailedBuildShowsItsErrorsAndIsTriedAgain(@TempDir Path folder) throws Exception {
        ScriptCheckout checkout = new ScriptCheckout(folder);
        Files.writeString(checkout.source("Broken.java"), "FAIL");
        Ended ended = checkout.run("x");
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.err()).contains("[ERROR] Broken.java:[1,1]").contains("build.log");
        assertThat(ended.out()).isEmpty();
        Files.delete(checkout.source("Broken.java"));
        assertThat(checkout.run("x").exitCode()).isZero();
    }

    @Test
    void whatIsNotDownloadedYetIsDownloaded(@TempDir Path folder) throws Exception {
        ScriptCheckout checkout = new ScriptCheckout(folder);
        Files.writeString(checkout.source("Online.java"), "ONLINE");
        Ended ended = checkout.run("x");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.err()).contains("downloading");
        assertThat(checkout.builds()).isEqualTo(2);
    }

    @Test
    void aMissingMavenIsNamedInOneSentence(@TempDir Path folder) throws Exception {
        ScriptCheckout checkout = new ScriptCheckout(folder);
        checkout.remove("mvn");
        Ended ended = checkout.run("x");
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.err().lines()).singleElement().asString().contains("no Maven");
    }

    @Test
    void aMissingJavaIsNamedInOneSentence(@TempDir Path folder) throws Exception {
        ScriptCheckout checkout = new ScriptCheckout(folder);
        checkout.remove("java");
        Ended ended = checkout.run("x");
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.err().lines()).singleElement().asString().contains("no Java");
    }

    @Test
    void anOldJavaIsNamedInOneSentence(@TempDir Path folder) throws Exception {
        ScriptCheckout checkout = new ScriptCheckout(folder);
        checkout.javaVersion("11.0.2");
        Ended ended = checkout.run("x");
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.err().lines()).singleElement().asString().contains("Java 11 is too old");
    }

    @Test
    void optionsForTheJavaMachineArePassedOn(@TempDir Path folder) throws Exception {
        ScriptCheckout checkout = new ScriptCheckout(folder);
        checkout.environment("PENSTOCK_OPTS", "-Xmx64m -Dx=y");
        assertThat(checkout.run("x").out()).contains("|-Xmx64m|-Dx=y|");
    }

    @Test
    void theExitCodeIsThatOfTheCommand(@TempDir Path folder) throws IOException, InterruptedException {
        ScriptCheckout checkout = new ScriptCheckout(folder);
        assertThat(checkout.run("exit7").exitCode()).isEqualTo(7);
    }
}
