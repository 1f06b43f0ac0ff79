package dev.penstock.function.lambda;

import dev.penstock.api.webhook.WebhookRequest;
import java.util.List;

/** What an invocation carries. */
sealed interface Payload {
    /** From where, as logs and errors name it. */
    String kind();

    /**
     * An HTTP request.
     *
     * @param form how it was written down, and wants to be answered
     * @param request the request
     * @param manyValues whether the answer's headers are lists of values
     */
    record Http(HttpForm form, WebhookRequest request, boolean manyValues) implements Payload {
        @Override
        public String kind() {
            return form.text();
        }

        /** Whether a load balancer only asks if somebody is there; it says so in the agent's name. */
        boolean isHealthCheck() {
            String agent = request.header("user-agent");
            return form == HttpForm.LOAD_BALANCER
                    && request.method().equals("GET")
                    && agent != null
                    && agent.startsWith("ELB-HealthChecker/");
        }
    }

    /**
     * Records.
     *
     * @param kind from where
     * @param items the records, in order
     * @param answer how to tell what failed
     */
    record Records(String kind, List<Item> items, Answer answer) implements Payload {
        public Records {
            items = List.copyOf(items);
        }
    }
}
