package io.plumbline.gateway;

import static io.plumbline.gateway.Parking.HEADER;
import static io.plumbline.gateway.Parking.TOOLS;
import static io.plumbline.gateway.Parking.calling;
import static io.plumbline.gateway.Parking.error;
import static io.plumbline.gateway.Parking.id;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.testkit.FakeGovernance;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Parked calls outlive the gateway that parked them, wait for a governance that is away, and never go on without
/// it or without their database.
class ParkedReplicasIT {

    private static final String CALLER = "0197f000-0000-7000-8000-000000000003";

    private static TestDatabase database;
    private static ScriptedProvider provider;
    private static RunningGateway gateway;
    private static FakeGovernance governance;
    private static Parking parking;

    @BeforeAll
    static void start() {
        database = TestPostgres.create("gateway");
        provider = new ScriptedProvider();
        gateway = RunningGateway.start(Map.of(), RunningGateway.temporaryFolder(), database);
        governance = gateway.service().governance();
        gateway.provider("fake", provider.url());
        parking = new Parking(gateway, CALLER);
        parking.route("paying", "fake", Parking.TOOL_POLICY);
        provider.plays((_, connection) -> connection.json(200, calling("pay {\"amount\":50}")));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    /// One more gateway on the same database, with the same governance.
    private static RunningGateway another(String maxPending) {
        return RunningGateway.start(
                Map.of(
                        "plumbline.gateway.approvals.max-pending",
                        maxPending,
                        "plumbline.security.issuer",
                        governance.url(),
                        "plumbline.security.jwks-uri",
                        governance.url() + "/oauth2/jwks",
                        "plumbline.services.governance",
                        governance.url()),
                RunningGateway.temporaryFolder(),
                database);
    }

    @Test
    void goOnAfterARestartAndAtAnotherReplica() {
        String body = chat("paying", "Pay, and be gone.", TOOLS);
        String id;
        RunningGateway ended = another("200");
        try {
            HttpResponse<String> parked = new Parking(ended, CALLER, governance).call(body);
            assertThat(parked.statusCode()).as(parked.body()).isEqualTo(409);
            id = id(parked);
        } finally {
            ended.service().stop();
        }
        int asked = provider.received().size();
        parking.approve(id);
        HttpResponse<String> here = parking.call(body, HEADER, id);
        assertThat(here.statusCode()).as(here.body()).isEqualTo(200);
        assertThat(here.body()).contains("{\\\"amount\\\":50}");
        assertThat(provider.received()).hasSize(asked);
    }

    @Test
    void countAsWaitingOnlyUntilTheyAreDecided() {
        RunningGateway small = another("2");
        try {
            Parking caller = new Parking(small, "0197f000-0000-7000-8000-000000000004", governance);
            String decided = chat("paying", "Pay the first.", TOOLS);
            String first = id(caller.call(decided));
            assertThat(caller.call(chat("paying", "Pay the second.", TOOLS)).statusCode())
                    .isEqualTo(409);
            HttpResponse<String> tooMany = caller.call(chat("paying", "Pay the third.", TOOLS));
            assertThat(error(tooMany).path("code").asString()).isEqualTo("too_many_parked");
            caller.approve(first);
            HttpResponse<String> third = caller.call(chat("paying", "Pay the third.", TOOLS));
            assertThat(third.statusCode()).as(third.body()).isEqualTo(409);
            assertThat(id(third)).isNotEqualTo(first);
            assertThat(error(caller.call(chat("paying", "Pay the fourth.", TOOLS)))
                            .path("code")
                            .asString())
                    .isEqualTo("too_many_parked");
            assertThat(caller.call(decided, HEADER, first).statusCode())
                    .as("what is decided can still be fetched")
                    .isEqualTo(200);
        } finally {
            small.service().stop();
        }
    }

    @Test
    void askAboutAFewOfThoseThatWaitWhenThereIsNoRoom() {
        RunningGateway small = another("7");
        try {
            Parking caller = new Parking(small, "0197f000-0000-7000-8000-000000000005", governance);
            for (int i = 0; i < 7; i++) {
                assertThat(caller.call(chat("paying", "Pay number " + i, TOOLS)).statusCode())
                        .isEqualTo(409);
            }
            int before = governance.outcomesAsked();
            long start = System.nanoTime();
            for (int i = 0; i < 10; i++) {
                HttpResponse<String> tooMany = caller.call(chat("paying", "Pay one more.", TOOLS));
                assertThat(error(tooMany).path("code").asString()).isEqualTo("too_many_parked");
            }
            long begun = 1 + Duration.ofNanos(System.nanoTime() - start).toSeconds();
            assertThat(governance.outcomesAsked() - before)
                    .as("five in each second that has begun")
                    .isBetween(5, (int) (5 * begun));
        } finally {
            small.service().stop();
        }
    }

    @Test
    void waitForAGovernanceThatIsAway() {
        String body = chat("paying", "Pay, whoever is there.", TOOLS);
        String known = id(parking.call(chat("paying", "Pay before.", TOOLS)));
        HttpResponse<String> parked;
        governance.leave();
        try {
            parked = parking.call(body);
            assertThat(parked.statusCode()).as(parked.body()).isEqualTo(409);
            assertThat(error(parked).path("approval").has("page")).isFalse();
            assertThat(parking.call(body, HEADER, id(parked)).statusCode()).isEqualTo(409);
            HttpResponse<String> unknown = parking.call(chat("paying", "Pay before.", TOOLS), HEADER, known);
            assertThat(unknown.statusCode()).isEqualTo(503);
            assertThat(error(unknown).path("code").asString()).isEqualTo("approval_unavailable");
            assertThat(parking.state(known).statusCode()).isEqualTo(503);
        } finally {
            governance.comeBack();
        }
        parking.approve(id(parked));
        await("the gateway hears of it")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(parking.call(body, HEADER, id(parked)).statusCode())
                                .isEqualTo(200));
    }

    @Test
    void areOverWhenTheirTimeIs() {
        String body = chat("paying", "Pay too late.", TOOLS);
        String id = id(parking.call(body));
        parking.approve(id);
        assertThat(json(parking.state(id)).path("state").asString()).isEqualTo("APPROVED");
        gateway.database()
                .sql("update gateway.parked_call set expires_at = now() - interval '1 second' where id = ?::uuid")
                .param(id)
                .update();
        assertThat(parking.call(body, HEADER, id).statusCode()).isEqualTo(410);
        assertThat(json(parking.state(id)).path("state").asString()).isEqualTo("EXPIRED");
    }

    @Test
    void areNotGivenWhereTheyCannotBeParked() throws SQLException {
        HttpResponse<String> refused;
        try (DatabaseOutage _ = DatabaseOutage.of(database)) {
            refused = parking.call(chat("paying", "Pay, without a database.", TOOLS));
        }
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(error(refused).path("code").asString()).isEqualTo("approval_unavailable");
        assertThat(refused.body()).doesNotContain("amount");
        await("the database is back")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(parking.call(chat("paying", "Pay again.", TOOLS))
                                .statusCode())
                        .isEqualTo(409));
    }
}
