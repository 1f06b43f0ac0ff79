package dev.penstock.servers.rocketmq;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.rocketmq.auth.config.AuthConfig;
import org.apache.rocketmq.broker.BrokerController;
import org.apache.rocketmq.common.BrokerConfig;
import org.apache.rocketmq.common.MQVersion;
import org.apache.rocketmq.common.ServiceThread;
import org.apache.rocketmq.common.namesrv.NamesrvConfig;
import org.apache.rocketmq.namesrv.NamesrvController;
import org.apache.rocketmq.remoting.netty.NettyClientConfig;
import org.apache.rocketmq.remoting.netty.NettyServerConfig;
import org.apache.rocketmq.store.config.FlushDiskType;
import org.apache.rocketmq.store.config.MessageStoreConfig;

/**
 * Runs a name server and a broker: {@code Main DIRECTORY NAMESRV-PORT BROKER-PORT HA-PORT FLAVOUR}; says {@code ready
 * HOST:PORT}. With the flavour {@code acl} clients must sign in. The broker takes the port two below its own, too.
 */
public final class Main {
    private static final String HOST = "127.0.0.1";
    private static final String ADMIN = "{\"username\":\"admin\",\"password\":\"admin-secret\"}";
    private static final String INNER = "{\"accessKey\":\"admin\",\"secretKey\":\"admin-secret\"}";

    private Main() {}

    /** Ends at the line {@code stop}, or at once at {@code kill} and at the end of standard input. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0], "home");
        Files.createDirectories(home);
        prepare(home);
        String address = HOST + ":" + arguments[1];
        NamesrvController nameServer = nameServer(home, Integer.parseInt(arguments[1]));
        BrokerController broker = broker(
                home,
                address,
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]),
                "acl".equals(arguments[4]));
        while (nameServer
                .getRouteInfoManager()
                .getAllClusterInfo()
                .getBrokerAddrTable()
                .isEmpty()) {
            broker.registerBrokerAll(true, false, true);
            Thread.sleep(20);
        }
        System.out.println("ready " + address);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if ("stop".equals(orders.readLine())) {
            // A shutdown takes fifteen seconds; what it stores that a kill does not, are these.
            broker.getConsumerOffsetManager().persist();
            broker.getMessageStore().flush();
        }
        Runtime.getRuntime().halt(0);
    }

    private static void prepare(Path home) throws Exception {
        Path silence = home.resolve("logback.xml");
        Files.writeString(silence, "<configuration><root level=\"OFF\"/></configuration>");
        System.setProperty("rmq.logback.configurationFile", silence.toString());
        System.setProperty("rocketmq.home.dir", home.toString());
        System.setProperty("user.home", home.toString());
        System.setProperty("tls.server.mode", "disabled");
        // Without it the name server takes the broker for one of another age and keeps no topics.
        System.setProperty("rocketmq.remoting.version", Integer.toString(MQVersion.CURRENT_VERSION));
    }

    private static NamesrvController nameServer(Path home, int port) throws Exception {
        NamesrvConfig config = new NamesrvConfig();
        config.setRocketmqHome(home.toString());
        config.setKvConfigPath(home.resolve("kvConfig.json").toString());
        NamesrvController nameServer = new NamesrvController(config, server(port));
        if (!nameServer.initialize()) {
            throw new IllegalStateException("the name server does not start");
        }
        nameServer.start();
        return nameServer;
    }

    private static BrokerController broker(Path home, String nameServer, int port, int haPort, boolean acl)
            throws Exception {
        BrokerConfig config = new BrokerConfig();
        config.setRocketmqHome(home.toString());
        config.setNamesrvAddr(nameServer);
        config.setBrokerIP1(HOST);
        config.setBrokerIP2(HOST);
        config.setBrokerName("broker-a");
        config.setDefaultTopicQueueNums(4);
        config.setEnablePropertyFilter(true);
        // A broker that is killed forgets the positions of the last moments; the shorter, the more a test may demand.
        config.setFlushConsumerOffsetInterval(200);
        // On a machine that is busy with a build, a request that waited a fifth of a second is no reason to refuse it.
        config.setWaitTimeMillsInSendQueue(10_000);
        config.setRegisterNameServerPeriod(10_000);
        BrokerController broker = new BrokerController(
                config, server(port), new NettyClientConfig(), store(home, haPort), auth(home, acl));
        if (!broker.initialize()) {
            throw new IllegalStateException("the broker does not start");
        }
        broker.start();
        stopBurning(broker);
        return broker;
    }

    private static NettyServerConfig server(int port) {
        NettyServerConfig config = new NettyServerConfig();
        config.setBindAddress(HOST);
        config.setListenPort(port);
        return config;
    }

    private static MessageStoreConfig store(Path home, int haPort) {
        MessageStoreConfig config = new MessageStoreConfig();
        config.setStorePathRootDir(home.resolve("store").toString());
        config.setStorePathCommitLog(home.resolve("store/commitlog").toString());
        config.setHaListenPort(haPort);
        config.setMappedFileSizeCommitLog(16 << 20);
        config.setMappedFileSizeConsumeQueue(20 * 3000);
        config.setMaxHashSlotNum(10_000);
        config.setMaxIndexNum(40_000);
        config.setDiskMaxUsedSpaceRatio(95);
        config.setFlushDiskType(FlushDiskType.SYNC_FLUSH);
        config.setOsPageCacheBusyTimeOutMills(10_000);
        config.setMessageDelayLevel("1s 1s 1s 1s 1s 1s 1s 1s 1s 1s 1s 1s 1s 1s 1s 1s 1s 1s");
        return config;
    }

    private static AuthConfig auth(Path home, boolean acl) {
        AuthConfig config = new AuthConfig();
        config.setConfigName("penstock");
        config.setClusterName("DefaultCluster");
        config.setAuthConfigPath(home.resolve("auth").toString());
        if (acl) {
            config.setAuthenticationEnabled(true);
            config.setAuthenticationProvider(
                    "org.apache.rocketmq.auth.authentication.provider.DefaultAuthenticationProvider");
            config.setAuthenticationMetadataProvider(
                    "org.apache.rocketmq.auth.authentication.provider.LocalAuthenticationMetadataProvider");
            config.setInitAuthenticationUser(ADMIN);
            config.setInnerClientAuthenticationCredentials(INNER);
        }
        return config;
    }

    /** This one spins, at a third of a core, and only counts transactions. */
    private static void stopBurning(BrokerController broker) throws ReflectiveOperationException {
        Field field = BrokerController.class.getDeclaredField("transactionMetricsFlushService");
        field.setAccessible(true);
        ((ServiceThread) field.get(broker)).shutdown();
    }
}
