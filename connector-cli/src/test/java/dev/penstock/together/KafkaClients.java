package dev.penstock.together;

import com.sun.tools.attach.VirtualMachine;
import java.util.Map;
import java.util.TreeMap;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Asks a process which Kafka clients live in it. Each client registers a bean that says its version, as it stands in the
 * jar that its classes were loaded from.
 */
final class KafkaClients {
    private KafkaClients() {}

    /** The version of each consumer and producer by its {@code client.id}. */
    @SuppressWarnings("BanJNDI") // the address is that of an agent which this test has just started itself
    static Map<String, String> versions(long pid) throws Exception {
        Map<String, String> versions = new TreeMap<>();
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try (JMXConnector connector =
                JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            for (ObjectName client : beans.queryNames(new ObjectName("kafka.*:type=app-info,id=*"), null)) {
                versions.put(
                        client.getKeyProperty("id"),
                        beans.getAttribute(client, "Version").toString());
            }
        } finally {
            machine.detach();
        }
        return versions;
    }
}
