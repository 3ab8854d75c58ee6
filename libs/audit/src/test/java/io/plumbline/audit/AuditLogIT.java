package io.plumbline.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.audit.AuditFixture.Access;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;

/// Who may append what to the log, and that nothing in it changes.
class AuditLogIT extends AuditLogTests {

    @ParameterizedTest
    @MethodSource("appenders")
    void letsEveryServiceAppend(String role) {
        AuditEvent event = audit.eventOf(serviceOf(role)).build();

        audit.as(role).append(event);

        assertThat(audit.as("governance_worker").reader().find(event.id())).contains(event);
    }

    @ParameterizedTest
    @MethodSource("appenders")
    void letsNoServiceChangeOrRemoveAnEvent(String role) {
        AuditEvent event = audit.eventOf(serviceOf(role)).build();
        Access service = audit.as(role);
        service.append(event);

        for (String sql : List.of(
                "UPDATE audit.event SET canonical = canonical",
                "UPDATE audit.event SET id = id WHERE id = '" + event.id() + "'",
                "DELETE FROM audit.event",
                "TRUNCATE audit.event",
                "DROP TABLE audit.event",
                "ALTER TABLE audit.event DISABLE TRIGGER ALL",
                "DELETE FROM audit.leaf",
                "UPDATE audit.leaf SET hash = sha256('')",
                "DELETE FROM audit.checkpoint",
                "UPDATE audit.checkpoint SET root = sha256('')",
                "DELETE FROM audit.erasure",
                "SELECT audit.destroy('s_x', now())")) {
            assertThatThrownBy(() -> service.jdbc().execute(sql))
                    .as(sql)
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .message()
                    .matches(message -> message.contains("permission denied") || message.contains("must be owner"));
        }
    }

    @ParameterizedTest
    @MethodSource("appenders")
    void letsNoServiceImpersonateAnother(String role) {
        AuditEvent forged = audit.eventOf(role.startsWith("governance") ? "registry" : "governance")
                .build();
        Access service = audit.as(role);

        assertThatThrownBy(() -> service.append(forged)).rootCause().hasMessageContaining("row-level security");
        assertThatThrownBy(() -> appendAll(service, List.of(forged)))
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    @Test
    void acceptsOldEventsOnlyFromTheGatewayJournal() {
        UuidV7 lastWeek = new UuidV7(Clock.offset(Clock.systemUTC(), Duration.ofDays(-7)), new SecureRandom());
        AuditEvent late = done(lastWeek, "gateway");
        AuditEvent backdated = done(lastWeek, "registry");

        audit.as("gateway_worker").append(late);
        assertThatThrownBy(() -> audit.as("registry_app").append(backdated))
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit.event SET canonical = canonical || ' '",
                "DELETE FROM audit.event",
                "TRUNCATE audit.event",
                "TRUNCATE audit.event_default"
            })
    void stopsItsOwnerTooByTriggers(String sql) {
        audit.as("registry_app").append(audit.event().build());
        audit.log(1, 10);

        assertThatThrownBy(() -> audit.superuser().execute(sql)).rootCause().hasMessageContaining("append-only");
        assertThatThrownBy(() -> audit.superuser().execute("DELETE FROM audit.leaf"))
                .rootCause()
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> audit.superuser().execute("UPDATE audit.checkpoint SET note = 'x'"))
                .rootCause()
                .hasMessageContaining("append-only");
    }

    @Test
    void storesAChangeAndItsEventAtomically() {
        AuditEvent event = audit.event().build();
        Access service = audit.as("registry_app");

        service.transaction().executeWithoutResult(status -> {
            service.log().append(event);
            status.setRollbackOnly();
        });

        assertThat(audit.as("governance_worker").reader().find(event.id())).isEmpty();
        assertThat(audit.superuser().queryForList("SELECT 1 FROM audit.pending WHERE event_id = ?", event.id()))
                .isEmpty();
    }

    @Test
    void refusesToAppendOutsideATransaction() {
        Access service = audit.as("registry_app");
        AuditEvent event = audit.event().build();

        assertThatThrownBy(() -> service.log().append(event)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> service.log().appendAll(List.of(new EventWithPayload(event, null))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesADuplicateIdButSkipsItInABatch() {
        Access gateway = audit.as("registry_worker");
        List<AuditEvent> events = audit.events(3);
        gateway.append(events.getFirst());

        assertThatThrownBy(() -> gateway.append(events.getFirst())).isInstanceOf(DuplicateKeyException.class);
        assertThat(appendAll(gateway, events)).isEqualTo(2);
        assertThat(appendAll(gateway, events)).isZero();
        assertThat(appendAll(gateway, List.of())).isZero();
        assertThat(audit.superuser()
                        .queryForObject(
                                "SELECT count(*) FROM audit.pending WHERE event_id = ANY (?)", Long.class, (Object)
                                        events.stream().map(AuditEvent::id).toArray(UUID[]::new)))
                .isEqualTo(3);
    }
}
