package dev.penstock.cli;

import dev.penstock.cli.packaging.FileTree;
import dev.penstock.cli.packaging.FunctionPackager;
import dev.penstock.cli.packaging.FunctionPlan;
import dev.penstock.cli.packaging.ServedTarget;
import dev.penstock.cli.packaging.Target;
import dev.penstock.host.Secrets;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.serve.instance.ClassArchive;
import dev.penstock.serve.instance.JavaOptions;
import dev.penstock.serve.instance.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps the packages of functions, each in a directory that is named by its content: the same pipeline with the same connectors is
 * packaged once. The adapter, which is the same for all, lies beside them.
 */
final class FunctionStore {
    private static final String FRESH = ".new-";
    private static final String ADAPTER = "lib";
    private static final int NAME_DIGITS = 16;

    private final Path directory;
    private final JavaOptions java;
    private final Secrets secrets;
    private final Target target = new ServedTarget();

    FunctionStore(Path directory, JavaOptions java, Secrets secrets) {
        this.directory = directory;
        this.java = java;
        this.secrets = secrets;
    }

    /**
     * A package that is there.
     *
     * @param program what its instances run
     * @param version tells its content from that of others
     */
    record Stored(Program program, String version) {}

    /** Why a pipeline cannot be served, each with the way out. */
    List<String> refusals(CompiledPipeline pipeline) {
        return FunctionPackager.refusals(packager().planWithQueues(pipeline), target);
    }

    /** Packages a pipeline, unless that was done before; blocks for a second or two when it is the first of all. */
    Stored store(CompiledPipeline pipeline) throws IOException, InterruptedException {
        FunctionPackager packager = packager();
        FunctionPlan plan = packager.planWithQueues(pipeline);
        FileTree files = packager.files(plan, target);
        // an archive of classes fits one Java, called in one way
        Path adapter = write("adapter", files.within(ADAPTER), java + " " + Runtime.version());
        FileTree own = files.without(ADAPTER);
        Path home = write(plan.label(), own, adapter.getFileName().toString());
        Program program = new Program(adapter, home);
        ClassArchive.make(java, program);
        String name = home.getFileName().toString();
        return new Stored(program, name.substring(name.length() - NAME_DIGITS));
    }

    private FunctionPackager packager() {
        return new FunctionPackager(Path.of(System.getProperty("penstock.home", ""), "functions"), secrets);
    }

    /** Writes files into the directory of their content, all or nothing. */
    private Path write(String label, FileTree files, String more) throws IOException {
        Path place = directory.resolve(label + "-" + digest(files, more));
        if (!Files.isDirectory(place)) {
            Files.createDirectories(directory);
            Path fresh = Files.createTempDirectory(directory, FRESH);
            files.writeTo(fresh);
            Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
        }
        return place;
    }

    private static String digest(FileTree files, String more) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.digest(digest);
            digest.update(more.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest()).substring(0, NAME_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Removes all but these, and what was left half made. */
    void keepOnly(Collection<Program> programs) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        Set<Path> kept = new HashSet<>();
        for (Program program : programs) {
            kept.add(program.adapter());
            kept.add(program.home());
        }
        List<Path> others;
        try (Stream<Path> entries = Files.list(directory)) {
            others = entries.filter(entry -> !kept.contains(entry)).toList();
        }
        for (Path other : others) {
            try (Stream<Path> tree = Files.walk(other)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
