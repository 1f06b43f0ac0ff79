package dev.penstock.function.http;

import dev.penstock.api.webhook.Endpoint;
import dev.penstock.engine.config.Binder;
import dev.penstock.function.PackagedFunction;
import dev.penstock.host.ProcessReferences;
import dev.penstock.host.Secrets;
import dev.penstock.host.SystemTime;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A run that shows the JVM which classes a function needs, so that it can write them to an archive: it starts, takes one request and
 * ends, with whatever is missing from the environment made up. Nothing of the outside is needed, and whether the request is answered
 * is all the same.
 *
 * <p>What it is brought goes nowhere, so that building an image delivers nothing. The classes behind that are loaded one by one
 * instead.
 */
final class Training {
    private static final System.Logger LOG = System.getLogger("dev.penstock.function");
    private static final String CLASS = ".class";

    private Training() {}

    static void run(Map<String, String> environment) throws Exception {
        ServerSettings settings = ServerSettings.of(environment).forTraining();
        InstantSource clock = SystemTime.clock();
        try (Secrets secrets = new Secrets(settings.home().resolve(Secrets.FOLDER), environment, clock)) {
            Binder.References madeUp = new ProcessReferences(environment, secrets).orStandIns(missing -> {});
            request(PackagedFunction.rehearsal(settings.home(), madeUp, clock), settings);
        }
        int loaded = load(settings.home().resolve("connectors"))
                + load(settings.home().resolve("lib"));
        LOG.log(System.Logger.Level.INFO, "trained with " + loaded + " classes");
    }

    private static void request(PackagedFunction function, ServerSettings settings) throws Exception {
        try (FunctionServer server = new FunctionServer(function, settings)) {
            // a webhook listens on its own path only, which is known once its source is built
            String path = function.ready()
                    .thenApply(built -> function.endpoint().map(Endpoint::path).orElse("/"))
                    .completeOnTimeout("/", settings.limit().toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            HttpURLConnection request =
                    (HttpURLConnection) URI.create("http://" + settings.host() + ":" + server.port() + path)
                            .toURL()
                            .openConnection();
            request.setRequestMethod("POST");
            request.setRequestProperty("Connection", "close"); // so that the server stops at once
            request.setDoOutput(true);
            request.setRequestProperty("Content-Type", "application/cloudevents+json");
            request.getOutputStream()
                    .write("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/training\",\"type\":\"training\"}"
                            .getBytes(StandardCharsets.UTF_8));
            LOG.log(System.Logger.Level.INFO, "the request was answered {0}", request.getResponseCode());
        }
    }

    /** Loads, without running any of their code, the classes of a folder's jars that are on the class path; how many. */
    private static int load(Path folder) throws IOException {
        int loaded = 0;
        for (String name : classes(folder)) {
            try {
                Class<?> unused = Class.forName(name, false, Training.class.getClassLoader());
                loaded++;
            } catch (ClassNotFoundException | LinkageError notThere) {
                // of a connector with a loader of its own, or for a library that is not there
            }
        }
        return loaded;
    }

    private static List<String> classes(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return names;
        }
        List<Path> jars;
        try (Stream<Path> files = Files.list(folder)) {
            jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        for (Path jar : jars) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    String name = entry.getName();
                    if (name.endsWith(CLASS) && !name.startsWith("META-INF/") && !name.equals("module-info.class")) {
                        names.add(name.substring(0, name.length() - CLASS.length())
                                .replace('/', '.'));
                    }
                }
            }
        }
        return names;
    }
}
