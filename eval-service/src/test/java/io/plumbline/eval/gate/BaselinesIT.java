package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalRequirement;
import io.plumbline.eval.EvalUnderTest;
import io.plumbline.kit.security.Role;
import io.plumbline.testkit.FakeGovernance;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// What later versions are compared with.
class BaselinesIT extends GateTests {

    private static final String NO_WORSE = "[{\"name\": \"exactMatch\", \"floor\": 0.5, \"maxRegression\": 0.05}]";

    @Test
    void comparesWithARequestedBaselineOnlyAfterASecondPersonApproves() {
        String gate = passed("blessing", 3);
        JsonNode asked = bless("blessing", gate);

        assertThat(asked.path("state").asString()).isEqualTo("PENDING");
        assertThat(asked.path("candidate").path("version").asInt()).isEqualTo(2);
        assertThat(asked.path("approval").path("href").asString()).contains("/api/v1/approvals/");
        assertThat(eval.run(request("blessing", "blessing", 3))
                        .path("baseline")
                        .path("version")
                        .asInt())
                .as("nobody has approved yet: what is in production is still what counts")
                .isEqualTo(1);

        eval.service.governance().decide("blessing/" + gate, Approval.State.APPROVED);
        JsonNode later = eval.run(request("blessing", "blessing", 3));

        assertThat(later.path("baseline").path("version").asInt()).isEqualTo(2);
        assertThat(later.path("counts").asBoolean()).isTrue();
        JsonNode origin = later.path("baselineOrigin");
        assertThat(origin.path("source").asString()).isEqualTo("BLESSED");
        assertThat(origin.path("approvedBy").path(0).asString()).isEqualTo(FakeGovernance.DECIDER);
        assertThat(origin.path("requestedBy").asString()).isNotEqualTo(FakeGovernance.DECIDER);
        assertThat(origin.path("gate").asString()).isEqualTo(gate);
        assertThat(report("/api/v1/gates/" + later.path("id").asString() + "/report", "text/markdown"))
                .contains("baseline requested by", FakeGovernance.DECIDER);
        assertThat(audited("blessing")).containsExactly("eval.baseline.requested", "eval.baseline.blessed");

        JsonNode against = eval.run("""
                {"suite": "blessing", "candidate": {"model": "blessing", "version": 3},
                 "baseline": {"model": "blessing", "version": 1}}
                """);
        assertThat(against.path("counts").asBoolean())
                .as("what is in production is not the baseline any more")
                .isFalse();
    }

    @Test
    void sendsTheRequesterToGovernanceSoTheyCannotApprove() {
        String gate = passed("asked", 3);
        String engineer =
                eval.service.governance().userToken("engineer-7", Map.of(TEAM, new Role[] {Role.ML_ENGINEER}));
        JsonNode asked = eval.service
                .client(engineer)
                .post()
                .uri("/api/v1/suites/asked/baselines")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"gate\": \"" + gate + "\", \"reason\": \"the spring release\"}")
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();

