package io.plumbline.gateway.restraint;

import io.plumbline.gateway.route.restraint.RestraintKind;
import io.plumbline.gateway.route.restraint.RouteRestraint;
import io.plumbline.gateway.route.restraint.RouteRestraints;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Stores restraints. Those that ended stay for a month, so that a repeated request starts none again.
@Repository
class RestraintStore implements RouteRestraints {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> PART = new TypeReference<>() {};

    private final JdbcClient jdbc;

    RestraintStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<RouteRestraint> inForce() {
        return active().stream().map(Restraint::effect).toList();
    }

    List<Restraint> active() {
        return jdbc.sql("select * from route_restraint where ended_at is null order by started_at, id")
                .query((row, _) -> read(row))
                .list();
    }

    /// Returns those in force on a route, oldest first; at most one of each kind.
    List<Restraint> of(String route) {
        return jdbc.sql("select * from route_restraint where route = ? and ended_at is null order by started_at, id")
                .param(route)
                .query((row, _) -> read(row))
                .list();
    }

    Optional<Restraint> find(UUID id) {
        return jdbc.sql("select * from route_restraint where id = ?")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    List<Restraint> due(Instant now, int limit) {
        return jdbc.sql("select * from route_restraint where ended_at is null and until <= ? order by until limit ?")
                .params(Timestamp.from(now), limit)
                .query((row, _) -> read(row))
                .list();
    }

    /// Returns those in force on a name that a route of another team has now.
    List<Restraint> ofFormerOwners() {
        return jdbc.sql("""
                        select r.* from route_restraint r join route d on d.name = r.route
                        where r.ended_at is null and d.team <> r.team
                        """).query((row, _) -> read(row)).list();
    }

    /// Inserts a restraint; returns false if its id is taken, or one of its kind is in force on the route.
    boolean insert(Restraint restraint) {
        RouteRestraint effect = restraint.effect();
        return jdbc.sql("""
                        insert into route_restraint (id, team, route, kind, variant, weight, policy, compared,
                                                     route_revision, reason, before, after, started_at, until)
                        values (:id, :team, :route, :kind, :variant, :weight, :policy, :compared, :revision, :reason,
                                cast(:before as jsonb), cast(:after as jsonb), :startedAt, :until)
                        on conflict do nothing
                        """)
                        .param("id", effect.id())
                        .param("team", restraint.team())
                        .param("route", effect.route())
                        .param("kind", effect.kind().name())
                        .param("variant", effect.variant())
                        .param("weight", effect.weight())
                        .param("policy", effect.policy())
                        .param("compared", restraint.compared())
                        .param("revision", restraint.routeRevision())
                        .param("reason", restraint.reason())
                        .param("before", JSON.writeValueAsString(restraint.before()))
                        .param("after", JSON.writeValueAsString(restraint.after()))
                        .param("startedAt", Timestamp.from(restraint.startedAt()))
                        .param("until", Timestamp.from(restraint.until()))
                        .update()
                == 1;
    }

    void compared(UUID id, String revisions) {
        jdbc.sql("update route_restraint set compared = ? where id = ?")
                .params(revisions, id)
                .update();
    }

    /// Returns false if it had ended.
    boolean end(UUID id, Instant now) {
        return jdbc.sql("update route_restraint set ended_at = ? where id = ? and ended_at is null")
                        .params(Timestamp.from(now), id)
                        .update()
                == 1;
    }

    void forgetEndedBefore(Instant time) {
        jdbc.sql("delete from route_restraint where ended_at < ?")
                .param(Timestamp.from(time))
                .update();
    }

    private static Restraint read(ResultSet row) throws SQLException {
        Timestamp ended = row.getTimestamp("ended_at");
        return new Restraint(
                new RouteRestraint(
                        row.getObject("id", UUID.class),
                        row.getString("team"),
                        row.getString("route"),
                        RestraintKind.valueOf(row.getString("kind")),
                        row.getString("variant"),
                        weight(row),
                        row.getString("policy")),
                row.getString("team"),
                row.getString("compared"),
                row.getLong("route_revision"),
                row.getString("reason"),
                JSON.readValue(row.getString("before"), PART),
                JSON.readValue(row.getString("after"), PART),
                row.getTimestamp("started_at").toInstant(),
                row.getTimestamp("until").toInstant(),
                ended == null ? null : ended.toInstant());
    }

    private static @Nullable Integer weight(ResultSet row) throws SQLException {
        int weight = row.getInt("weight");
        return row.wasNull() ? null : weight;
    }
}
