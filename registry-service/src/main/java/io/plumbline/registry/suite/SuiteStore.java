package io.plumbline.registry.suite;

import io.plumbline.clients.eval.EvalSnapshot.SuiteEntry;
import io.plumbline.registry.suite.SuiteTimeline.Revision;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// The table of suite revisions known to the registry. All replicas decide by it, even while eval-service is
/// unavailable. Rows never change except for the mark that siblings have been informed.
@Repository
@Transactional
public class SuiteStore {

    private final JdbcClient jdbc;

    SuiteStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Stores new revisions.
    void keep(Collection<SuiteEntry> suites) {
        Map<String, Integer> newest = new HashMap<>();
        jdbc.sql("select name, max(revision) from suite_revision group by name").query(row -> {
            newest.put(row.getString(1), row.getInt(2));
        });
        for (SuiteEntry suite : suites) {
            if (newest.getOrDefault(suite.name(), 0) < suite.revision()) {
                jdbc.sql("""
                                insert into suite_revision (name, revision, digest, dataset, stored_at, approval_id)
                                values (?, ?, ?, ?, ?, ?) on conflict (name, revision) do nothing
                                """)
                        .param(suite.name())
                        .param(suite.revision())
                        .param(suite.digest())
                        .param(suite.dataset())
                        .param(suite.storedAt().atOffset(ZoneOffset.UTC))
                        .param(suite.approvalId())
                        .update();
            }
        }
    }

    /// Returns suites with revisions that siblings do not know yet, and the newest of these.
    @Transactional(readOnly = true)
    Map<String, Integer> untold() {
        Map<String, Integer> untold = new TreeMap<>();
        jdbc.sql("select name, max(revision) from suite_revision where not told group by name")
                .query(row -> {
                    untold.put(row.getString(1), row.getInt(2));
                });
        return untold;
    }

    /// Returns the models and prompts that require a suite, required it before their rules were loosened, or have
    /// a gate of it.
    @Transactional(readOnly = true)
    List<UUID> assetsOf(String suite) {
        return jdbc.sql("""
                        select id from asset
                        where required_suites @> to_jsonb(cast(:suite as text))
                            or loosening -> 'droppedSuites' @> to_jsonb(cast(:suite as text))
                        union
                        select asset_id from evaluation where gate and suite = :suite
                        """)
                .param("suite", suite)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /// The models and prompts that rest on suites of which one of these approvals is.
    @Transactional(readOnly = true)
    public Set<UUID> assetsOfSuitesApprovedBy(Collection<UUID> approvals) {
        Set<UUID> assets = new TreeSet<>();
        jdbc.sql("select distinct name from suite_revision where approval_id = any(?)")
                .param(approvals.toArray(UUID[]::new))
                .query(String.class)
                .list()
                .forEach(suite -> assets.addAll(assetsOf(suite)));
        return assets;
    }

    /// Siblings know of the suite's revisions up to this one.
    void markSent(String suite, int revision) {
        jdbc.sql("update suite_revision set told = true where name = ? and revision <= ? and not told")
                .params(suite, revision)
                .update();
    }

    /// Suite → what is known of it; one that nobody has told of is not in it.
    ///
    /// @param revoked approval → when it was revoked
    @Transactional(readOnly = true)
    public Map<String, SuiteTimeline> timelines(Collection<String> suites, Map<UUID, Instant> revoked) {
        Map<String, List<Revision>> revisions = new HashMap<>();
        jdbc.sql("select name, revision, stored_at, approval_id from suite_revision where name = any(?)")
                .param(suites.toArray(String[]::new))
                .query(row -> {
                    UUID approval = row.getObject(4, UUID.class);
                    revisions
                            .computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                            .add(new Revision(
                                    row.getInt(2),
                                    row.getObject(3, OffsetDateTime.class).toInstant(),
                                    approval == null ? null : revoked.get(approval)));
                });
        Map<String, SuiteTimeline> timelines = new HashMap<>();
        revisions.forEach((suite, its) -> timelines.put(suite, new SuiteTimeline(its)));
        return timelines;
    }
}
