package io.plumbline.monitoring.inventory;

import io.plumbline.audit.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables of [InventoryProjection].
@Repository
class InventoryStore {

    private final JdbcClient jdbc;

    InventoryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A configuration that is authorised for a production route.
    record Configuration(
            String route,
            String digest,
            String team,
            String variant,
            String environment,
            @Nullable String riskTier,
            Target target,
            @Nullable String prompt,
            @Nullable String policy,
            Grounds grounds,
            Instant authorizedAt) {}

    /// @param label `name@version` of a registered model, else `provider/model`
    record Target(
            String label, @Nullable String model, @Nullable Integer version, String provider, String upstreamModel) {}

    /// Why a configuration is authorised.
    ///
    /// @param expiresAt end of a temporary authorisation
    record Grounds(
            @Nullable String basis,
            @Nullable String approvalId,
            @Nullable String expiresAt) {}

    /// A registered asset in production.
    record Promoted(
            InventoryKind kind,
            String name,
            String team,
            @Nullable String riskTier,
            int version,
            Instant since,
            @Nullable String approvalId) {}

    /// The newest gate of a subject.
    record Gate(String team, String id, @Nullable String suite, String verdict, Instant finishedAt) {}

    /// Somebody who approved.
    record Approver(String approvalId, String type, String id, Instant decidedAt) {}

    void authorize(Configuration made) {
        jdbc.sql("""
                        insert into inventory_configuration values (
                            :route, :digest, :team, :variant, :environment, :riskTier, :target, :model, :version,
                            :provider, :upstreamModel, :prompt, :policy, :basis, :approvalId, :authorizedAt,
                            :expiresAt)
                        on conflict (route, digest) do update set
                            team = excluded.team, variant = excluded.variant, environment = excluded.environment,
                            risk_tier = excluded.risk_tier, basis = excluded.basis,
                            approval_id = excluded.approval_id, authorized_at = excluded.authorized_at,
                            expires_at = excluded.expires_at
                        """)
                .param("route", made.route())
                .param("digest", made.digest())
                .param("team", made.team())
                .param("variant", made.variant())
                .param("environment", made.environment())
                .param("riskTier", made.riskTier())
                .param("target", made.target().label())
                .param("model", made.target().model())
                .param("version", made.target().version())
                .param("provider", made.target().provider())
                .param("upstreamModel", made.target().upstreamModel())
                .param("prompt", made.prompt())
                .param("policy", made.policy())
                .param("basis", made.grounds().basis())
                .param("approvalId", made.grounds().approvalId())
                .param("authorizedAt", Timestamp.from(made.authorizedAt()))
                .param("expiresAt", made.grounds().expiresAt())
                .update();
    }

    void supersede(String route, String digest) {
        jdbc.sql("delete from inventory_configuration where route = ? and digest = ?")
                .params(route, digest)
                .update();
    }

    void describe(InventoryKind kind, String name, String team, String riskTier) {
        jdbc.sql("""
                        insert into inventory_asset (kind, name, team, risk_tier) values (?, ?, ?, ?)
                        on conflict (kind, name) do update set team = excluded.team, risk_tier = excluded.risk_tier
                        """).params(kind.name(), name, team, riskTier).update();
    }

    /// @param version null if none is in production any more
    void promote(
            InventoryKind kind,
            String name,
            String team,
            @Nullable Integer version,
            @Nullable String approvalId,
            Instant at) {
        jdbc.sql("""
                        insert into inventory_asset (kind, name, team, version, since, approval_id)
                        values (:kind, :name, :team, :version, :since, :approvalId)
                        on conflict (kind, name) do update set
                            version = excluded.version, since = excluded.since, approval_id = excluded.approval_id
                        """)
                .param("kind", kind.name())
                .param("name", name)
                .param("team", team)
                .param("version", version)
                .param("since", Timestamp.from(at))
                .param("approvalId", approvalId)
                .update();
    }

