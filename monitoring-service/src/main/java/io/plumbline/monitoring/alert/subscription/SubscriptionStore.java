package io.plumbline.monitoring.alert.subscription;

import io.plumbline.monitoring.alert.Alert;
import io.plumbline.monitoring.alert.AlertRows;
import io.plumbline.monitoring.waiting.WaitingWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The state of subscriptions: what was sent of which alert, in which group.
@Repository
class SubscriptionStore {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_ALERTS = 1_000;

    private final JdbcClient jdbc;
    private final WaitingWork.Check waiting;

    SubscriptionStore(JdbcClient jdbc, WaitingWork work) {
        this.jdbc = jdbc;
        this.waiting = work.check("exists (select from alert_subscription where next_evaluation_at <= :now)");
    }

    /// Whether a subscription may be due; see [WaitingWork].
    boolean hasWork() {
        return waiting.isThere();
    }

    /// A subscription to evaluate.
    ///
    /// @param team `*` for the platform
    record Due(String name, String team, SubscriptionPlan plan) {}

    /// A group that is not closed.
    ///
    /// @param sentAt of its last message; null without one
    record Group(
            UUID id,
            String team,
            String grouping,
            Instant openedAt,
            @Nullable Instant sentAt) {}

    /// An alert that fires, or of which something was sent.
    ///
    /// @param notice null if the subscription has not taken it up
    record Followed(
            Alert alert, @Nullable Notice notice, @Nullable String acknowledgedBy) {}

    /// What was sent of an alert.
    record Notice(UUID group, @Nullable Instant sentAt, int escalations, boolean acknowledgedSent) {}

    long count(String team) {
        return jdbc.sql("select count(*) from alert_subscription where team = ?")
                .param(team)
                .query(Long.class)
                .single();
    }

    /// Returns the subscription to evaluate next, locked until the transaction ends; skips locked ones.
    Optional<Due> due(Instant now) {
        return jdbc.sql("""
                        select name, team, plan from alert_subscription where next_evaluation_at <= ?
                        order by next_evaluation_at limit 1 for update skip locked
                        """)
                .param(Timestamp.from(now))
                .query((row, _) -> new Due(
                        row.getString(1), row.getString(2), JSON.readValue(row.getString(3), SubscriptionPlan.class)))
                .optional();
    }

    void evaluateNext(String name, Instant next) {
        jdbc.sql("update alert_subscription set next_evaluation_at = ? where name = ?")
                .params(Timestamp.from(next), name)
                .update();
    }

    /// Returns the alerts of a subscription, oldest first.
    List<Followed> followed(Due subscription) {
        return jdbc.sql("""
                        with followed as (
                            select alert as id from alert_notice where subscription = :name
                            union
                            (select id from alert
                             where resolved_at is null and (team = :team or :team = '*')
                             order by started_at desc limit :most))
                        select a.*, n.alert is not null as noticed, n.alert_group, n.sent_at, n.escalations,
                               n.acknowledged_sent, k.actor
                        from followed
                        join alert a on a.id = followed.id
                        left join alert_notice n on n.alert = a.id and n.subscription = :name
                        left join alert_acknowledgement k on k.alert = a.id
                        order by a.resolved_at is not null, a.started_at, a.id
                        """)
                .param("name", subscription.name())
                .param("team", subscription.team())
                .param("most", MOST_ALERTS)
                .query((row, _) -> new Followed(AlertRows.read(row), notice(row), row.getString("actor")))
                .list();
    }

    private static @Nullable Notice notice(ResultSet row) throws SQLException {
        if (!row.getBoolean("noticed")) {
            return null;
        }
        return new Notice(
                row.getObject("alert_group", UUID.class),
                instant(row, "sent_at"),
                row.getInt("escalations"),
                row.getBoolean("acknowledged_sent"));
    }

    List<Group> groups(String subscription) {
        return jdbc.sql("select * from alert_group where subscription = ? and closed_at is null")
                .param(subscription)
                .query((row, _) -> new Group(
                        row.getObject("id", UUID.class),
                        row.getString("team"),
                        row.getString("grouping"),
                        row.getTimestamp("opened_at").toInstant(),
                        instant(row, "sent_at")))
                .list();
    }

    void open(Group group, String subscription) {
        jdbc.sql("""
                        insert into alert_group (id, subscription, team, grouping, opened_at)
                        values (?, ?, ?, ?, ?)
                        """)
                .params(group.id(), subscription, group.team(), group.grouping(), Timestamp.from(group.openedAt()))
                .update();
    }

    void sent(UUID group, Instant now) {
        jdbc.sql("update alert_group set sent_at = ? where id = ?")
                .params(Timestamp.from(now), group)
                .update();
    }

    void close(UUID group, Instant now) {
        jdbc.sql("update alert_group set closed_at = ? where id = ?")
                .params(Timestamp.from(now), group)
                .update();
    }

    void notice(String subscription, Alert alert, UUID group) {
        jdbc.sql("insert into alert_notice (subscription, alert, team, alert_group) values (?, ?, ?, ?)")
                .params(subscription, alert.id(), alert.team(), group)
                .update();
    }

    void noticesSent(String subscription, Collection<UUID> alerts, Instant now) {
        jdbc.sql("""
                        update alert_notice set sent_at = :now
                        where subscription = :name and alert = any (cast(:alerts as uuid[]))
                        """)
                .param("now", Timestamp.from(now))
                .param("name", subscription)
                .param("alerts", alerts.toArray(UUID[]::new))
                .update();
    }

    void acknowledgementsSent(String subscription, Collection<UUID> alerts) {
        jdbc.sql("""
                        update alert_notice set acknowledged_sent = true
                        where subscription = :name and alert = any (cast(:alerts as uuid[]))
                        """)
                .param("name", subscription)
                .param("alerts", alerts.toArray(UUID[]::new))
                .update();
    }

    void escalated(String subscription, Map<UUID, Integer> escalations) {
        escalations.forEach((alert, count) -> jdbc.sql(
                        "update alert_notice set escalations = ? where subscription = ? and alert = ?")
                .params(count, subscription, alert)
                .update());
    }

    void forget(String subscription, Collection<UUID> alerts) {
        jdbc.sql("""
                        delete from alert_notice
                        where subscription = :name and alert = any (cast(:alerts as uuid[]))
                        """)
                .param("name", subscription)
                .param("alerts", alerts.toArray(UUID[]::new))
                .update();
    }

    /// Deletes groups that were closed before a time.
    void forgetGroups(Instant before) {
        jdbc.sql("delete from alert_group where closed_at < ?")
                .param(Timestamp.from(before))
                .update();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
