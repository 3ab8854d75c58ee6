package io.plumbline.registry.suite;

import io.plumbline.clients.eval.EvalSnapshot.SuiteEntry;
import io.plumbline.registry.suite.SuiteTimeline.Revision;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
                                insert into suite_revision (name, revision, digest, dataset, stored_at)
                                values (?, ?, ?, ?, ?) on conflict (name, revision) do nothing
                                """)
                        .params(
                                suite.name(),
                                suite.revision(),
                                suite.digest(),
                                suite.dataset(),
                                suite.storedAt().atOffset(ZoneOffset.UTC))
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

    /// Records that siblings know the suite's revisions up to this one.
    void markSent(String suite, int revision) {
        jdbc.sql("update suite_revision set told = true where name = ? and revision <= ? and not told")
                .params(suite, revision)
                .update();
    }

    /// Returns suite → its timeline. Unknown suites are omitted.
    @Transactional(readOnly = true)
    public Map<String, SuiteTimeline> timelines(Collection<String> suites) {
        Map<String, List<Revision>> revisions = new HashMap<>();
        jdbc.sql("select name, revision, stored_at from suite_revision where name = any(?)")
                .param(suites.toArray(String[]::new))
                .query(row -> {
                    revisions
                            .computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                            .add(new Revision(
                                    row.getInt(2),
                                    row.getObject(3, OffsetDateTime.class).toInstant()));
                });
        Map<String, SuiteTimeline> timelines = new HashMap<>();
        revisions.forEach((suite, its) -> timelines.put(suite, new SuiteTimeline(its)));
        return timelines;
    }
}
