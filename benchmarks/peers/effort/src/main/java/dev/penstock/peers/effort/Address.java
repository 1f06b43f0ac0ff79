package dev.penstock.peers.effort;

import java.net.URI;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/** Refuses what is no address. */
final class Address implements Validator {
    @Override
    public void ensureValid(String name, Object value) {
        try {
            URI.create(String.valueOf(value));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name, value, "not an address");
        }
    }
}
