package dev.penstock.cli;

import java.net.InetSocketAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code HOST:PORT}; an IPv6 host stands in brackets. */
final class SocketAddressConverter implements ITypeConverter<InetSocketAddress> {
    @Override
    public InetSocketAddress convert(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0 || (text.indexOf(':') != colon && !text.startsWith("["))) {
            throw new TypeConversionException("'" + text + "' is not HOST:PORT, as in 127.0.0.1:8080 or [::1]:8080");
        }
        String host = text.substring(0, colon);
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        try {
            return InetSocketAddress.createUnresolved(bare, Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "'" + text.substring(colon + 1) + "' is not a port; a port is a number from 0 to 65535");
        }
    }
}
