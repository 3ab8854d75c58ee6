package io.plumbline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.audit.AuditFixture.Access;
import io.plumbline.audit.HourlyCounts.HourlyCount;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HourlyCountsIT {
    private static final String DONE = "gateway.call.completed";
    private static final String BLOCKED = "gateway.call.blocked";

    private static AuditFixture audit;

    @BeforeAll
    static void fill() {
        audit = new AuditFixture();
        Access gateway = audit.as("gateway_worker");
        gateway.append(
                call("2026-03-01T10:00:00Z", "loans", DONE),
                call("2026-03-01T10:59:59.999Z", "loans", DONE),
                call("2026-03-01T10:30:00Z", "cards", DONE));
        audit.log(0, 2);
        gateway.append(
                call("2026-03-01T10:45:00Z", "loans", DONE),
                call("2026-03-01T11:00:00Z", "cards", BLOCKED),
                call("2026-03-01T09:59:59.999Z", "cards", BLOCKED));
        audit.log(0, 2);
        gateway.append(call("2026-03-01T11:01:00Z", "loans", DONE)); // has no place yet
    }

    @AfterAll
    static void dropDatabase() {
        audit.close();
    }

    @Test
    void countsEachIntegratedEventOnceInItsHour() {
        assertThat(new HourlyCounts(audit.database.dataSource("governance_worker"))
                        .since(Instant.parse("2026-03-01T10:00:00Z"), List.of(DONE, BLOCKED)))
                .containsExactly(
                        new HourlyCount(Instant.parse("2026-03-01T10:00:00Z"), DONE, 4),
                        new HourlyCount(Instant.parse("2026-03-01T11:00:00Z"), BLOCKED, 1));
        assertThat(new HourlyCounts(audit.database.dataSource("governance_worker"))
                        .since(Instant.parse("2026-03-01T00:00:00Z"), List.of(BLOCKED)))
                .hasSize(2);
    }

    @Test
    void countsVisibleTeamsForRequests() {
        Access app = audit.as("governance_app");
        HourlyCounts counts = new HourlyCounts(Objects.requireNonNull(app.jdbc().getDataSource()));

        List<HourlyCount> ofCards = app.forTeams("cards", reader -> counts.since(Instant.EPOCH, List.of(DONE)));
        List<HourlyCount> ofNobody = app.forTeams("", reader -> counts.since(Instant.EPOCH, List.of(DONE)));

        assertThat(ofCards).extracting(HourlyCount::count).containsExactly(1L);
        assertThat(ofNobody).isEmpty();
    }

    private static AuditEvent call(String time, String team, String action) {
        Clock then = Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
        return AuditEvent.builder(new UuidV7(then, new SecureRandom()).next())
                .service("gateway")
                .team(team)
                .actor(new Actor("user", "u"))
                .action(action)
                .resource(new Resource("route", "r"))
                .build();
    }
}