        ApprovalRequirement requirement = eval.service.governance().requirements().stream()
                .filter(each -> each.resourceId().equals("asked/" + gate))
                .findFirst()
                .orElseThrow();
        assertThat(requirement.requestedBy()).isEqualTo("engineer-7");
        assertThat(requirement.action()).isEqualTo("eval.baseline.bless");
        assertThat(requirement.reason()).contains("asked@2", gate, "the spring release");
        assertThat(bless("asked", gate).path("id"))
                .as("who asks again gets the same")
                .isEqualTo(asked.path("id"));
    }

    @Test
    void keepsTheProductionBaselineIfARequestIsRejected() {
        String gate = passed("rejected", 3);
        bless("rejected", gate);
        eval.service.governance().decide("rejected/" + gate, Approval.State.REJECTED);

        JsonNode listed = get("/api/v1/suites/rejected/baselines");

        assertThat(listed.path("items").path(0).path("state").asString()).isEqualTo("REJECTED");
        assertThat(eval.run(request("rejected", "rejected", 3))
                        .path("baselineOrigin")
                        .path("source")
                        .asString())
                .isEqualTo("PRODUCTION");
        post("/api/v1/suites/rejected/baselines", "{\"gate\": \"" + gate + "\"}")
                .expectStatus()
                .isEqualTo(409);
        assertThat(audited("rejected")).contains("eval.baseline.refused");
    }

    /// Both decisions are seen at once, the one on the younger request first taken.
    @Test
    void usesTheLatestApprovalInAnyOrderOfDelivery() {
        String second = passed("order", 4);
        String third = eval.run(request("order", "order", 3)).path("id").asString();
        bless("order", second);
        bless("order", third);
        eval.service.governance().decide("order/" + third, Approval.State.APPROVED);
        get("/api/v1/suites/order");
        eval.service.governance().decide("order/" + second, Approval.State.APPROVED);

        JsonNode later = eval.run(request("order", "order", 4));

        assertThat(later.path("baseline").path("version").asInt()).isEqualTo(2);
        JsonNode listed = get("/api/v1/suites/order/baselines").path("items");
        assertThat(listed.path(0).path("gate").asString()).isEqualTo(third);
        assertThat(decidedAt(listed.path(0))).isBefore(decidedAt(listed.path(1)));
    }

    @Test
    void processesOtherRequestsIfGovernanceFailsForOne() {
        String second = passed("failing", 4);
        String third = eval.run(request("failing", "failing", 3)).path("id").asString();
        bless("failing", second);
        bless("failing", third);
        eval.service.governance().breakApproval("failing/" + second);
        eval.service.governance().decide("failing/" + third, Approval.State.APPROVED);

        JsonNode later = eval.run(request("failing", "failing", 4));

        assertThat(later.path("baseline").path("version").asInt()).isEqualTo(3);
        assertThat(get("/api/v1/suites/failing/baselines")
                        .path("items")
                        .path(1)
                        .path("state")
                        .asString())
                .isEqualTo("PENDING");
    }

    @Test
    void limitsPendingRequestsToTwenty() {
        eval.suite("many", document("tiny@1", "[{\"name\": \"exactMatch\", \"floor\": 0.3}]"));
        eval.model("many", 100);
        String first = passedAgain();
        bless("many", first);
        for (int i = 1; i < 20; i++) {
            bless("many", passedAgain());
        }
        String last = passedAgain();

        post("/api/v1/suites/many/baselines", "{\"gate\": \"" + last + "\"}")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/too-many-baselines-pending");
        assertThat(bless("many", first).path("state").asString())
                .as("who asks again gets the same")
                .isEqualTo("PENDING");
        assertThat(eval.service.governance().requirements())
                .noneMatch(each -> each.resourceId().equals("many/" + last));
        eval.service.governance().decide("many/" + first, Approval.State.REJECTED);
        bless("many", last);
    }

    private static String passedAgain() {
        JsonNode gate = eval.run(request("many", "many", 1));
        assertThat(gate.path("verdict").asString()).isEqualTo("PASS");
        return gate.path("id").asString();
    }

    private static Instant decidedAt(JsonNode blessing) {
        return Instant.parse(blessing.path("decidedAt").asString());
    }

    @Test
    void acceptsOnlyVersionsThatPassedADecisiveGate() {
        eval.suite("unfit", document("faq@1", NO_WORSE));
        eval.model("unfit", 20);
        String failed = eval.run(request("unfit", "unfit", 1)).path("id").asString();
        post("/api/v1/suites/unfit/baselines", "{\"gate\": \"" + failed + "\"}")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/baseline-unfit");
        post("/api/v1/suites/faq/baselines", "{\"gate\": \"" + failed + "\"}")
                .expectStatus()
                .isNotFound();
    }

    /// A suite and a model of that name, of which version 1 is in production and version 2 has passed.
    private static String passed(String name, int versions) {
        eval.suite(name, document("faq@1", NO_WORSE));
        eval.registry.model(TEAM, name, versions, 1);
        for (int version = 1; version <= versions; version++) {
            eval.gateway.model("registry:" + name + "@" + version, call -> EvalUnderTest.rightFor(100, call));
        }
        JsonNode gate = eval.run(request(name, name, 2));
        assertThat(gate.path("verdict").asString()).isEqualTo("PASS");
        return gate.path("id").asString();
    }

    private static JsonNode bless(String suite, String gate) {
        return post("/api/v1/suites/" + suite + "/baselines", "{\"gate\": \"" + gate + "\"}")
                .expectStatus()
                .isCreated()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }

    private static java.util.List<String> audited(String suite) {
        return JdbcClient.create(eval.service.database().superuser())
                .sql("""
                        select action from audit.event where resource_id = ? and action like 'eval.baseline.%' order by id
                        """)
                .param(suite)
                .query(String.class)
                .list();
    }
}
