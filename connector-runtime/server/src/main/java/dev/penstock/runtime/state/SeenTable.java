package dev.penstock.runtime.state;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** The statements of the table of seen deliveries. */
final class SeenTable {
    private SeenTable() {}

    static SeenWindow load(Session session, String pipeline) throws SQLException {
        SeenWindow window = new SeenWindow();
        PreparedStatement all = session.statement("select id, at from seen where pipeline = ? order by at");
        all.setString(1, pipeline);
        try (ResultSet rows = all.executeQuery()) {
            while (rows.next()) {
                window.add(rows.getString(1), rows.getLong(2));
            }
        }
        return window;
    }

    static boolean contains(Session session, String pipeline, String id, long since) throws SQLException {
        PreparedStatement one = session.statement("select 1 from seen where pipeline = ? and id = ? and at >= ?");
        one.setString(1, pipeline);
        one.setString(2, id);
        one.setLong(3, since);
        try (ResultSet rows = one.executeQuery()) {
            return rows.next();
        }
    }

    static void put(Session session, String pipeline, Map<String, Long> ids) throws SQLException {
        PreparedStatement put = session.statement(
                "insert into seen values (?, ?, ?)" + " on conflict do update set at = max(at, excluded.at)");
        for (Map.Entry<String, Long> id : ids.entrySet()) {
            put.setString(1, pipeline);
            put.setString(2, id.getKey());
            put.setLong(3, id.getValue());
            put.executeUpdate();
        }
    }

    static void prune(Session session, String pipeline, long before) throws SQLException {
        PreparedStatement delete = session.statement("delete from seen where pipeline = ? and at < ?");
        delete.setString(1, pipeline);
        delete.setLong(2, before);
        delete.executeUpdate();
    }
}
