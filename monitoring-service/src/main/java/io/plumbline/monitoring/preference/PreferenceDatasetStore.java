package io.plumbline.monitoring.preference;

import io.plumbline.kit.tenancy.Tenancy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Stores which versions of datasets were made from feedback, and the keys of the preferences in them. Always
/// in the caller's transaction.
@Repository
class PreferenceDatasetStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    PreferenceDatasetStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(PreferenceDataset made) {
        jdbc.sql("""
                        insert into preference_dataset
                            (id, team, dataset, format, rules, counts, new_preferences, plan, created_at)
                        values (:id, :team, :dataset, :format, :rules, :counts, :new, :plan, :createdAt)
                        """)
                .param("id", made.id())
                .param("team", made.team())
                .param("dataset", made.dataset())
                .param("format", made.format().name())
                .param("rules", JSON.writeValueAsString(made.rules()))
                .param("counts", JSON.writeValueAsString(made.counts()))
                .param("new", made.newPreferences())
                .param("plan", made.plan())
                .param("createdAt", Timestamp.from(made.createdAt()))
                .update();
    }

    /// Returns those of the keys that no version of the dataset has.
    Set<String> unknown(String team, String dataset, List<String> keys) {
        Set<String> unknown = new HashSet<>(keys);
        unknown.removeAll(jdbc.sql(
                        "select key from preference_key where team = :team and dataset = :dataset and key = any (:keys)")
                .param("team", team)
                .param("dataset", dataset)
                .param("keys", keys.toArray(String[]::new))
                .query(String.class)
                .list());
        return unknown;
    }

    void addKeys(String team, String dataset, Set<String> keys) {
        jdbc.sql("""
                        insert into preference_key (team, dataset, key)
                        select :team, :dataset, unnest(cast(:keys as text[])) on conflict do nothing
                        """)
                .param("team", team)
                .param("dataset", dataset)
                .param("keys", keys.toArray(String[]::new))
                .update();
    }

    Optional<PreferenceDataset> find(UUID id) {
        return jdbc.sql("select * from preference_dataset where id = ?")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    /// Newest first.
    List<PreferenceDataset> newest(@Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select * from preference_dataset
                        where (cast(:teams as text[]) is null or team = any (cast(:teams as text[])))
                          and (cast(:before as uuid) is null or id < cast(:before as uuid))
                        order by id desc limit :limit
                        """)
                .param(
                        "teams",
                        Tenancy.teams()
                                .map(teams -> teams.toArray(String[]::new))
                                .orElse(null))
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    private static PreferenceDataset read(ResultSet row) throws SQLException {
        return new PreferenceDataset(
                row.getObject("id", UUID.class),
                row.getString("team"),
                row.getString("dataset"),
                PreferenceFormat.valueOf(row.getString("format")),
                JSON.readValue(row.getString("rules"), PreferenceRules.class),
                JSON.readValue(row.getString("counts"), PreferenceCounts.class),
                row.getLong("new_preferences"),
                row.getString("plan"),
                row.getTimestamp("created_at").toInstant());
    }
}
