package io.plumbline.governance.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.governance.Governance;
import io.plumbline.governance.Governance.Answer;
import io.plumbline.kit.security.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class ApprovalIT {

    private static final String TEAM = "retail-banking";

    private static Governance governance;
    private static String engineer;
    private static String officer;
    private static String second;
    private static String registry;

    @BeforeAll
    static void start() {
        governance = Governance.start();
        engineer = governance.newKey(TEAM, Role.ML_ENGINEER, null);
        officer = governance.newKey(TEAM, Role.COMPLIANCE_OFFICER, null);
        second = governance.newKey(TEAM, Role.COMPLIANCE_OFFICER, null);
        registry = governance.serviceToken("registry");
    }

    @AfterAll
    static void stop() {
        governance.close();
    }

    @Test
    void isOneAndTheSameUntilItIsDecidedAndWhileItIsInForce() {
        String first = required("same@1", engineer, 1);
        assertThat(required("same@1", engineer, 1)).isEqualTo(first);
        assertThat(decide(officer, first, "APPROVE").body().path("state").asString())
                .isEqualTo("APPROVED");
        assertThat(required("same@1", engineer, 1)).isEqualTo(first);
        assertThat(required("same@2", engineer, 1)).isNotEqualTo(first);
    }

    @Test
    void staysRejectedUntilSomebodyAsksAnew() {
        String rejected = required("again@1", engineer, 1);
        assertThat(decide(officer, rejected, "REJECT").body().path("state").asString())
                .isEqualTo("REJECTED");
        assertThat(required("again@1", engineer, 1)).isEqualTo(rejected);
        Map<String, Object> subject = new HashMap<>(requirement("again@1", engineer, 1));
        subject.remove("requestedBy");
        Answer asked = governance.post(engineer, "/api/v1/approvals", subject);
        assertThat(asked.status()).isEqualTo(201);
        String next = asked.body().path("id").asString();
        assertThat(next).isNotEqualTo(rejected);
        assertThat(required("again@1", engineer, 1)).isEqualTo(next);
    }

    @Test
    void doesNotCountForWhatCameLater() {
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
    void isAskedForAnewWhenMorePeopleAreNeededThanHaveApproved() {
        String one = required("stricter@1", engineer, 1);
        decide(officer, one, "APPROVE");
        String stricter = required("stricter@1", engineer, 2);
        assertThat(stricter).isNotEqualTo(one);
        assertThat(get(stricter).path("approvers").asInt()).isEqualTo(2);
    }

    @Test
    void needsMorePeopleWhenMoreAreAskedForMeanwhile() {
        String id = required("raised@1", engineer, 1);
        assertThat(required("raised@1", engineer, 2)).isEqualTo(id);
        assertThat(required("raised@1", engineer, 1)).isEqualTo(id);
        assertThat(decide(officer, id, "APPROVE").body().path("state").asString())
                .isEqualTo("PENDING");
        assertThat(decide(second, id, "APPROVE").body().path("state").asString())
                .isEqualTo("APPROVED");
    }

    @Test
    void needsAsManyDifferentPeopleAsWereAskedFor() {
        String id = required("high-risk@1", engineer, 2);
        assertThat(decide(officer, id, "APPROVE").body().path("state").asString())
                .isEqualTo("PENDING");
        Answer twice = decide(officer, id, "APPROVE");
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.body().path("type").asString()).isEqualTo("/problems/already-decided");
        JsonNode done = decide(second, id, "APPROVE").body();
        assertThat(done.path("state").asString()).isEqualTo("APPROVED");
        assertThat(done.path("approved").asInt()).isEqualTo(2);
        Answer late = decide(governance.newKey(TEAM, Role.COMPLIANCE_OFFICER, null), id, "REJECT");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body().path("type").asString()).isEqualTo("/problems/approval-closed");
    }

    @Test
    void isNeverDecidedByWhoAskedForIt() {
        String id = required("own@1", Governance.ADMIN_KEY, 1);
        Answer own = decide(Governance.ADMIN_KEY, id, "APPROVE");
        assertThat(own.status()).isEqualTo(403);
        assertThat(own.body().path("type").asString()).isEqualTo("/problems/four-eyes");
        assertThat(get(id).path("state").asString()).isEqualTo("PENDING");
    }

    @Test
    void takesAUserAndTheirOwnKeysForOnePerson() {
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
    void isRejectedWithAReasonAlone() {
        String id = required("why@1", engineer, 1);
        Answer refused =
                governance.post(officer, "/api/v1/approvals/" + id + "/decision", Map.of("decision", "REJECT"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("errors").get(0).path("pointer").asString())
                .isEqualTo("/comment");
        assertThat(get(id).path("state").asString()).isEqualTo("PENDING");
    }

    @Test
    void isRefusedToWhoMayNotDecide() {
        String id = required("not-yours@1", officer, 1);
        assertThat(decide(engineer, id, "APPROVE").status()).isEqualTo(403);
    }

    @Test
    void letsNobodyButServicesNameTheRequester() {
        Map<String, Object> body = requirement("spoof@1", "somebody-else", 1);
        for (String caller : List.of(engineer, officer, Governance.ADMIN_KEY)) {
            assertThat(governance.post(caller, "/internal/v1/approvals", body).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void countsEachOfTwoDecisionsAtTheSameTime() {
        String id = required("race@1", engineer, 2);
        List<Answer> answers =
                together(List.of(() -> decide(officer, id, "APPROVE"), () -> decide(second, id, "APPROVE")));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        assertThat(get(id).path("state").asString()).isEqualTo("APPROVED");
        assertThat(get(id).path("decisions").size()).isEqualTo(2);
    }

    @Test
    void takesOneOfTwoDecisionsOfOnePersonAtTheSameTime() {
        String id = required("double@1", engineer, 2);
        List<Answer> answers =
                together(List.of(() -> decide(officer, id, "APPROVE"), () -> decide(officer, id, "APPROVE")));
        assertThat(answers.stream().map(Answer::status)).containsExactlyInAnyOrder(200, 409);
        assertThat(get(id).path("approved").asInt()).isEqualTo(1);
    }

    @Test
    void isMadeOnceByManyWhoAskAtTheSameTime() {
        Callable<String> ask = () -> required("crowd@1", engineer, 1);
        assertThat(together(List.of(ask, ask, ask, ask, ask, ask)))
                .hasSize(6)
                .containsOnly(required("crowd@1", engineer, 1));
    }

    @Test
    void isOverAfterAWeek() {
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
    void isWrittenDownAsExpired() {
        String id = required("forgotten@1", engineer, 1);
        String other = required("remembered@1", engineer, 1);
        letTimePass(id);
        governance.service().bean(OverdueApprovals.class).expire();
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
    void showsWhatThereIsToDecideAndHoldsAsLongAsItsTermsSay() {
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
    void forgetsWhatItShowedWhenItHasLongBeenOver() {
        String id = governance
                .post(registry, "/internal/v1/approvals", toolCall("support/4", "{\"amount\": 50}", 60))
                .body()
                .path("id")
                .asString();
        letTimePass(id);
        governance.service().bean(OverdueApprovals.class).expire();
        assertThat(get(id).path("details").size()).isEqualTo(1);
        JdbcClient.create(governance.service().database().superuser())
                .sql("update governance.approval set expires_at = now() - interval '91 days' where id = ?::uuid")
                .param(id)
                .update();
        governance.service().bean(OverdueApprovals.class).expire();
        assertThat(get(id).path("details").size()).isZero();
    }

    @Test
    void isNotOneOfWhichSomethingElseWasShown() {
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
    void takesAPersonWhereItsTermsSaySo() {
        String id = governance
                .post(registry, "/internal/v1/approvals", toolCall("support/3", "{}", 60))
                .body()
                .path("id")
                .asString();
        Answer machine = decide(officer, id, "APPROVE");
        assertThat(machine.status()).isEqualTo(403);
        assertThat(machine.body().path("type").asString()).endsWith("/problems/four-eyes");
        assertThat(decide(person(), id, "APPROVE").status()).isEqualTo(200);
    }

    private static Map<String, Object> toolCall(String resource, String arguments, int lifetimeSeconds) {
        Map<String, Object> body = requirement(resource, Governance.idOf(engineer), 1);
        body.put("action", "gateway.call.resume");
        body.put("resourceType", "parked-call");
        body.put(
                "terms",
                Map.of(
                        "details",
                        List.of(Map.of("label", "Call of pay", "text", arguments)),
                        "byPerson",
                        true,
                        "lifetimeSeconds",
                        lifetimeSeconds));
        return body;
    }

    /// A key of a person's own.
    private static String person() {
        String user = governance.user("officer-" + System.nanoTime(), TEAM, Role.COMPLIANCE_OFFICER);
        return governance.newKey(TEAM, Role.COMPLIANCE_OFFICER, user);
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

    private static String required(String resource, String key, int approvers) {
        return requiredBy(resource, Governance.idOf(key), approvers);
    }

    private static String requiredBy(String resource, String actor, int approvers) {
        Answer answer = governance.post(registry, "/internal/v1/approvals", requirement(resource, actor, approvers));
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().path("id").asString();
    }

    private static Map<String, Object> requirement(String resource, String actor, int approvers) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("team", TEAM);
        body.put("action", "registry.version.promote");
        body.put("resourceType", "model-version");
        body.put("resourceId", resource);
        body.put("requestedBy", actor);
        body.put("approvers", approvers);
        body.put("reason", null);
        return body;
    }

    private static Answer decide(String key, String id, String decision) {
        return governance.post(
                key, "/api/v1/approvals/" + id + "/decision", Map.of("decision", decision, "comment", "Seen."));
    }

    private static JsonNode get(String id) {
        return governance.get(officer, "/api/v1/approvals/" + id).body();
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

    private static <T> List<T> together(List<Callable<T>> calls) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
