package dev.penstock.connector.http;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import java.util.List;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Pages that name the address of the next one. A token is an address; none leads to another origin. */
final class AddressPager implements Pager {
    /** Stands, in a stored token, for the value of a parameter of the list's own address. */
    private static final String SAME = "*";

    private final Function<Answer, @Nullable String> next;

    AddressPager(Function<Answer, @Nullable String> next) {
        this.next = next;
    }

    @Override
    public Ask page(Ask list, String token) {
        return list.to(address(list.address(), token));
    }

    private static HttpUrl address(HttpUrl list, String token) {
        HttpUrl address = list.resolve(token);
        if (address == null) {
            throw new ConnectorException(Failure.external("paging-no-address", "the next page has no usable address"));
        }
        return address;
    }

    @Override
    public @Nullable String next(@Nullable String token, Answer answer, int items) {
        String found = next.apply(answer);
        if (found == null || found.isEmpty()) {
            return null;
        }
        HttpUrl address = address(answer.address(), found);
        if (!Addresses.sameOrigin(answer.address(), address)) {
            // I7: what proves who asks goes nowhere else
            throw new ConnectorException(Failure.user(
                    "paging-other-host",
                    "the page at " + answer.address().host() + " names a next page at " + address.host()
                            + "; set the url to the host that serves the pages"));
        }
        return address.toString();
    }

    @Override
    public String stored(String token, HttpUrl list) {
        HttpUrl address = address(list, token);
        HttpUrl.Builder changed = address.newBuilder().query(null);
        for (int i = 0; i < address.querySize(); i++) {
            String name = address.queryParameterName(i);
            boolean same = list.queryParameterValues(name).equals(List.of(text(address.queryParameterValue(i))));
            changed.addQueryParameter(name, same ? SAME : address.queryParameterValue(i)); // I7
        }
        HttpUrl shown = changed.build();
        String query = shown.encodedQuery();
        return shown.encodedPath() + (query == null ? "" : "?" + query);
    }

    @Override
    public String restored(String stored, HttpUrl list) {
        HttpUrl address = address(list, stored);
        HttpUrl.Builder changed = address.newBuilder().query(null);
        for (int i = 0; i < address.querySize(); i++) {
            String name = address.queryParameterName(i);
            String value = address.queryParameterValue(i);
            String configured = list.queryParameter(name);
            changed.addQueryParameter(name, SAME.equals(value) && configured != null ? configured : value);
        }
        return changed.build().toString();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
