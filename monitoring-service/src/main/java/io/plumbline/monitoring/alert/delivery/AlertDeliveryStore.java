package io.plumbline.monitoring.alert.delivery;

import io.plumbline.monitoring.alert.channel.AlertChannels;
import io.plumbline.monitoring.alert.channel.AlertMessage;
import io.plumbline.monitoring.alert.channel.ChannelPlan;
import io.plumbline.monitoring.alert.delivery.AlertDelivery.State;
import io.plumbline.monitoring.waiting.WaitingWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// The table of deliveries.
@Repository
@Transactional
class AlertDeliveryStore {

    /// Maximum number of deliveries of a team that are taken together.
    static final int MOST_OF_A_TEAM = 5;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final WaitingWork.Check waiting;

    AlertDeliveryStore(JdbcClient jdbc, WaitingWork work) {
        this.jdbc = jdbc;
        this.waiting =
                work.check("exists (select from alert_delivery where state = 'PENDING' and next_attempt_at <= :now)");
    }

    /// Whether a delivery may be due; see [WaitingWork].
    @Transactional(propagation = Propagation.SUPPORTS)
    boolean hasWork() {
        return waiting.isThere();
    }

    /// A delivery to attempt now.
    ///
    /// @param attempts number of attempts with this one
    /// @param until end of the reservation, which identifies the attempt
    record Due(UUID id, AlertChannels.Target channel, AlertMessage message, int attempts, Instant until) {}

    /// Adds a delivery if the channel exists and is enabled.
    void add(UUID id, String channel, AlertMessage message, Instant now) {
        jdbc.sql("""
                        insert into alert_delivery (id, team, channel, alert_group, alerts, message, state, created_at,
                                                    next_attempt_at)
                        select :id, :team, name, cast(:group as uuid), cast(:alerts as uuid[]), cast(:message as jsonb),
                               'PENDING', :now, :now
                        from alert_channel where name = :channel and cast(plan ->> 'enabled' as boolean)
                        """)
                .param("id", id)
                .param("team", message.team())
                .param("channel", channel)
                .param("group", message.group())
                .param(
                        "alerts",
                        message.alerts().stream().map(AlertMessage.Item::id).toArray(UUID[]::new))
                .param("message", JSON.writeValueAsString(message))
                .param("now", Timestamp.from(now))
                .update();
    }

    /// Returns the channels that received or will receive messages of a group.
    List<String> channelsOf(UUID group) {
        return jdbc.sql("select distinct channel from alert_delivery where alert_group = ? order by channel")
                .param(group)
                .query((row, _) -> row.getString(1))
                .list();
    }

    boolean hasPendingTest(String channel) {
        return jdbc.sql("""
                        select exists (select from alert_delivery
                                       where channel = ? and alert_group is null and state = 'PENDING')
                        """).param(channel).query(Boolean.class).single();
    }

    /// Returns how many tests a team has sent since a time.
    int countTests(String team, Instant since) {
        return jdbc.sql("""
                        select count(*) from alert_delivery
                        where created_at > :since and alert_group is null and team = :team
                        """)
                .param("since", Timestamp.from(since))
                .param("team", team)
                .query(Integer.class)
                .single();
    }

