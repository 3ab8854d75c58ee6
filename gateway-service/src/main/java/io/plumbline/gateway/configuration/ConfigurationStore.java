package io.plumbline.gateway.configuration;

import io.plumbline.configuration.RestsOn;
import io.plumbline.configuration.RiskTier;
import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.gateway.configuration.Authorized.Basis;
import io.plumbline.kit.problem.RequestProblem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The tables of the configurations with which routes may serve, and of the memory of route names. The database
/// limits what is visible to the caller's teams.
@Repository
class ConfigurationStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, UUID>> APPROVALS = new TypeReference<>() {};
    private static final String MEMORY = """
            select route, team, production, tier, policy, grandfathered, override_until, override_reason, override_by,
                removed_at, revision
            from route_memory
            """;
    private static final String CONFIGURATION = """
            select route, digest, document, basis, approval_id, approvers, approvals, authorized_at, expires_at,
                superseded_at, withdrawn_at
            from served_configuration
            """;

    private final JdbcClient jdbc;

    ConfigurationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<RouteMemory> memory(String route) {
        return jdbc.sql(MEMORY + "where route = ?")
                .param(route)
                .query(ConfigurationStore::readMemory)
                .optional();
    }

    List<RouteMemory> memories() {
        return jdbc.sql(MEMORY).query(ConfigurationStore::readMemory).list();
    }

    /// Locks the memory until the current transaction ends; creates it if there is none.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 404 if the name belongs to another team
    RouteMemory lock(String route, String team) {
        jdbc.sql("""
                        insert into route_memory (route, team, production, tier, grandfathered, revision)
                        values (?, ?, false, 'MINIMAL', false, 0) on conflict do nothing
                        """).params(route, team).update();
        RouteMemory memory = jdbc.sql(MEMORY + "where route = ? for update")
                .param(route)
                .query(ConfigurationStore::readMemory)
                .optional()
                .orElseThrow(ConfigurationStore::taken);
        if (!memory.team().equals(team)) {
            throw taken();
        }
        return memory;
    }

    private static RuntimeException taken() {
        return RequestProblem.NOT_FOUND.because("This name is taken in this installation. Choose another.");
    }

    void remember(RouteMemory memory) {
        RouteMemory.Lifting lifting = memory.lifting();
        jdbc.sql("""
                        update route_memory set production = ?, tier = ?, policy = ?, grandfathered = ?,
                            override_until = ?, override_reason = ?, override_by = ?, removed_at = ?, revision = ?
                        where route = ?
                        """)
                .param(memory.production())
                .param(memory.tier().name())
                .param(memory.policy())
                .param(memory.grandfathered())
                .param(lifting == null ? null : at(lifting.until()))
                .param(lifting == null ? null : lifting.reason())
                .param(lifting == null ? null : lifting.by())
                .param(memory.removedAt() == null ? null : at(memory.removedAt()))
                .param(memory.revision())
                .param(memory.route())
                .update();
    }

    /// Returns the configurations of all routes, including those superseded a moment ago.
    List<Authorized> lately(Instant since) {
        return jdbc.sql(CONFIGURATION + "where superseded_at is null or superseded_at > ?")
                .param(at(since))
                .query(ConfigurationStore::read)
                .list();
    }

    List<Authorized> current(String route) {
        return jdbc.sql(CONFIGURATION + "where route = ? and superseded_at is null order by authorized_at, digest")
                .param(route)
                .query(ConfigurationStore::read)
                .list();
    }

    /// Returns the last configurations of a route that no longer serves, except those authorised under suspended
    /// rules.
    List<Authorized> last(String route) {
        return jdbc.sql(CONFIGURATION + """
                        where route = :route and basis <> 'BREAK_GLASS' and superseded_at >= (
                            select max(superseded_at) - interval '100 milliseconds' from served_configuration
                            where route = :route and basis <> 'BREAK_GLASS')
                        order by authorized_at, digest
                        """)
                .param("route", route)
                .query(ConfigurationStore::read)
                .list();
    }

    /// Returns all configurations of a route that a person ever approved; the newest 500.
    List<Authorized> approved(String route) {
        return jdbc.sql(CONFIGURATION + """
                        where route = ? and approval_id is not null order by authorized_at desc limit 500
                        """)
                .param(route)
                .query(ConfigurationStore::read)
                .list();
    }

    /// Lets the route serve with the configuration from now on.
    void authorize(Authorized authorized, String team) {
        jdbc.sql("""
                        insert into served_configuration (route, digest, team, document, basis, approval_id, approvers,
                            approvals, authorized_at, expires_at)
                        values (?, ?, ?, ?::jsonb, ?, ?, ?, ?::jsonb, ?, ?)
                        on conflict (route, digest) do update set basis = excluded.basis,
                            approval_id = coalesce(excluded.approval_id, case when position(
                                served_configuration.approval_id::text in excluded.approvals::text) > 0
                                then served_configuration.approval_id end),
                            approvers = greatest(excluded.approvers, case when position(
                                served_configuration.approval_id::text in excluded.approvals::text) > 0
                                then served_configuration.approvers else 0 end),
                            approvals = excluded.approvals,
                            authorized_at = excluded.authorized_at, expires_at = excluded.expires_at,
                            superseded_at = null, withdrawn_at = null
                        """)
                .param(authorized.route())
                .param(authorized.digest())
                .param(team)
                .param(JSON.writeValueAsString(authorized.configuration().document()))
                .param(authorized.basis().name())
                .param(authorized.approvalId())
                .param(authorized.approvers())
                .param(JSON.writeValueAsString(authorized.restsOn().approvals()))
                .param(at(authorized.authorizedAt()))
                .param(authorized.expiresAt() == null ? null : at(authorized.expiresAt()))
                .update();
    }

    /// Ends what was authorised under suspended rules.
    void endLifted(String route, Instant now) {
        jdbc.sql("""
                        update served_configuration set expires_at = ?
                        where route = ? and basis = 'BREAK_GLASS' and expires_at > ?
                        """).params(at(now), route, at(now)).update();
    }

    /// Ends the route's authorisation of these configurations.
    ///
    /// @return those that were authorised until now
    List<String> supersede(String route, Collection<String> digests, Instant now) {
        return jdbc.sql("""
                        update served_configuration set superseded_at = ?
                        where route = ? and digest = any(?) and superseded_at is null returning digest
                        """)
                .params(at(now), route, digests.toArray(String[]::new))
                .query((row, _) -> row.getString("digest"))
                .list();
    }

    /// Stores when evidence was withdrawn, or that it is valid again.
    ///
    /// @return whether this is a change
    boolean withdraw(String route, String digest, @Nullable Instant since) {
        return jdbc.sql("""
                                update served_configuration set withdrawn_at = :since
                                where route = :route and digest = :digest and superseded_at is null
                                    and withdrawn_at is distinct from :since::timestamptz
                                """)
                        .param("since", since == null ? null : at(since))
                        .param("route", route)
                        .param("digest", digest)
                        .update()
                > 0;
    }

    private static RouteMemory readMemory(ResultSet row, int number) throws SQLException {
        Instant until = instant(row, "override_until");
        return new RouteMemory(
                row.getString("route"),
                row.getString("team"),
                row.getBoolean("production"),
                RiskTier.valueOf(row.getString("tier")),
                row.getString("policy"),
                row.getBoolean("grandfathered"),
                until == null
                        ? null
                        : new RouteMemory.Lifting(
                                until, row.getString("override_reason"), row.getString("override_by")),
                instant(row, "removed_at"),
                row.getLong("revision"));
    }

    private static Authorized read(ResultSet row, int number) throws SQLException {
        return new Authorized(
                row.getString("route"),
                row.getString("digest"),
                ServedConfiguration.read(JSON.readTree(row.getString("document"))),
                Basis.valueOf(row.getString("basis")),
                row.getObject("approval_id", UUID.class),
                row.getInt("approvers"),
                new RestsOn(JSON.readValue(row.getString("approvals"), APPROVALS)),
                row.getObject("authorized_at", OffsetDateTime.class).toInstant(),
                instant(row, "expires_at"),
                instant(row, "superseded_at"),
                instant(row, "withdrawn_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
