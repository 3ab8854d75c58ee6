package io.plumbline.monitoring.roi;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Writes the tables of [RoiProjection].
@Repository
class RoiStore {

    private final JdbcClient jdbc;

    RoiStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A version of a registered asset.
    ///
    /// @param kind `MODEL` or `PROMPT`
    record Version(String kind, String name, int number) {}

    /// A finished gate.
    ///
    /// @param candidate null for a route
    /// @param counts whether the verdict counts for a promotion
    /// @param judged items that a judge rated; null if the event does not state it
    record FinishedGate(
            String id,
            String team,
            @Nullable Version candidate,
            String verdict,
            boolean counts,
            long items,
            @Nullable Long judged,
            Instant finishedAt) {}

    void register(Version version, String team, @Nullable String provider, @Nullable String upstreamModel, Instant at) {
        with(jdbc.sql("""
                        insert into roi_version (kind, name, version, team, provider, upstream_model, registered_at)
                        values (:kind, :name, :version, :team, :provider, :upstreamModel, :at)
                        on conflict do nothing
                        """), version)
                .param("team", team)
                .param("provider", provider)
                .param("upstreamModel", upstreamModel)
                .param("at", Timestamp.from(at))
                .update();
    }

    /// Notes that a version is in production, unless it was before.
    void promote(Version version, Instant at) {
        with(jdbc.sql("""
                        update roi_version set production_at = :at
                        where kind = :kind and name = :name and version = :version and production_at is null
                        """), version).param("at", Timestamp.from(at)).update();
    }

    void finish(FinishedGate gate) {
        RoiStore.Version candidate = gate.candidate();
        jdbc.sql("""
                        insert into roi_gate
                            (gate_id, team, kind, name, version, verdict, counts, items, judged, finished_at)
                        values (:id, :team, :kind, :name, :version, :verdict, :counts, :items, :judged, :at)
                        on conflict do nothing
                        """)
                .param("id", gate.id())
                .param("team", gate.team())
                .param("kind", candidate == null ? null : candidate.kind())
                .param("name", candidate == null ? null : candidate.name())
                .param("version", candidate == null ? null : candidate.number())
                .param("verdict", gate.verdict())
                .param("counts", gate.counts())
                .param("items", gate.items())
                .param("judged", gate.judged())
                .param("at", Timestamp.from(gate.finishedAt()))
                .update();
    }

    void discard(String gateId) {
        jdbc.sql("delete from roi_gate where gate_id = ?").param(gateId).update();
    }

    void refuse(UUID event, String team, Version version, Instant at) {
        with(jdbc.sql("""
                        insert into roi_refusal values (:id, :team, :kind, :name, :version, :at)
                        on conflict do nothing
                        """), version)
                .param("id", event)
                .param("team", team)
                .param("at", Timestamp.from(at))
                .update();
    }

    void clear() {
        for (String table : new String[] {"roi_version", "roi_gate", "roi_refusal"}) {
            jdbc.sql("delete from " + table).update();
        }
    }

    private static JdbcClient.StatementSpec with(JdbcClient.StatementSpec sql, Version version) {
        return sql.param("kind", version.kind()).param("name", version.name()).param("version", version.number());
    }
}
