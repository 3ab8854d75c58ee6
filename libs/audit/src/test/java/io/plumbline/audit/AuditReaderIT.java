package io.plumbline.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.audit.AuditFixture.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class AuditReaderIT {
    private static final String SUBJECT = "s_00112233445566778899aabbccddeeff";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static AuditFixture audit;
    private static AuditEvent registered;
    private static AuditEvent denied;
    private static AuditEvent called;
    private static AuditEvent loans;

    @BeforeAll
    static void fill() {
        audit = new AuditFixture();
        registered = audit.event()
                .resource(new Resource("model-version", "support-assistant", "3"))
                .build();
        denied = audit.event()
                .action("registry.pointer.moved")
                .actor(new Actor("api-key", "k:7"))
                .outcome(Outcome.DENIED)
                .attribute("reason", "100% of _all_ gates")
                .build();
        called = audit.event()
                .service("gateway")
                .action("gateway.call.completed")
                .subjects(List.of(SUBJECT))
                .traceId(TRACE)
                .build();
        loans = audit.event().team("loans").build();
        audit.as("registry_worker").append(registered, denied);
        audit.as("gateway_worker").append(called);
        audit.as("registry_worker").append(loans);
    }

    @AfterAll
    static void dropDatabase() {
        audit.close();
    }

    @Test
    void findsByEachFilterAndByAllTogether() {
        assertThat(search(AuditFilter.ALL)).containsExactly(loans, called, denied, registered);
        assertThat(search(filter("action", "registry.pointer.moved"))).containsExactly(denied);
        assertThat(search(filter("actor", "u-1"))).containsExactly(loans, called, registered);
        assertThat(search(filter("actor", "user:u-1"))).containsExactly(loans, called, registered);
        assertThat(search(filter("actor", "service:u-1"))).isEmpty();
        assertThat(search(filter("actor", "k:7"))).containsExactly(denied);
        assertThat(search(filter("actor", "api-key:k:7"))).containsExactly(denied);
        assertThat(search(filter("resource", "model-version:support-assistant")))
                .containsExactly(registered);
        assertThat(search(filter("team", "loans"))).containsExactly(loans);
        assertThat(search(filter("outcome", "DENIED"))).containsExactly(denied);
        assertThat(search(filter("subject", SUBJECT))).containsExactly(called);
        assertThat(search(filter("traceId", TRACE))).containsExactly(called);
        assertThat(search(filter("q", "PointER"))).containsExactly(denied);
        assertThat(search(filter("q", "100% of _all_"))).containsExactly(denied);
        assertThat(search(filter("q", "100_ of %"))).isEmpty();
        assertThat(search(filter("q", "'; DROP TABLE audit.event; --"))).isEmpty();
        assertThat(search(new AuditFilter(
                        "gateway.call.completed",
                        "user:u-1",
                        "support-assistant",
                        "retail-banking",
                        Outcome.SUCCESS,
                        SUBJECT,
                        called.time(),
                        called.time().plusMillis(1),
                        TRACE,
                        "gateway")))
                .containsExactly(called);
    }

    @Test
    void includesTheStartAndExcludesTheEndOfATimeRange() {
        assertThat(search(new AuditFilter(null, null, null, null, null, null, null, registered.time(), null, null)))
                .isEmpty();
        assertThat(search(new AuditFilter(null, null, null, null, null, null, registered.time(), null, null, null)))
                .contains(registered);
        assertThat(search(new AuditFilter(
                        null, null, null, null, null, null, loans.time().plusMillis(1), null, null, null)))
                .isEmpty();
    }

    @Test
    void pagesWithoutGapsOrRepetitions() {
        AuditReader reader = audit.as("governance_worker").reader();
        List<AuditEvent> paged = new ArrayList<>();
        UUID before = null;
        for (List<AuditEvent> page = reader.search(AuditFilter.ALL, before, 3);
                !page.isEmpty();
                page = reader.search(AuditFilter.ALL, before, 3)) {
            paged.addAll(page);
            before = page.getLast().id();
        }

        assertThat(paged).containsExactly(loans, called, denied, registered);
        assertThatThrownBy(() -> reader.search(AuditFilter.ALL, null, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsRequestsOnlyTheirTeams() {
        Access app = audit.as("governance_app");

        assertThat(searchAs(app, "loans", AuditFilter.ALL)).containsExactly(loans);
        assertThat(searchAs(app, "loans", filter("subject", SUBJECT))).isEmpty();
        assertThat(app.<Boolean>forTeams(
                        "loans", reader -> reader.find(called.id()).isPresent()))
                .isFalse();
        assertThat(searchAs(app, "*", AuditFilter.ALL)).hasSize(4);
        assertThat(searchAs(app, "", AuditFilter.ALL)).isEmpty();
        assertThat(searchAs(app, "retail-banking", filter("subject", SUBJECT))).containsExactly(called);
    }

    @Test
    void isClosedToAppendOnlyRoles() {
        for (String role : List.of("gateway_app", "registry_worker", "eval_app", "monitoring_app")) {
            assertThatThrownBy(() -> audit.as(role).reader().search(AuditFilter.ALL, null, 1))
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void usesAnIndexUnderRowLevelSecurity() {
        Access app = audit.as("governance_app");

        List<String> plan = app.transaction().execute(status -> {
            app.jdbc().execute("SET LOCAL enable_seqscan = off");
            app.jdbc().execute("SET LOCAL plumbline.teams = 'loans'");
            return app.jdbc()
                    .queryForList("EXPLAIN SELECT canonical FROM audit.event WHERE actor_id = 'u-1'", String.class);
        });

        assertThat(plan).anyMatch(line -> line.contains("Index Cond: (actor_id = 'u-1'::text)"));
    }

    @Test
    void readsInLogOrderFromAnyIndex() {
        try (AuditFixture own = new AuditFixture()) {
            List<AuditEvent> events = own.log(25, 10);
            AuditReader reader = own.as("monitoring_worker").reader();

            List<SequencedEvent> read = new ArrayList<>();
            for (List<SequencedEvent> page = reader.readFrom(0, 7);
                    !page.isEmpty();
                    page = reader.readFrom(read.getLast().index() + 1, 7)) {
                read.addAll(page);
            }

            assertThat(read).extracting(SequencedEvent::event).containsExactlyElementsOf(events);
            assertThat(read.getFirst().index()).isZero();
            assertThat(read.getLast().index()).isEqualTo(24);
            assertThat(reader.size()).isEqualTo(25);
        }
    }

    private static List<AuditEvent> search(AuditFilter filter) {
        return audit.as("governance_worker").reader().search(filter, null, 10);
    }

    private static List<AuditEvent> searchAs(Access app, String teams, AuditFilter filter) {
        return app.forTeams(teams, reader -> reader.search(filter, null, 10));
    }

    private static AuditFilter filter(String member, String value) {
        return new AuditFilter(
                only("action", member, value),
                only("actor", member, value),
                only("resource", member, value),
                only("team", member, value),
                "outcome".equals(member) ? Outcome.valueOf(value) : null,
                only("subject", member, value),
                null,
                null,
                only("traceId", member, value),
                only("q", member, value));
    }

    private static @Nullable String only(String wanted, String member, String value) {
        return wanted.equals(member) ? value : null;
    }
}
