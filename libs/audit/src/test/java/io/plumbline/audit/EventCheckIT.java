package io.plumbline.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.audit.AuditFixture.Access;
import io.plumbline.audit.payload.Payload;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/// What the database takes for an event, and where it keeps it.
class EventCheckIT extends AuditLogTests {

    @Test
    void derivesColumnsFromTheLeaf() {
        AuditEvent event = audit.event().team("cards").build();
        Access service = audit.as("registry_app");

        assertThatThrownBy(() -> service.jdbc()
                        .update(
                                "INSERT INTO audit.event (id, canonical) VALUES (?, ?)",
                                audit.ids.next(),
                                event.canonical()))
                .rootCause()
                .hasMessageContaining("event_id_is_the_leafs");
        assertThatThrownBy(() -> service.jdbc()
                        .update(
                                "INSERT INTO audit.event (id, canonical, team) VALUES (?, ?, 'loans')",
                                event.id(),
                                event.canonical()))
                .isInstanceOf(DataAccessException.class);
        service.append(event);
        assertThat(audit.superuser()
                        .queryForMap("SELECT team, action, actor_id FROM audit.event WHERE id = ?", event.id()))
                .containsEntry("team", "cards")
                .containsEntry("action", "registry.version.registered")
                .containsEntry("actor_id", "u-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "not json", "{\"id\":\"019ab7c0-0400-7001-8000-0123456789ab\"}"})
    void refusesInvalidBytes(String bytes) {
        assertThatThrownBy(() -> audit.as("registry_app")
                        .jdbc()
                        .update(
                                "INSERT INTO audit.event (id, canonical) VALUES ('019ab7c0-0400-7001-8000-0123456789ab', ?)",
                                bytes.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DataAccessException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "members | \"attributes\":{} | \"attributes\":{},\"more\":1",
                "members | \"attributes\" | \"attribute\"",
                "v | \"v\":1 | \"v\":2",
                "v | \"v\":1 | \"v\":\"1\"",
                "v | \"v\":1 | \"v\":1.0",
                "time | Z\" | \"",
                "service | \"service\":\"registry\" | \"service\":[\"registry\"]",
                "team | retail-banking | Retail Banking",
                "actor | \"type\":\"user\" | \"type\":\"USER\"",
                "actor | u-1 | jane@bank.example",
                "actor | \"id\":\"u-1\" | \"id\":\"u-1\",\"name\":\"Jane\"",
                "action | registry.version.registered | registry.version",
                "action | registry.version.registered | governance.version.registered",
                "resource | \"support-assistant\" | \"\"",
                "resource | support-assistant | support\\nassistant",
                "resource | \"type\":\"model\" | \"type\":\"model\",\"version\":3",
                "outcome | SUCCESS | success",
                "traceId | \"traceId\":\" | \"traceId\":\"g",
                "attributes | \"attributes\":{} | \"attributes\":[]",
                "payload | \"resource\" | \"payload\":{\"digest\":\"00\",\"salt\":\"00\"},\"resource\"",
                "subjects | \"team\" | \"subjects\":[],\"team\"",
                "subjects | \"team\" | \"subjects\":[\"Jane\"],\"team\""
            })
    void refusesAnEventOfWhichOneMemberIsWrong(String member, String right, String wrong) {
        AuditEvent event = audit.event().build();
        String leaf = new String(event.canonical(), StandardCharsets.UTF_8);
        assertThat(leaf).contains(right);

        assertThatThrownBy(() -> audit.as("registry_app")
                        .jdbc()
                        .update(
                                "INSERT INTO audit.event (id, canonical) VALUES (?, ?)",
                                event.id(),
                                leaf.replace(right, wrong).getBytes(StandardCharsets.UTF_8)))
                .rootCause()
                .message()
                .matches(message -> message.contains("no audit event: " + member + " ")
                        || (member.equals("service") && message.contains("row-level security")));
    }

    @Test
    void acceptsDenialsOfEveryServiceUnderOneName() {
        AuditEvent event = audit.event().action(AuditEvent.ACCESS_DENIED).build();

        audit.as("registry_app").append(event);

        assertThat(audit.superuser()
                        .queryForMap(
                                "SELECT audit.parse(canonical) ->> 'service' AS service, action FROM audit.event WHERE id = ?",
                                event.id()))
                .containsEntry("service", "registry")
                .containsEntry("action", "governance.access.denied");
    }

    @Test
    void acceptsEverythingTheLibraryWrites() {
        Payload payload = AuditFixture.payload("x");
        AuditEvent event = audit.event()
                .actor(new Actor("api-key", "A:b/c.d_e-" + "9".repeat(118)))
                .resource(new Resource("model-version", "\u00fc \u00a0\ud83d\ude00".repeat(42), "\u2003v 3"))
                .outcome(Outcome.DENIED)
                .traceId("4bf92f3577b34da6a3ce929d0e0e4736")
                .attributes(Map.of("a", List.of(1, 2.5, true, Map.of()), "\n", "\u0001", "big", 1e300))
                .payload(payload.commitment())
                .subjects(IntStream.range(0, AuditEvent.MAX_SUBJECTS)
                        .mapToObj("s_%032x"::formatted)
                        .toList())
                .build();

        audit.as("registry_app").append(new EventWithPayload(event, payload));

        assertThat(audit.as("governance_worker").reader().find(event.id())).contains(event);
        assertThat(AuditEvent.isWellFormed(event.canonical())).isTrue();
    }

    @Test
    void storesTheLargestEvent() {
        int rest = audit.event().attribute("text", "").build().canonical().length;
        AuditEvent largest = audit.event()
                .attribute("text", "x".repeat(AuditEvent.MAX_BYTES - rest))
                .build();

        audit.as("registry_app").append(largest);

        assertThat(audit.as("governance_worker").reader().find(largest.id())).contains(largest);
    }

    @Test
    void partitionsEventsByMonthAndOthersInTheDefaultPartition() {
        AuditEvent now = audit.event().build();
        UuidV7 then =
                new UuidV7(Clock.fixed(Instant.parse("2031-05-06T00:00:00Z"), ZoneOffset.UTC), new SecureRandom());
        AuditEvent far = done(then, "gateway");
        audit.as("registry_app").append(now);
        audit.as("gateway_worker").append(far);

        String month = "audit.event_" + now.time().toString().substring(0, 7).replace('-', '_');
        assertThat(partitionOf(now)).isEqualTo(month);
        assertThat(partitionOf(far)).isEqualTo("audit.event_default");
    }

    @Test
    void createsPartitionsAheadDuringAppends() {
        Access sequencer = audit.as("governance_worker");
        Access service = audit.as("registry_app");

        Integer made = service.transaction().execute(status -> {
            service.log().append(audit.event().build());
            return sequencer.jdbc().queryForObject("SELECT audit.ensure_partitions(5)", Integer.class);
        });

        assertThat(made).isEqualTo(3); // two were made by the migration
        assertThat(sequencer.jdbc().queryForObject("SELECT audit.ensure_partitions(5)", Integer.class))
                .isZero();
        assertThatThrownBy(() -> service.jdbc().execute("SELECT audit.ensure_partitions(1)"))
                .rootCause()
                .hasMessageContaining("permission denied");
        UuidV7 later = new UuidV7(Clock.offset(Clock.systemUTC(), Duration.ofDays(125)), new SecureRandom());
        AuditEvent event = done(later, "gateway");
        audit.as("gateway_worker").append(event);
        assertThat(partitionOf(event)).isNotEqualTo("audit.event_default");
        assertThatThrownBy(() -> audit.superuser().execute("TRUNCATE " + partitionOf(event)))
                .rootCause()
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> audit.superuser().update("DELETE FROM " + partitionOf(event)))
                .rootCause()
                .hasMessageContaining("append-only");
    }
}