    boolean isAlert(UUID id) {
        return jdbc.sql("select exists (select from alert where id = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    Optional<AlertDelivery> find(UUID id) {
        return jdbc.sql("select * from alert_delivery where id = ?")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    /// Finds a delivery of a channel and locks it until the transaction ends.
    Optional<AlertDelivery> lock(String channel, UUID id) {
        return jdbc.sql("select * from alert_delivery where channel = ? and id = ? for update")
                .params(channel, id)
                .query((row, _) -> read(row))
                .optional();
    }

    /// Whether a delivery will be attempted at once, or an attempt is under way.
    boolean isUnderWay(UUID id, Instant now) {
        return jdbc.sql("""
                        select state = 'PENDING' and (attempts = 0 or attempt_until > :now)
                        from alert_delivery where id = :id
                        """)
                .param("id", id)
                .param("now", Timestamp.from(now))
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /// Whether the channel has received a later message of the same group, or is receiving one.
    boolean isReplaced(UUID id, Instant now) {
        return jdbc.sql("""
                        select exists (
                            select from alert_delivery d
                            join alert_delivery e on e.alert_group = d.alert_group and e.channel = d.channel
                                and e.position > d.position
                            where d.id = :id and (e.state = 'DELIVERED' or e.attempt_until > :now))
                        """)
                .param("id", id)
                .param("now", Timestamp.from(now))
                .query(Boolean.class)
                .single();
    }

    /// Makes a delivery due, with all attempts again.
    void renew(UUID id, Instant now) {
        jdbc.sql("""
                        update alert_delivery set state = 'PENDING', attempts = 0, next_attempt_at = :now,
                               attempt_until = null
                        where id = :id
                        """).param("now", Timestamp.from(now)).param("id", id).update();
    }

    /// Newest first.
    List<AlertDelivery> ofChannel(String channel, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select * from alert_delivery
                        where channel = :channel and (cast(:before as uuid) is null or id < :before)
                        order by id desc limit :limit
                        """)
                .param("channel", channel)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    /// Newest first.
    List<AlertDelivery> ofAlert(UUID alert, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select * from alert_delivery
                        where alerts @> array[cast(:alert as uuid)] and (cast(:before as uuid) is null or id < :before)
                        order by id desc limit :limit
                        """)
                .param("alert", alert)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    /// Takes due deliveries and reserves them until a time. The messages of a group reach a channel in their order: one
    /// waits until those before it were delivered or failed. Teams take turns, and a team has at most
    /// [#MOST_OF_A_TEAM], so that a team with many messages or slow receivers delays no other. First attempts come
    /// first, so that channels that fail delay no other channel of the team.
    List<Due> take(Instant now, Instant until, int most) {
        return jdbc.sql("""
                        with ready as (
                            select d.id, row_number() over (
                                partition by c.team order by d.attempts, d.next_attempt_at, d.position) as turn
                            from alert_delivery d
                            join alert_channel c on c.name = d.channel and cast(c.plan ->> 'enabled' as boolean)
                            where d.state = 'PENDING' and d.next_attempt_at <= :now
                              and not exists (
                                  select from alert_delivery e
                                  where e.channel = d.channel and e.alert_group = d.alert_group
                                    and e.state = 'PENDING' and e.position < d.position)),
                        due as (
                            select d.id from alert_delivery d join ready r on r.id = d.id
                            where r.turn <= :turns and d.state = 'PENDING' and d.next_attempt_at <= :now
                            order by r.turn, d.attempts, d.next_attempt_at limit :most
                            for update of d skip locked)
                        update alert_delivery d
                        set attempts = d.attempts + 1, attempted_at = :now, next_attempt_at = :until,
                            attempt_until = :until
                        from due, alert_channel c
                        where d.id = due.id and c.name = d.channel
                        returning d.id, d.message, d.attempts, d.attempt_until, c.name, c.team, c.plan, c.secret
                        """)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(until))
                .param("most", most)
                .param("turns", MOST_OF_A_TEAM)
                .query((row, _) -> new Due(
                        row.getObject("id", UUID.class),
                        new AlertChannels.Target(
                                row.getString("name"),
                                row.getString("team"),
                                JSON.readValue(row.getString("plan"), ChannelPlan.class),
                                row.getBytes("secret")),
                        JSON.readValue(row.getString("message"), AlertMessage.class),
                        row.getInt("attempts"),
                        row.getTimestamp("attempt_until").toInstant()))
                .list();
    }

    void delivered(Due due, @Nullable Integer status) {
        ended(due, State.DELIVERED, status, null, null);
    }

    /// @param next null if there is no further attempt
    void failed(Due due, @Nullable Integer status, @Nullable String error, @Nullable Instant next) {
        ended(due, next == null ? State.FAILED : State.PENDING, status, error, next);
    }

    /// Notes nothing if the reservation has ended and the delivery was taken or sent again since.
    private void ended(Due due, State state, @Nullable Integer status, @Nullable String error, @Nullable Instant next) {
        jdbc.sql("""
                        update alert_delivery set state = :state, status = :status, error = :error,
                               next_attempt_at = :next, attempt_until = null
                        where id = :id and attempt_until = :until
                        """)
                .param("state", state.name())
                .param("status", status)
                .param("error", error)
                .param("next", next == null ? null : Timestamp.from(next))
                .param("id", due.id())
                .param("until", Timestamp.from(due.until()))
                .update();
    }

    /// Deletes deliveries created before a time.
    void forget(Instant before) {
        jdbc.sql("delete from alert_delivery where created_at < ?")
                .param(Timestamp.from(before))
                .update();
    }

    private static AlertDelivery read(ResultSet row) throws SQLException {
        return new AlertDelivery(
                row.getObject("id", UUID.class),
                row.getString("team"),
                row.getString("channel"),
                JSON.readValue(row.getString("message"), AlertMessage.class).event(),
                Arrays.asList((UUID[]) row.getArray("alerts").getArray()),
                State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getObject("status", Integer.class),
                row.getString("error"),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "attempted_at"),
                instant(row, "next_attempt_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
