package dev.penstock.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A checkout with the real script, a Maven and a Java that only write down how they were called, and no other tools. */
final class ScriptCheckout {
    private static final List<String> TOOLS =
            List.of("cat", "find", "grep", "head", "mkdir", "mv", "readlink", "rm", "sed", "sleep", "tee");

    private final Path root;
    private final Path bin;
    private final Path calls;
    private final Map<String, String> environment = new HashMap<>();

    ScriptCheckout(Path folder) throws IOException {
        root = Files.createDirectories(folder.resolve("check out")).toRealPath();
        bin = Files.createDirectories(folder.resolve("tools"));
        calls = folder.resolve("calls");
        Files.writeString(calls, "");
        String script = Objects.requireNonNull(System.getProperty("penstock.checkout")) + "/penstock";
        executable(script(), Files.readString(Path.of(script)));
        for (String module : List.of(
                "connector-api/api",
                "connector-runtime/engine",
                "connectors/file",
                "function-adapters/core",
                "connector-cli")) {
            Files.createDirectories(root.resolve(module).resolve("src/main/java"));
            Files.createDirectories(root.resolve(module).resolve("src/test/java"));
            Files.writeString(root.resolve(module).resolve("pom.xml"), "");
        }
        Files.writeString(root.resolve("pom.xml"), "");
        for (String tool : TOOLS) {
            executable(bin.resolve(tool), "#!/bin/sh\nexec " + find(tool) + " \"$@\"\n");
        }
        executable(bin.resolve("javac"), "#!/bin/sh\n");
        javaVersion("17.0.1");
        executable(
                bin.resolve("mvn"),
                """
                #!/bin/sh
                echo mvn >>'%1$s'
                [ -e connector-cli/target/stamp.new ] || exit 9
                echo '[INFO] Building Penstock :: Fake 1.0'
                if [ -e connector-cli/src/main/java/Broken.java ]; then echo '[ERROR] Broken.java:[1,1] no'; exit 1; fi
                if [ -e connector-cli/src/main/java/Online.java ] && [ "$3" = -Dstyle.color=never ] && [ "$4" = -o ]; then
                  echo '[ERROR] Cannot access central in offline mode'
                  exit 1
                fi
                mkdir -p connector-cli/target/penstock/lib
                sleep 0.3
                """
                        .formatted(calls));
    }

    void javaVersion(String version) throws IOException {
        executable(
                bin.resolve("java"),
                """
                #!/bin/sh
                if [ "$1" = -version ]; then echo 'openjdk version "%s" 2020-01-01' >&2; exit 0; fi
                for argument; do printf '%%s|' "$argument"; done
                case $argument in exit7) exit 7 ;; esac
                """
                        .formatted(version));
    }

    Path script() {
        return root.resolve("penstock");
    }

    Path home() {
        return root.resolve("connector-cli/target/penstock");
    }

    Path source(String name) {
        return root.resolve("connector-cli/src/main/java").resolve(name);
    }

    Path test(String name) {
        return root.resolve("connector-cli/src/test/java").resolve(name);
    }

    void remove(String tool) throws IOException {
        Files.delete(bin.resolve(tool));
    }

    void environment(String name, String value) {
        environment.put(name, value);
    }

    /** Makes all that there is look a minute old, so that what comes next is newer however coarse the file system's clock. */
    void makeOlder() throws IOException {
        FileTime sources = FileTime.from(
                Files.getLastModifiedTime(home().resolve("stamp")).toInstant().minusSeconds(90));
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, sources);
            }
        }
        Instant built = sources.toInstant().plusSeconds(10);
        Files.setLastModifiedTime(home().resolve("stamp"), FileTime.from(built));
    }

    long builds() throws IOException {
        return Files.readAllLines(calls).size();
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        return start(script(), root, arguments).await();
    }

    Running start(Path command, Path directory, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(command.toString()));
        line.addAll(List.of(arguments));
        Path out = Files.createTempFile(bin, "out", ".txt");
        Path err = Files.createTempFile(bin, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    private static Path find(String tool) {
        return Stream.of("/bin", "/usr/bin", "/usr/local/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private static void executable(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A call of the script under way. */
    record Running(Process process, Path out, Path err) {
        Ended await() throws InterruptedException, IOException {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the script did not end; so far: " + Files.readString(err));
            }
            return new Ended(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        }
    }

    /** A call of the script that has ended. */
    record Ended(int exitCode, String out, String err) {}
}
