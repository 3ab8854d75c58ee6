package io.plumbline.governance.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.governance.Governance;
import io.plumbline.governance.Governance.Answer;
import io.plumbline.kit.security.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Who decides about an approval, and how many.
class ApprovalDecisionIT extends ApprovalTests {

    @Test
    void needsTheRequiredNumberOfApprovers() {
        String id = required("high-risk@1", engineer, 2);
        assertThat(decide(officer, id, "APPROVE").body().path("state").asString())
                .isEqualTo("PENDING");
        Answer twice = decide(officer, id, "APPROVE");
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.body().path("type").asString()).isEqualTo("/problems/already-decided");
        JsonNode done = decide(second, id, "APPROVE").body();
        assertThat(done.path("state").asString()).isEqualTo("APPROVED");
        assertThat(done.path("approved").asInt()).isEqualTo(2);
        Answer late = decide(person(), id, "REJECT");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body().path("type").asString()).isEqualTo("/problems/approval-closed");
    }

    @Test
    void isNeverDecidedByTheRequester() {
        String id = required("own@1", Governance.ADMIN_KEY, 1);
        Answer own = decide(Governance.ADMIN_KEY, id, "APPROVE");
        assertThat(own.status()).isEqualTo(403);
        assertThat(own.body().path("type").asString()).isEqualTo("/problems/four-eyes");
        assertThat(get(id).path("state").asString()).isEqualTo("PENDING");
    }

    @Test
    void countsAUserAndTheirKeysAsOnePerson() {
        String user = governance.user("carla", TEAM, Role.COMPLIANCE_OFFICER);
        String oneKey = governance.newKey(TEAM, Role.COMPLIANCE_OFFICER, user);
        String otherKey = governance.newKey(TEAM, Role.COMPLIANCE_OFFICER, user);
        String hers = requiredBy("hers@1", user, 1);
        assertThat(decide(oneKey, hers, "APPROVE").status()).isEqualTo(403);
        String ofHerKey = required("her-key@1", oneKey, 1);
        assertThat(decide(otherKey, ofHerKey, "APPROVE").status()).isEqualTo(403);
        String ofOthers = required("others@1", engineer, 2);
        assertThat(decide(oneKey, ofOthers, "APPROVE").status()).isEqualTo(200);
        assertThat(decide(otherKey, ofOthers, "APPROVE").body().path("type").asString())
                .isEqualTo("/problems/already-decided");
    }

    @Test
    void requiresAReasonToReject() {
        String id = required("why@1", engineer, 1);
        Answer refused =
                governance.post(officer, "/api/v1/approvals/" + id + "/decision", Map.of("decision", "REJECT"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("errors").get(0).path("pointer").asString())
                .isEqualTo("/comment");
        assertThat(get(id).path("state").asString()).isEqualTo("PENDING");
    }

    @Test
    void isForbiddenWithoutPermission() {
        String id = required("not-yours@1", officer, 1);
        assertThat(decide(engineer, id, "APPROVE").status()).isEqualTo(403);
    }

    @Test
    void letsOnlyServicesNameTheRequester() {
        Map<String, Object> body = requirement("spoof@1", "somebody-else", 1);
        for (String caller : List.of(engineer, officer, Governance.ADMIN_KEY)) {
            assertThat(governance.post(caller, "/internal/v1/approvals", body).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void countsBothConcurrentDecisions() {
        String id = required("race@1", engineer, 2);
        List<Answer> answers =
                together(List.of(() -> decide(officer, id, "APPROVE"), () -> decide(second, id, "APPROVE")));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        assertThat(get(id).path("state").asString()).isEqualTo("APPROVED");
        assertThat(get(id).path("decisions").size()).isEqualTo(2);
    }

    @Test
    void countsOneOfTwoConcurrentDecisionsOfOnePerson() {
        String id = required("double@1", engineer, 2);
        List<Answer> answers =
                together(List.of(() -> decide(officer, id, "APPROVE"), () -> decide(officer, id, "APPROVE")));
        assertThat(answers.stream().map(Answer::status)).containsExactlyInAnyOrder(200, 409);
        assertThat(get(id).path("approved").asInt()).isEqualTo(1);
    }

    @Test
    void requiresAPersonIfItsTermsStateIt() {
        String id = governance
                .post(registry, "/internal/v1/approvals", toolCall("support/3", "{}", 60))
                .body()
                .path("id")
                .asString();
        Answer machine = decide(governance.newKey(TEAM, Role.COMPLIANCE_OFFICER, null), id, "APPROVE");
        assertThat(machine.status()).isEqualTo(403);
        assertThat(machine.body().path("type").asString()).endsWith("/problems/four-eyes");
        assertThat(decide(person(), id, "APPROVE").status()).isEqualTo(200);
    }
}
