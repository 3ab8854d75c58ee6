package io.plumbline.monitoring;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditLog;
import io.plumbline.audit.EventWithPayload;
import io.plumbline.audit.Outcome;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import io.plumbline.audit.payload.KeyWrap;
import io.plumbline.audit.payload.Payload;
import io.plumbline.audit.payload.PayloadVault;
import io.plumbline.testkit.ServiceUnderTest;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/// The audit log as the gateway and governance write it: the one appends, the other gives events their
/// places.
public final class TestLog {

    private final ServiceUnderTest service;
    private final DataSource gatewayDatabase;
    private final JdbcClient gateway;
    private final JdbcClient superuser;

    public TestLog(ServiceUnderTest service) {
        this.service = service;
        this.gatewayDatabase = oneConnection(service.database().dataSource("gateway_worker"));
        this.gateway = JdbcClient.create(gatewayDatabase);
        this.superuser = JdbcClient.create(oneConnection(service.database().superuser()));
    }

    /// Many events are appended one by one, and a connection costs more than they. It ends with its database.
    private static DataSource oneConnection(DataSource database) {
        try {
            return new SingleConnectionDataSource(database.getConnection(), true);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot connect to the database of the test", e);
        }
    }

    /// A gateway's event that is not in the log.
    public AuditEvent event(String team, String action, Map<String, Object> attributes) {
        return event(service.bean(UuidV7.class).next(), team, action, new Resource("route", "r"), attributes);
    }

    private static AuditEvent event(
            UUID id, String team, String action, Resource resource, Map<String, Object> attributes) {
        return AuditEvent.builder(id)
                .service("gateway")
                .team(team)
                .actor(new Actor("api-key", "k"))
                .action(action)
                .resource(resource)
                .outcome(Outcome.SUCCESS)
                .attributes(attributes)
                .build();
    }

    public UUID append(String team, String action, Map<String, Object> attributes) {
        return append(event(team, action, attributes));
    }

    /// Appends an event of a rollout.
    public UUID append(String team, String action, UUID rollout, Map<String, Object> attributes) {
        return append(event(
                service.bean(UuidV7.class).next(),
                team,
                action,
                new Resource("rollout", rollout.toString()),
                attributes));
    }

    /// Appends an event of another time than now.
    public UUID append(Instant at, String team, String action, Map<String, Object> attributes) {
        UUID id = new UuidV7(Clock.fixed(at, ZoneOffset.UTC), new SecureRandom()).next();
        return append(event(id, team, action, new Resource("route", "r"), attributes));
    }

    public UUID append(AuditEvent event) {
        gateway.sql("insert into audit.event (id, canonical) values (?, ?)")
                .params(event.id(), event.canonical())
                .update();
        sequence(event.id());
        return event.id();
    }

    /// Appends an event of another service.
    public UUID append(String service, AuditEvent event) {
        JdbcClient.create(this.service.database().dataSource(service + "_worker"))
                .sql("insert into audit.event (id, canonical) values (?, ?)")
                .params(event.id(), event.canonical())
                .update();
        sequence(event.id());
        return event.id();
    }

    /// Appends feedback of an author on a call, as monitoring-service writes it.
    public UUID feedback(Instant at, String team, UUID call, String author, double score) {
        AuditEvent event = AuditEvent.builder(new UuidV7(Clock.fixed(at, ZoneOffset.UTC), new SecureRandom()).next())
                .service("monitoring")
                .team(team)
                .actor(new Actor("api-key", author))
                .action("monitoring.feedback.received")
                .resource(new Resource("feedback", UUID.randomUUID().toString()))
                .outcome(Outcome.SUCCESS)
                .attributes(Map.of("callId", call.toString(), "author", author, "score", score))
                .build();
        return append("monitoring", event);
    }

    /// Appends the scores that an online evaluation gave a call, as eval-service writes them.
    public UUID scores(Instant at, String team, UUID call, Map<String, Object> scores) {
        AuditEvent event = AuditEvent.builder(new UuidV7(Clock.fixed(at, ZoneOffset.UTC), new SecureRandom()).next())
                .service("eval")
                .team(team)
                .actor(new Actor("service", "eval-service"))
                .action("eval.call.scored")
                .resource(new Resource("online-evaluation", "live"))
                .outcome(Outcome.SUCCESS)
                .attributes(Map.of("callId", call.toString(), "scores", scores))
                .build();
        return append("eval", event);
    }

    /// Appends an event with the content that it commits to.
    public UUID append(AuditEvent event, Payload payload) {
        PayloadVault vault = new PayloadVault(gatewayDatabase, service.bean(KeyWrap.class), new SecureRandom());
        new TransactionTemplate(new DataSourceTransactionManager(gatewayDatabase))
                .executeWithoutResult(
                        _ -> new AuditLog(gatewayDatabase, vault).append(new EventWithPayload(event, payload)));
        sequence(event.id());
        return event.id();
    }

    /// Gives all events that wait for their place one, in the order of their ids.
    public void sequenceAll() {
        superuser
                .sql("select event_id from audit.pending order by event_id")
                .query(UUID.class)
                .list()
                .forEach(this::sequence);
    }

    public void sequence(UUID event) {
        superuser.sql("""
                        with taken as (delete from audit.pending where event_id = ? returning event_id, hash),
                        head as (update audit.tree_head set size = size + 1 returning size)
                        insert into audit.leaf select size - 1, event_id, hash from taken, head
                        """).param(event).update();
    }
}
