package dev.penstock.benchmarks.broker;

import dev.penstock.benchmarks.measure.Child;
import dev.penstock.benchmarks.measure.HttpLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Webhooks of 1 KB into a topic, answered once the broker has them. */
final class WebhookToKafka {
    private static final int SECONDS = Integer.getInteger("seconds", 8);
    /** Long enough for the compiler to be done: before, it takes more of two processors than the requests do. */
    private static final int WARM_UP = Integer.getInteger("warm-up", 20);

    private final Bench bench;
    private final Topics topics;
    private final Penstock penstock;

    WebhookToKafka(Bench bench, Topics topics) {
        this.bench = bench;
        this.topics = topics;
        this.penstock = new Penstock(bench.directory());
    }

    /** A server that is ready: its process, its port and the path to post to. */
    private record Listening(Child child, int port, String path) {}

    private interface Turn {
        Listening start(String topic) throws Exception;
    }

    private record Entry(Contender contender, Latencies latencies, Turn turn) {
        Entry(String name, Turn turn) {
            this(new Contender(name, topic -> turn.start(topic).child()), new Latencies(name), turn);
        }
    }

    void run() throws Exception {
        Entry bare = new Entry("bare Jetty, producer", this::bare);
        Entry jetty = new Entry("Camel, Jetty to Kafka", topic -> camel(topic, "jetty"));
        Entry platform = new Entry("Camel, platform-http to Kafka", topic -> camel(topic, "platform"));
        Entry ours = new Entry("penstock", this::ours);
        List<Entry> entries = new ArrayList<>(List.of(bare, jetty, platform, ours));
        String wanted = System.getProperty("contenders", "");
        entries.removeIf(entry -> !java.util.regex.Pattern.compile(wanted)
                .matcher(entry.contender().toString())
                .find());
        System.out.println("webhook to Kafka, 1 KB, 64 keep-alive connections, in Kafka before 2xx, no lingering");
        for (int round = 0; round < bench.rounds(); round++) {
            for (int index = 0; index < entries.size(); index++) {
                turn(entries.get(index), "w" + index + "r" + round);
            }
        }
        System.out.println(Contender.head("requests/s"));
        entries.forEach(
                entry -> System.out.println(entry.contender().row(entries.get(0).contender())));
        entries.forEach(entry -> System.out.println(entry.latencies()));
        if (entries.contains(bare) && entries.contains(ours)) {
            print(ours.contender().ratio(bare.contender()), ours, bare, "aim: at least 0.85");
            print(ours.latencies().slowRatio(bare.latencies()), ours, bare, "p99, aim: at most 1.5");
        }
        for (Entry camel : List.of(jetty, platform)) {
            if (entries.contains(camel) && entries.contains(ours)) {
                print(ours.contender().ratio(camel.contender()), ours, camel, "aim: at least 2");
            }
        }
    }

    private static void print(double ratio, Entry one, Entry other, String aim) {
        System.out.printf("  %.2f  %s of %s (%s)%n", ratio, one.contender(), other.contender(), aim);
    }

    private void turn(Entry entry, String topic) throws Exception {
        topics.create(topic);
        Listening listening = entry.turn().start(topic);
        long answered;
        try (Child child = listening.child();
                Child load = Child.java(
                        bench.directory(),
                        List.of("-XX:+UseSerialGC"),
                        HttpLoad.class,
                        "" + listening.port(),
                        listening.path(),
                        "64",
                        "" + WARM_UP,
                        "" + SECONDS)) {
            load.until("measuring");
            Duration before = child.processorTime();
            load.end();
            Duration used = child.processorTime().minus(before);
            String[] figures = load.output().trim().split("\\s+", -1);
            if (!figures[4].equals("0")) {
                throw new IllegalStateException(entry.contender() + ": " + figures[4] + " requests failed");
            }
            double perSecond = Double.parseDouble(figures[1]);
            entry.contender()
                    .add(new Sample(perSecond, used.toNanos() / 1e3 / perSecond / SECONDS, child.residentMegabytes()));
            entry.latencies().add(Double.parseDouble(figures[2]), Double.parseDouble(figures[3]));
            System.err.printf("  %s: %,.0f requests/s, p99 %s µs%n", entry.contender(), perSecond, figures[3]);
            answered = Long.parseLong(figures[5]);
        }
        // The requests are all alike and nothing was interrupted, so counting is enough: each that was answered, once.
        if (topics.count(topic) != answered) {
            throw new IllegalStateException(entry.contender() + " answered " + answered + " requests, and "
                    + topics.count(topic) + " are in the topic");
        }
        topics.delete(topic);
    }

    private Listening bare(String topic) throws Exception {
        Child child = Child.java(
                bench.directory(),
                List.of("-XX:+UseSerialGC"),
                JettyToKafka.class,
                bench.kafka(),
                topic,
                "linger.ms=0");
        child.until("ready ");
        return new Listening(child, (int) number(child.output(), "ready "), "/");
    }

    private Listening camel(String topic, String server) throws Exception {
        int port = Ports.free();
        Child child = Child.java(
                bench.directory(),
                List.of(),
                Peers.classPath("camel"),
                "dev.penstock.peers.camel.WebhookToKafka",
                server,
                "" + port,
                bench.kafka(),
                topic);
        child.until("ready");
        return new Listening(child, port, "/");
    }

    private Listening ours(String topic) throws Exception {
        Child child = penstock.run(
                topic,
                """
                source:
                  connector: webhook
                  config: { provider: generic, path: /hook, type: measured, id: { pointer: /id }, allow-unsigned: true }
                sink:
                  connector: kafka
                  config: { bootstrap-servers: "%s", topic: %s, mode: data, properties: { linger.ms: "0" } }
                """
                        .formatted(bench.kafka(), topic));
        child.until("penstock ready");
        return new Listening(child, (int) number(child.output(), "http://127.0.0.1:"), "/hook");
    }

    private static long number(String output, String before) {
        return Numbers.at(
                output.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                output.indexOf(before) + before.length());
    }
}