    void gated(String subject, Gate gate) {
        jdbc.sql("""
                        insert into inventory_gate values (:subject, :team, :id, :suite, :verdict, :finishedAt)
                        on conflict (subject) do update set
                            team = excluded.team, gate_id = excluded.gate_id, suite = excluded.suite,
                            verdict = excluded.verdict, finished_at = excluded.finished_at
                        """)
                .param("subject", subject)
                .param("team", gate.team())
                .param("id", gate.id())
                .param("suite", gate.suite())
                .param("verdict", gate.verdict())
                .param("finishedAt", Timestamp.from(gate.finishedAt()))
                .update();
    }

    void approve(String approvalId, Actor by, String team, Instant at) {
        jdbc.sql("insert into inventory_approver values (?, ?, ?, ?, ?) on conflict do nothing")
                .params(approvalId, by.type(), by.id(), team, Timestamp.from(at))
                .update();
    }

    void revoke(String approvalId) {
        jdbc.sql("delete from inventory_approver where approval_id = ?")
                .param(approvalId)
                .update();
    }

    void clear() {
        for (String table :
                List.of("inventory_configuration", "inventory_asset", "inventory_gate", "inventory_approver")) {
            jdbc.sql("delete from " + table).update();
        }
    }

    /// @param limit maximum number
    List<Configuration> configurations(int limit) {
        return jdbc.sql("select * from inventory_configuration order by route, variant, digest limit ?")
                .param(limit)
                .query((row, _) -> configuration(row))
                .list();
    }

    private static Configuration configuration(ResultSet row) throws SQLException {
        return new Configuration(
                row.getString("route"),
                row.getString("digest"),
                row.getString("team"),
                row.getString("variant"),
                row.getString("environment"),
                row.getString("risk_tier"),
                new Target(
                        row.getString("target"),
                        row.getString("model"),
                        row.getObject("model_version", Integer.class),
                        row.getString("provider"),
                        row.getString("upstream_model")),
                row.getString("prompt"),
                row.getString("policy"),
                new Grounds(row.getString("basis"), row.getString("approval_id"), row.getString("expires_at")),
                row.getTimestamp("authorized_at").toInstant());
    }

    /// @param limit maximum number
    List<Promoted> promoted(int limit) {
        return jdbc.sql("select * from inventory_asset where version is not null order by kind, name limit ?")
                .param(limit)
                .query((row, _) -> new Promoted(
                        InventoryKind.valueOf(row.getString("kind")),
                        row.getString("name"),
                        row.getString("team"),
                        row.getString("risk_tier"),
                        row.getInt("version"),
                        row.getTimestamp("since").toInstant(),
                        row.getString("approval_id")))
                .list();
    }

    /// Returns the newest gates by subject, of subjects in production.
    Map<String, Gate> gates() {
        record Named(String subject, Gate gate) {}
        return jdbc
                .sql("""
                        select * from inventory_gate where subject in (
                            select 'configuration:' || digest from inventory_configuration
                            union all select 'model:' || target from inventory_configuration
                            union all select 'prompt:' || prompt from inventory_configuration
                            union all select lower(kind) || ':' || name || '@' || version from inventory_asset)
                        """)
                .query((row, _) -> new Named(
                        row.getString("subject"),
                        new Gate(
                                row.getString("team"),
                                row.getString("gate_id"),
                                row.getString("suite"),
                                row.getString("verdict"),
                                row.getTimestamp("finished_at").toInstant())))
                .stream()
                .collect(Collectors.toMap(Named::subject, Named::gate));
    }

    /// Returns the approvers of what is in production, by approval.
    Map<String, List<Approver>> approvers() {
        return jdbc
                .sql("""
                        select * from inventory_approver where approval_id in (
                            select approval_id from inventory_configuration
                            union all select approval_id from inventory_asset)
                        order by decided_at, actor_id
                        """)
                .query((row, _) -> new Approver(
                        row.getString("approval_id"),
                        row.getString("actor_type"),
                        row.getString("actor_id"),
                        row.getTimestamp("decided_at").toInstant()))
                .stream()
                .collect(Collectors.groupingBy(Approver::approvalId));
    }
}
