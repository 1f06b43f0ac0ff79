package dev.penstock.cli.packaging;

import static dev.penstock.cli.packaging.YamlTree.map;

import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.ConfigNode.Mapping;
import dev.penstock.function.FunctionDefinition.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * KEDA's trigger {@code postgresql}: a query that counts the rows behind the position of a pipeline. It can be written where one
 * database holds both the table and the pipeline's state, and the file says which column grows; names that need no thought
 * about case only.
 */
final class PostgresBacklog {
    private static final Pattern URL = Pattern.compile(
            "jdbc:postgresql://(?<host>[A-Za-z0-9.-]+)(:(?<port>[0-9]{1,5}))?/(?<database>[A-Za-z0-9_-]+)(\\?(?<more>.*))?");
    private static final Pattern SSL_MODE = Pattern.compile("(^|&)sslmode=(?<mode>[a-z-]+)(&|$)");
    private static final Pattern TABLE = Pattern.compile("([a-z_][a-z0-9_]*\\.)?[a-z_][a-z0-9_]*");
    private static final Pattern COLUMN = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final Pattern ONE_VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");
    private static final String STATE_TABLE = "penstock_state";
    private static final int MOST = 10_000;

    private final FunctionPlan plan;
    private final Mapping source;
    private final Matcher url;
    private final String stateTable;

    private PostgresBacklog(FunctionPlan plan, Mapping source, Matcher url, String stateTable) {
        this.plan = plan;
        this.source = source;
        this.url = url;
        this.stateTable = stateTable;
    }

    /** The trigger of a pipeline; empty where the query cannot be written. */
    static Optional<PostgresBacklog> of(FunctionPlan plan) {
        Part source = plan.definition().source();
        Part state = plan.definition().state();
        if (source == null || state == null || !isJdbc(source) || !isJdbc(state)) {
            return Optional.empty();
        }
        Mapping config = source.config();
        String address = text(config, "url").orElse("");
        Matcher url = URL.matcher(address);
        String stateTable = text(state.config(), "table").orElse(STATE_TABLE);
        boolean one = url.matches() && text(state.config(), "url").equals(Optional.of(address));
        boolean plain = matches(config, "table", TABLE)
                && matches(config, "incrementing-column", COLUMN)
                && TABLE.matcher(stateTable).matches();
        boolean asUsual = text(config, "mode").orElse("incrementing").equals("incrementing")
                && text(config, "start").orElse("beginning").equals("beginning");
        boolean login = matches(config, "password", ONE_VARIABLE)
                && text(config, "username")
                        .filter(user -> !user.contains("${")
                                || ONE_VARIABLE.matcher(user).matches())
                        .isPresent();
        return one && plain && asUsual && login
                ? Optional.of(new PostgresBacklog(plan, config, url, stateTable))
                : Optional.empty();
    }

    private static boolean isJdbc(Part part) {
        return part.connector().equals("jdbc");
    }

    private static Optional<String> text(Mapping config, String key) {
        return config.get(key) instanceof ConfigNode.Text text ? Optional.of(text.text()) : Optional.empty();
    }

    private static boolean matches(Mapping config, String key, Pattern pattern) {
        return text(config, key).filter(text -> pattern.matcher(text).matches()).isPresent();
    }

    Map<String, Object> trigger(int target) {
        Map<String, Object> metadata = map(
                "host",
                url.group("host"),
                "port",
                url.group("port") == null ? "5432" : url.group("port"),
                "dbName",
                url.group("database"),
                "sslmode",
                sslMode());
        if (!isVariable("username")) {
            metadata.put("userName", text(source, "username").orElse(""));
        }
        metadata.put("query", query());
        metadata.put("targetQueryValue", Integer.toString(target));
        metadata.put("activationTargetQueryValue", "0");
        return map("type", "postgresql", "metadata", metadata, "authenticationRef", map("name", name()));
    }

    private String sslMode() {
        Matcher mode = SSL_MODE.matcher(url.group("more") == null ? "" : url.group("more"));
        return mode.find() ? mode.group("mode") : "prefer"; // as the driver does
    }

    /** Of a pipeline that has no position yet all rows wait, for it begins at the beginning. */
    private String query() {
        String table = text(source, "table").orElse("");
        String own = table.substring(table.indexOf('.') + 1);
        String position = "SELECT min((place.value ->> 'incrementing')::bigint) FROM " + quoted(stateTable)
                + ", json_each(entry_value::json -> 'offsets') AS place WHERE entry_key = '"
                + plan.name().replace("'", "''") + "/offsets' AND (place.key = '" + table + "' OR place.key = '" + own
                + "' OR right(place.key, " + (own.length() + 1) + ") = '." + own + "')";
        return "SELECT count(*) FROM (SELECT 1 FROM " + quoted(table) + " WHERE "
                + quoted(text(source, "incrementing-column").orElse("")) + " > COALESCE((" + position
                + "), '-9223372036854775808'::bigint) LIMIT " + MOST + ") AS waiting";
    }

    private static String quoted(String name) {
        return '"' + name.replace(".", "\".\"") + '"';
    }

    private boolean isVariable(String key) {
        return matches(source, key, ONE_VARIABLE);
    }

    private String name() {
        return KubernetesNames.dnsName(plan) + "-postgresql";
    }

    /** I7: KEDA signs in with the secret that the pods have, too. */
    Map<String, Object> authentication() {
        List<Object> parameters = new ArrayList<>();
        parameters.add(parameter("password", "password"));
        if (isVariable("username")) {
            parameters.add(parameter("userName", "username"));
        }
        return map(
                "apiVersion",
                "keda.sh/v1alpha1",
                "kind",
                "TriggerAuthentication",
                "metadata",
                map("name", name()),
                "spec",
                map("secretTargetRef", parameters));
    }

    private Map<String, Object> parameter(String parameter, String key) {
        String variable = text(source, key).orElse("").replaceAll(ONE_VARIABLE.pattern(), "$1");
        return map("parameter", parameter, "name", KubernetesNames.dnsName(plan) + "-environment", "key", variable);
    }
}
