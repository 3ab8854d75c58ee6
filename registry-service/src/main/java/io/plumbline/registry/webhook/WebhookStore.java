package io.plumbline.registry.webhook;

import io.plumbline.registry.webhook.WebhookDelivery.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The tables of webhooks and deliveries.
@Repository
@Transactional
class WebhookStore {

    private static final TypeReference<Set<WebhookEvent>> EVENTS = new TypeReference<>() {};
    private static final String WEBHOOK =
            "select name, team, url, events, enabled, failing_since, disabled_at, created_at, updated_at from webhook ";
    private static final String DELIVERY = """
            select id, event, state, attempts, status, error, created_at, attempted_at, next_attempt_at, body
            from webhook_delivery
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    WebhookStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// A delivery to attempt now.
    ///
    /// @param secret sealed
    /// @param attempts number of attempts with this one
    record Due(UUID id, String webhook, String url, byte[] secret, String body, int attempts) {}

    Optional<Webhook> find(String name) {
        return jdbc.sql(WEBHOOK + "where name = ?")
                .param(name)
                .query(this::readWebhook)
                .optional();
    }

    List<Webhook> after(String name, int limit) {
        return jdbc.sql(WEBHOOK + "where name > ? order by name limit ?")
                .params(name, limit)
                .query(this::readWebhook)
                .list();
    }

    /// Inserts a webhook; returns false if the name is taken, possibly by another team.
    boolean insert(Webhook webhook, byte[] secret) {
        return jdbc.sql("""
                        insert into webhook (name, team, url, events, secret, enabled, created_at, updated_at)
                        values (?, ?, ?, ?::jsonb, ?, ?, ?, ?) on conflict (name) do nothing
                        """)
                        .params(
                                webhook.name(),
                                webhook.team(),
                                webhook.url(),
                                json.writeValueAsString(webhook.events()),
                                secret,
                                webhook.enabled(),
                                at(webhook.createdAt()),
                                at(webhook.updatedAt()))
                        .update()
                == 1;
    }

    /// Replaces a webhook and forgets its failures.
    ///
    /// @param secret sealed; null keeps the stored one
    void update(Webhook webhook, byte @Nullable [] secret) {
        jdbc.sql("""
                        update webhook set url = ?, events = ?::jsonb, secret = coalesce(?, secret), enabled = ?,
                            updated_at = ?, failing_since = null, disabled_at = null
                        where name = ?
                        """)
                .param(webhook.url())
                .param(json.writeValueAsString(webhook.events()))
                .param(secret)
                .param(webhook.enabled())
                .param(at(webhook.updatedAt()))
                .param(webhook.name())
                .update();
    }

    void delete(String name) {
        jdbc.sql("delete from webhook where name = ?").param(name).update();
    }

    /// Returns the enabled webhooks of a team that receive an event.
    List<String> receivers(String team, WebhookEvent event) {
        return jdbc.sql("""
                        select name from webhook where team = ? and enabled and events @> to_jsonb(cast(? as text))
                        order by name
                        """)
                .params(team, event.code())
                .query((row, _) -> row.getString(1))
                .list();
    }

    void add(UUID id, String webhook, String team, WebhookEvent event, String body, Instant now) {
        jdbc.sql("""
                        insert into webhook_delivery (id, webhook, team, event, body, state, attempts, created_at,
                            next_attempt_at)
                        values (?, ?, ?, ?, ?, 'PENDING', 0, ?, ?)
                        """)
                .params(id, webhook, team, event.code(), body, at(now), at(now))
                .update();
    }

    /// Newest first.
    List<WebhookDelivery> deliveries(String webhook, @Nullable UUID before, int limit) {
        return jdbc.sql(DELIVERY + """
                        where webhook = :webhook and (:before::uuid is null or id < :before::uuid)
                        order by id desc limit :limit
                        """)
                .param("webhook", webhook)
                .param("before", before)
                .param("limit", limit)
                .query(WebhookStore::readDelivery)
                .list();
    }

    /// Makes a delivery due again, unless its first attempt is still to come or an attempt is under way; returns
    /// whether it did.
    boolean redeliver(String webhook, UUID id, Instant now) {
        return jdbc.sql("""
                        update webhook_delivery set state = 'PENDING', attempts = 0, next_attempt_at = :now
                        where webhook = :webhook and id = :id
                            and not (state = 'PENDING' and (attempts = 0 or coalesce(attempt_until > :now, false)))
                        """)
                        .param("now", at(now))
                        .param("webhook", webhook)
                        .param("id", id)
                        .update()
                == 1;
    }

    Optional<WebhookDelivery> delivery(String webhook, UUID id) {
        return jdbc.sql(DELIVERY + "where webhook = ? and id = ?")
                .params(webhook, id)
                .query(WebhookStore::readDelivery)
                .optional();
    }

    /// Takes deliveries that are due and reserves them until a time, so that replicas share them. Teams take turns: one
    /// with many deliveries, or with a receiver that never answers, delays no other team's.
    List<Due> take(Instant now, Instant until, int limit) {
        return jdbc.sql("""
                        update webhook_delivery d set attempts = d.attempts + 1, attempted_at = :now,
                            next_attempt_at = :until, attempt_until = :until
                        from webhook w
                        where w.name = d.webhook and d.id in (
                            select due.id from (select distinct team from webhook where enabled) t
                            cross join lateral (
                                select n.id, n.team, n.next_attempt_at from webhook_delivery n
                                join webhook o on o.name = n.webhook
                                where n.team = t.team and n.state = 'PENDING' and n.next_attempt_at <= :now and o.enabled
                                order by n.next_attempt_at limit :limit for update of n skip locked) due
                            order by row_number() over (partition by due.team order by due.next_attempt_at),
                                due.next_attempt_at
                            limit :limit)
                        returning d.id, w.name, w.url, w.secret, d.body, d.attempts
                        """)
                .param("now", at(now))
                .param("until", at(until))
                .param("limit", limit)
                .query((row, _) -> new Due(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getBytes(4),
                        row.getString(5),
                        row.getInt(6)))
                .list();
    }

    void delivered(Due due, int status) {
        jdbc.sql("""
                        update webhook_delivery set state = 'DELIVERED', status = ?, error = null, next_attempt_at = null,
                            attempt_until = null
                        where id = ?
                        """).params(status, due.id()).update();
        jdbc.sql("update webhook set failing_since = null where name = ? and failing_since is not null")
                .param(due.webhook())
                .update();
    }

    /// @param next null if there is no further attempt
    void failed(Due due, @Nullable Integer status, @Nullable String error, @Nullable Instant next, Instant now) {
        jdbc.sql("""
                        update webhook_delivery set state = ?, status = ?, error = ?, next_attempt_at = ?,
                            attempt_until = null
                        where id = ?
                        """)
                .param((next == null ? State.FAILED : State.PENDING).name())
                .param(status)
                .param(error)
                .param(next == null ? null : at(next))
                .param(due.id())
                .update();
        jdbc.sql("update webhook set failing_since = ? where name = ? and failing_since is null")
                .params(at(now), due.webhook())
                .update();
    }

    /// Disables a webhook that has been failing since a time or earlier; returns its team if it did.
    Optional<String> disable(String name, Instant failingSince, Instant now) {
        return jdbc.sql("""
                        update webhook set enabled = false, disabled_at = ?
                        where name = ? and enabled and failing_since <= ? returning team
                        """)
                .params(at(now), name, at(failingSince))
                .query((row, _) -> row.getString(1))
                .optional();
    }

    /// Deletes deliveries created before a time.
    void forget(Instant before) {
        jdbc.sql("delete from webhook_delivery where created_at < ?")
                .param(at(before))
                .update();
    }

    private Webhook readWebhook(ResultSet row, int number) throws SQLException {
        Set<WebhookEvent> events = json.readValue(row.getString("events"), EVENTS);
        return new Webhook(
                row.getString("name"),
                row.getString("team"),
                row.getString("url"),
                events.isEmpty() ? events : EnumSet.copyOf(events),
                row.getBoolean("enabled"),
                instant(row, "failing_since"),
                instant(row, "disabled_at"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static WebhookDelivery readDelivery(ResultSet row, int number) throws SQLException {
        return new WebhookDelivery(
                row.getObject("id", UUID.class),
                WebhookEvent.of(row.getString("event")),
                State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getObject("status", Integer.class),
                row.getString("error"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "attempted_at"),
                instant(row, "next_attempt_at"),
                row.getString("body"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
