package dev.penstock.connector.rocketmq;

import dev.penstock.api.config.Secret;
import java.util.UUID;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.ClientConfig;
import org.apache.rocketmq.remoting.RPCHook;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a cluster, and as whom.
 *
 * @param nameServer its name servers, separated by semicolons
 * @param accessKey who, or null
 * @param secretKey the proof, or null
 */
record Access(String nameServer, @Nullable String accessKey, @Nullable Secret secretKey) {
    static final String NAME_SERVER = "[^\\s;,]+:\\d{1,5}(\\s*[;,]\\s*[^\\s;,]+:\\d{1,5})*";

    static void check(@Nullable String accessKey, @Nullable Secret secretKey) {
        if ((accessKey == null) != (secretKey == null)) {
            throw new IllegalArgumentException("access-key and secret-key go together; give both or none");
        }
    }

    /** What every client of ours has in common; its instance shares nothing with another. */
    <T extends ClientConfig> T apply(T client) {
        client.setNamesrvAddr(nameServer.replaceAll("\\s*[;,]\\s*", ";"));
        client.setInstanceName("penstock-" + UUID.randomUUID());
        client.setVipChannelEnabled(false);
        client.setPollNameServerInterval(5_000);
        client.setHeartbeatBrokerInterval(10_000);
        client.setPersistConsumerOffsetInterval(1_000);
        client.setMqClientApiTimeout(3_000);
        return client;
    }

    /** Signs each request; null when there is nobody to sign for. */
    @Nullable
    RPCHook signature() {
        return accessKey == null || secretKey == null
                ? null
                : new AclClientRPCHook(new SessionCredentials(accessKey, secretKey.reveal()));
    }

    /** The text without the secret, should a library have put it there. */
    String masked(String text) {
        return secretKey == null || secretKey.reveal().isEmpty()
                ? text
                : text.replace(secretKey.reveal(), "******"); // I7
    }
}
