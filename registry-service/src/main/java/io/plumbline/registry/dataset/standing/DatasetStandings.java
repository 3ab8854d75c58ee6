package io.plumbline.registry.dataset.standing;

import io.plumbline.registry.dataset.standing.DatasetRules.Counts;
import io.plumbline.registry.dataset.standing.DatasetRules.MeaningCounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Finds the dataset versions that the policy blocks, by the newest audit of each. The rules are the member
/// `datasets` of the supply-chain policy.
@Repository
@Transactional(readOnly = true)
public class DatasetStandings {

    private static final String NEWEST = """
            select v.id, d.name || '@' || v.number as reference, a.report is not null as was_audited,
                (a.report ->> 'audited')::bigint as audited,
                (a.report #>> '{duplicates,count}')::bigint as duplicates,
                (a.report #>> '{nearDuplicates,count}')::bigint as near_duplicates,
                (a.report #>> '{contradictions,count}')::bigint as contradictions,
                (select coalesce(max((each ->> 'count')::bigint), 0)
                    from jsonb_array_elements(a.report -> 'contamination') each) as contamination,
                jsonb_array_length(a.report -> 'phrases') as phrases,
                (a.report #>> '{byMeaning,embedded}')::bigint as embedded,
                (a.report #>> '{byMeaning,labelFlips,count}')::bigint as label_flips,
                (a.report #>> '{byMeaning,outliers,count}')::bigint as outliers
            from dataset_version v join dataset d on d.id = v.dataset_id
            left join lateral (
                select report from dataset_audit where version_id = v.id order by id desc limit 1) a on true
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DatasetStandings(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Audited(
            UUID id, String reference, @Nullable Counts counts) {}

    /// Returns the rules of the stored policy.
    public DatasetRules rules() {
        return jdbc.sql(
                        "select document -> 'datasets' from supply_chain_policy where document -> 'datasets' is not null")
                .query((row, _) -> json.readValue(row.getString(1), DatasetRules.class))
                .optional()
                .orElse(DatasetRules.NONE);
    }

    /// Returns the reasons for each of these versions that is blocked.
    public Map<UUID, List<String>> blocked(Collection<UUID> versionIds) {
        DatasetRules rules = rules();
        Map<UUID, List<String>> blocked = new HashMap<>();
        if (!rules.blockNothing() && !versionIds.isEmpty()) {
            jdbc.sql(NEWEST + " where v.id = any (?)")
                    .param(versionIds.toArray(UUID[]::new))
                    .query(DatasetStandings::audited)
                    .list()
                    .forEach(each -> put(blocked, each.id(), rules.reasons(each.counts())));
        }
        return blocked;
    }

    /// Returns the reasons for each of these versions that is blocked, as far as the caller can see it.
    ///
    /// @param references as `name@version`
    public Map<String, List<String>> blocked(DatasetRules rules, Collection<String> references) {
        Map<String, List<String>> blocked = new HashMap<>();
        if (!rules.blockNothing() && !references.isEmpty()) {
            jdbc.sql(NEWEST + " where d.name || '@' || v.number = any (?)")
                    .param(references.toArray(String[]::new))
                    .query(DatasetStandings::audited)
                    .list()
                    .forEach(each -> put(blocked, each.reference(), rules.reasons(each.counts())));
        }
        return blocked;
    }

    private static <K> void put(Map<K, List<String>> blocked, K key, List<String> reasons) {
        if (!reasons.isEmpty()) {
            blocked.put(key, reasons);
        }
    }

    private static Audited audited(ResultSet row, int number) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        String reference = row.getString("reference");
        if (!row.getBoolean("was_audited")) {
            return new Audited(id, reference, null);
        }
        long embedded = row.getLong("embedded");
        MeaningCounts meaning = row.wasNull() || embedded == 0
                ? null
                : new MeaningCounts(embedded, row.getLong("label_flips"), row.getLong("outliers"));
        return new Audited(
                id,
                reference,
                new Counts(
                        row.getLong("audited"),
                        row.getLong("duplicates"),
                        row.getLong("near_duplicates"),
                        row.getLong("contradictions"),
                        row.getLong("contamination"),
                        row.getLong("phrases"),
                        meaning));
    }
}
