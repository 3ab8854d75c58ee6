package io.plumbline.monitoring.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Reads rows of the table `alert`.
public final class AlertRows {

    private static final JsonMapper JSON = JsonMapper.shared();

    private AlertRows() {}

    public static Alert read(ResultSet row) throws SQLException {
        Timestamp resolved = row.getTimestamp("resolved_at");
        return new Alert(
                row.getObject("id", UUID.class),
                row.getString("team"),
                new AlertKey(
                        AlertSource.valueOf(row.getString("source")), row.getString("name"), row.getString("rule")),
                AlertSeverity.valueOf(row.getString("severity")),
                row.getString("title"),
                row.getString("description"),
                JSON.readValue(row.getString("evidence"), new TypeReference<Map<String, Object>>() {}),
                row.getTimestamp("started_at").toInstant(),
                resolved == null ? null : resolved.toInstant(),
                row.getObject("incident_id", UUID.class),
                row.getString("route"));
    }
}
