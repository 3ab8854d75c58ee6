package io.plumbline.governance.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.governance.GovernanceSnapshot;
import io.plumbline.clients.governance.GovernanceSnapshot.RevokedApproval;
import io.plumbline.governance.Governance;
import io.plumbline.governance.Governance.Answer;
import io.plumbline.kit.security.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ApprovalIT extends ApprovalTests {

    @Test
    void isReusedUntilDecidedAndWhileInForce() {
        String first = required("same@1", engineer, 1);
        assertThat(required("same@1", engineer, 1)).isEqualTo(first);
        assertThat(decide(officer, first, "APPROVE").body().path("state").asString())
                .isEqualTo("APPROVED");
        assertThat(required("same@1", engineer, 1)).isEqualTo(first);
        assertThat(required("same@2", engineer, 1)).isNotEqualTo(first);
    }

    @Test
    void staysRejectedUntilRequestedAgain() {
        String rejected = required("again@1", engineer, 1);
        assertThat(decide(officer, rejected, "REJECT").body().path("state").asString())
                .isEqualTo("REJECTED");
        assertThat(required("again@1", engineer, 1)).isEqualTo(rejected);
        String anew = openedByCaller("again@1", 1);
        String next = required("again@1", engineer, 1);
        assertThat(List.of(rejected, anew)).doesNotContain(next);
        assertThat(get(anew).path("state").asString()).isEqualTo("EXPIRED");
        assertThat(required("again@1", engineer, 1)).isEqualTo(next);
        decide(officer, next, "REJECT");
        assertThat(required("again@1", engineer, 1))
                .as("the second rejection stands, too")
                .isEqualTo(next);
    }

    @Test
    void isNotSatisfiedForAServiceByACallersRequest() {
        String byHand = openedByCaller("by-hand@4", 1);
        assertThat(decide(officer, byHand, "APPROVE").body().path("state").asString())
                .isEqualTo("APPROVED");
        Map<String, Object> promotion = requirement("by-hand@4", Governance.idOf(engineer), 1);
        promotion.put("reason", "Document sha256:4f; gates: safety PASS.");
        JsonNode needed =
                governance.post(registry, "/internal/v1/approvals", promotion).body();
        String id = needed.path("id").asString();
        assertThat(id).isNotEqualTo(byHand);
        assertThat(needed.path("state").asString()).isEqualTo("PENDING");
        assertThat(get(id).path("origin").asString()).isEqualTo("SERVICE");
        assertThat(get(id).path("reason").asString()).startsWith("Document sha256:4f");
        assertThat(get(byHand).path("origin").asString()).isEqualTo("CALLER");
        assertThat(get(byHand).path("state").asString()).isEqualTo("APPROVED");

        decide(officer, id, "APPROVE");
        assertThat(required("by-hand@4", engineer, 1)).isEqualTo(id);
        assertThat(openedByCaller("by-hand@4", 2)).isNotEqualTo(id);
        assertThat(required("by-hand@4", engineer, 1))
                .as("one that a caller opened later takes nothing away")
                .isEqualTo(id);
    }

    @Test
    void closesARequestOfACallerIfAServiceRequestsIt() {
        String byHand = openedByCaller("closed@1", 1);
        String id = required("closed@1", engineer, 1);
        assertThat(id).isNotEqualTo(byHand);
        assertThat(get(byHand).path("state").asString()).isEqualTo("EXPIRED");
        assertThat(openedByCaller("closed@1", 1))
                .as("a caller gets the service's")
                .isEqualTo(id);
    }

    @Test
    void isNotDecidedByThoseWhomTheRequestExcludes() {
        String before = required("trained@1", engineer, 1);
        Map<String, Object> trained = requirement("trained@1", Governance.idOf(engineer), 1);
        trained.put("excluded", List.of(Governance.idOf(officer)));
        JsonNode asked =
                governance.post(registry, "/internal/v1/approvals", trained).body();
        String id = asked.path("id").asString();
        assertThat(id).as("the first lets the uploader decide").isNotEqualTo(before);
        assertThat(get(before).path("state").asString()).isEqualTo("EXPIRED");
        Answer refused = decide(officer, id, "APPROVE");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().path("type").asString()).isEqualTo("/problems/four-eyes");
        assertThat(get(id).at("/caller/obstacle").asString()).contains("uploader of the training data");
        assertThat(get(id).path("excluded").path(0).asString()).isEqualTo(Governance.idOf(officer));
        assertThat(required("trained@1", engineer, 1))
                .as("one that excludes more also counts")
                .isEqualTo(id);
        assertThat(decide(second, id, "APPROVE").body().path("state").asString())
                .isEqualTo("APPROVED");
    }

    private static String openedByCaller(String resource, int approvers) {
        Map<String, Object> body = requirement(resource, engineer, approvers);
        body.remove("requestedBy");
        Answer opened = governance.post(engineer, "/api/v1/approvals", body);
        assertThat(opened.status()).isEqualTo(201);
        return opened.body().path("id").asString();
    }

    @Test
    void doesNotCountForLaterChanges() {
        Map<String, Object> before = requirement("later@1", engineer, 1);
        before.remove("requestedBy");
        String phantom = governance
                .post(engineer, "/api/v1/approvals", before)
                .body()
                .path("id")
                .asString();
        String pending = required("pending@1", engineer, 1);
        decide(officer, phantom, "APPROVE");
        Map<String, Object> registered = requirement("later@1", Governance.idOf(engineer), 1);
        registered.put("since", Instant.now().toString());
        JsonNode needed =
                governance.post(registry, "/internal/v1/approvals", registered).body();
        assertThat(needed.path("id").asString()).isNotEqualTo(phantom);
        assertThat(needed.path("state").asString()).isEqualTo("PENDING");

        Map<String, Object> changed = requirement("pending@1", Governance.idOf(engineer), 1);
        changed.put("since", Instant.now().toString());
        JsonNode anew =
                governance.post(registry, "/internal/v1/approvals", changed).body();
        assertThat(anew.path("id").asString()).isNotEqualTo(pending);
        assertThat(get(pending).path("state").asString()).isEqualTo("EXPIRED");
    }

    @Test
    void isRequestedAgainIfMoreApproversAreRequired() {
        String one = required("stricter@1", engineer, 1);
        decide(officer, one, "APPROVE");
        String stricter = required("stricter@1", engineer, 2);
        assertThat(stricter).isNotEqualTo(one);
        assertThat(get(stricter).path("approvers").asInt()).isEqualTo(2);
    }

    @Test
    void raisesItsApproversIfMoreAreRequiredMeanwhile() {
        String id = required("raised@1", engineer, 1);
        assertThat(required("raised@1", engineer, 2)).isEqualTo(id);
        assertThat(required("raised@1", engineer, 1)).isEqualTo(id);
        assertThat(decide(officer, id, "APPROVE").body().path("state").asString())
                .isEqualTo("PENDING");
        assertThat(decide(second, id, "APPROVE").body().path("state").asString())
                .isEqualTo("APPROVED");
    }

    @Test
    void isCreatedOnceByConcurrentRequests() {
        Callable<String> ask = () -> required("crowd@1", engineer, 1);
        assertThat(together(List.of(ask, ask, ask, ask, ask, ask)))
                .hasSize(6)
                .containsOnly(required("crowd@1", engineer, 1));
    }

    @Test
    void expiresAfterAWeek() {
        String id = required("late@1", engineer, 1);
        letTimePass(id);
        assertThat(get(id).path("state").asString()).isEqualTo("EXPIRED");
        Answer late = decide(officer, id, "APPROVE");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body().path("state").asString()).isEqualTo("EXPIRED");
        assertThat(ids("PENDING")).doesNotContain(id);
        assertThat(ids("EXPIRED")).contains(id);
        assertThat(required("late@1", engineer, 1)).isNotEqualTo(id);
    }

    @Test
    void isRecordedAsExpired() {
        String id = required("forgotten@1", engineer, 1);
        String other = required("remembered@1", engineer, 1);
        letTimePass(id);
        governance.service().bean(ApprovalExpiryJob.class).expire();
        assertThat(governance
                        .get(officer, "/api/v1/audit/events?action=governance.approval.expired&resource=approval:" + id)
                        .body()
                        .path("items")
                        .size())
                .isEqualTo(1);
        assertThat(get(other).path("state").asString()).isEqualTo("PENDING");
    }

    @Test
    void isAuditedWithItsSubjectAndItsDecision() {
        String id = required("audited@1", engineer, 1);
        decide(officer, id, "REJECT");
        JsonNode events = governance
                .get(officer, "/api/v1/audit/events?resource=approval:" + id)
                .body()
                .path("items");
        assertThat(events.valueStream().map(event -> event.path("action").asString()))
                .containsExactly("governance.approval.decided", "governance.approval.requested");
        assertThat(events.get(0).path("attributes").path("decision").asString()).isEqualTo("REJECT");
        assertThat(events.get(0).path("actor").path("id").asString()).isEqualTo(Governance.idOf(officer));
        assertThat(events.get(1).path("attributes").path("requestedBy").asString())
                .isEqualTo(Governance.idOf(engineer));
    }

    @Test
    void showsItsContentAndLastsAsLongAsItsTermsState() {
        Map<String, Object> asked = toolCall("support/1", "{\"amount\": 50}", 60);
        String id = governance
                .post(registry, "/internal/v1/approvals", asked)
                .body()
                .path("id")
                .asString();
        JsonNode shown = get(id);
        assertThat(shown.at("/details/0/label").asString()).isEqualTo("Call of pay");
        assertThat(shown.at("/details/0/text").asString()).isEqualTo("{\"amount\": 50}");
        assertThat(Instant.parse(shown.path("expiresAt").asString()))
                .isBefore(Instant.now().plusSeconds(61));
        JsonNode decided = decide(person(), id, "APPROVE").body();
        assertThat(decided.path("state").asString()).isEqualTo("APPROVED");
        assertThat(Instant.parse(decided.path("expiresAt").asString()))
                .isBefore(Instant.now().plusSeconds(61));
        assertThat(governance
                        .post(registry, "/internal/v1/approvals", asked)
                        .body()
                        .path("id")
                        .asString())
                .as("asking again for the same")
                .isEqualTo(id);
    }

    @Test
    void deletesItsContentLongAfterItsEnd() {
        String id = governance
                .post(registry, "/internal/v1/approvals", toolCall("support/4", "{\"amount\": 50}", 60))
                .body()
                .path("id")
                .asString();
        letTimePass(id);
        governance.service().bean(ApprovalExpiryJob.class).expire();
        assertThat(get(id).path("details").size()).isEqualTo(1);
        JdbcClient.create(governance.service().database().superuser())
                .sql("update governance.approval set expires_at = now() - interval '91 days' where id = ?::uuid")
                .param(id)
                .update();
        governance.service().bean(ApprovalExpiryJob.class).expire();
        assertThat(get(id).path("details").size()).isZero();
    }

    @Test
    void isSeparateForDifferentContent() {
        Map<String, Object> phantom = requirement("support/2", engineer, 1);
        phantom.remove("requestedBy");
        phantom.put("action", "gateway.call.resume");
        phantom.put("resourceType", "parked-call");
        String harmless = governance
                .post(engineer, "/api/v1/approvals", phantom)
                .body()
                .path("id")
                .asString();
        decide(officer, harmless, "APPROVE");
        JsonNode real = governance
                .post(registry, "/internal/v1/approvals", toolCall("support/2", "{\"amount\": 5000}", 60))
                .body();
        assertThat(real.path("id").asString()).isNotEqualTo(harmless);
        assertThat(real.path("state").asString()).isEqualTo("PENDING");
    }

    @Test
    void isRevokedBySomebodyOtherThanTheRequester() {
        String id = requiredBy("revoked@1", Governance.idOf(Governance.ADMIN_KEY), 1);
        assertThat(revoke(officer, id).body().path("type").asString()).isEqualTo("/problems/approval-not-granted");
        decide(officer, id, "APPROVE");
        assertThat(revoke(engineer, id).status()).isEqualTo(403);
        assertThat(revoke(Governance.ADMIN_KEY, id).body().path("type").asString())
                .isEqualTo("/problems/four-eyes");
        assertThat(governance
                        .post(second, "/api/v1/approvals/" + id + "/revoke", Map.of("comment", " "))
                        .status())
                .isEqualTo(400);
        GovernanceSnapshot before = snapshot(0);
        JsonNode revoked = revoke(second, id).body();
        assertThat(revoked.path("state").asString()).isEqualTo("REVOKED");
        assertThat(revoked.at("/revocation/comment").asString()).isEqualTo("A mistake.");
        assertThat(revoked.at("/revocation/revokedBy").asString()).isEqualTo(Governance.idOf(second));
        assertThat(revoke(second, id).status()).as("a second time").isEqualTo(409);
        assertThat(ids("REVOKED")).contains(id);
        assertThat(ids("APPROVED")).doesNotContain(id);

        assertThat(before.revokedApprovals()).extracting(RevokedApproval::id).doesNotContain(UUID.fromString(id));
        for (long since : new long[] {0, before.version()}) {
            assertThat(snapshot(since).revokedApprovals())
                    .extracting(RevokedApproval::id)
                    .contains(UUID.fromString(id));
        }
        JsonNode event = governance
                .get(officer, "/api/v1/audit/events?resource=approval:" + id)
                .body()
                .at("/items/0");
        assertThat(event.path("action").asString()).isEqualTo("governance.approval.revoked");
        assertThat(event.at("/actor/id").asString()).isEqualTo(Governance.idOf(second));
        assertThat(event.at("/attributes/resource").asString()).isEqualTo("model-version:revoked@1");
        assertThat(requiredBy("revoked@1", Governance.idOf(Governance.ADMIN_KEY), 1))
                .as("a new one is asked for")
                .isNotEqualTo(id);
    }

    private static Answer revoke(String key, String id) {
        return governance.post(key, "/api/v1/approvals/" + id + "/revoke", Map.of("comment", "A mistake."));
    }

    private static GovernanceSnapshot snapshot(long since) {
        return JsonMapper.shared()
                .convertValue(
                        governance
                                .get(registry, "/internal/v1/snapshot?waitSeconds=0&since=" + since)
                                .body(),
                        GovernanceSnapshot.class);
    }

    @Test
    void isListedAsWaitingOnlyForThoseWhoMayDecide() {
        String engineer = governance.key(TEAM, Role.ML_ENGINEER);
        String id = required("waiting@1", engineer, 1);
        String decider = person();
        assertThat(waiting(decider)).contains(id);
        JsonNode own =
                governance.get(engineer, "/api/v1/approvals/" + id).body().path("caller");
        assertThat(own.path("mayDecide").asBoolean()).isFalse();
        assertThat(own.path("obstacle").asString()).contains("approval:decide");
        assertThat(decide(decider, id, "APPROVE").body().at("/caller/mayRevoke").asBoolean())
                .isTrue();
        assertThat(waiting(decider)).doesNotContain(id);
        assertThat(governance
                        .get(decider, "/api/v1/approvals?team=nowhere&resource=*:waiting@1")
                        .body()
                        .path("items")
                        .isEmpty())
                .isTrue();
        assertThat(governance
                        .get(decider, "/api/v1/approvals?team=" + TEAM + "&resource=*:waiting@*")
                        .body()
                        .toString())
                .contains(id);
    }

    private static String waiting(String key) {
        return governance
                .get(key, "/api/v1/approvals?waiting=true&limit=500")
                .body()
                .toString();
    }

    @Test
    void isHiddenFromOtherTeams() {
        String id = required("hidden@1", engineer, 1);
        String stranger = governance.newKey("other-team", Role.ML_ENGINEER, null);
        assertThat(governance.get(stranger, "/api/v1/approvals/" + id).status()).isEqualTo(404);
        assertThat(governance.get(engineer, "/api/v1/approvals/" + id).status()).isEqualTo(200);
    }

    private static void letTimePass(String id) {
        JdbcClient.create(governance.service().database().superuser())
                .sql("update governance.approval set expires_at = now() - interval '1 second' where id = ?::uuid")
                .param(id)
                .update();
    }

    private static List<String> ids(String state) {
        return governance
                .get(officer, "/api/v1/approvals?limit=500&state=" + state)
                .body()
                .path("items")
                .valueStream()
                .map(approval -> approval.path("id").asString())
                .toList();
    }
}
