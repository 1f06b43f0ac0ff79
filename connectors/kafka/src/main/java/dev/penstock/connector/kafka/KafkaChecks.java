package dev.penstock.connector.kafka;

import dev.penstock.api.Check;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Tests a connection step by step: reach a broker, find the topics. */
final class KafkaChecks {
    private final Admin admin;
    private final Deadline deadline;
    private final List<Check> checks = new ArrayList<>();

    private KafkaChecks(Admin admin, Deadline deadline) {
        this.admin = admin;
        this.deadline = deadline;
    }

    /** Tests what a source needs; topics that are not there yet are no failure, for they may come. */
    static List<Check> of(Map<String, Object> properties, Topics topics, boolean mustExist, Deadline deadline)
            throws InterruptedException {
        try (Admin admin = Admin.create(properties)) {
            return new KafkaChecks(admin, deadline).run(topics, mustExist);
        } catch (RuntimeException e) {
            return List.of(Check.failed("reach broker", Faults.ofClient(e)));
        }
    }

    private List<Check> run(Topics topics, boolean mustExist) throws InterruptedException {
        try {
            String cluster = get(admin.describeCluster().clusterId());
            checks.add(Check.passed("reach broker", "cluster " + cluster));
        } catch (ExecutionException | TimeoutException e) {
            return List.of(Check.failed("reach broker", failure(e)));
        }
        switch (topics.kind()) {
            case SINGLE -> find(((Topics.Single) topics).name(), mustExist);
            case LISTED -> {
                for (String name : ((Topics.Listed) topics).names()) {
                    find(name, mustExist);
                }
            }
            case MATCHING -> match(topics);
        }
        return checks;
    }

    private void find(String topic, boolean mustExist) throws InterruptedException {
        try {
            @Nullable
            TopicDescription found =
                    get(admin.describeTopics(Set.of(topic)).allTopicNames()).get(topic);
            checks.add(Check.passed(
                    "find topic",
                    topic + ", " + (found == null ? 0 : found.partitions().size()) + " partitions"));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException && !mustExist) {
                checks.add(Check.passed("find topic", topic + " is not there yet"));
            } else {
                checks.add(Check.failed("find topic", failure(e)));
            }
        } catch (TimeoutException e) {
            checks.add(Check.failed("find topic", failure(e)));
        }
    }

    private void match(Topics topics) throws InterruptedException {
        try {
            long count = get(admin.listTopics().names()).stream()
                    .filter(topics::contains)
                    .count();
            checks.add(Check.passed("find topics", count + " match"));
        } catch (ExecutionException | TimeoutException e) {
            checks.add(Check.failed("find topics", failure(e)));
        }
    }

    private <T> T get(KafkaFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(Math.max(1, deadline.remaining().toMillis()), TimeUnit.MILLISECONDS);
    }

    private static Failure failure(Exception e) {
        if (e instanceof ExecutionException && e.getCause() != null) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Failure.user("no-topic", "the topic is not there; create it");
            }
            return Faults.ofClient(e.getCause());
        }
        return Failure.disconnected("no-broker", "no broker answered in time; check 'bootstrap-servers'");
    }
}
