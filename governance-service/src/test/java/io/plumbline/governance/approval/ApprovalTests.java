package io.plumbline.governance.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.governance.Governance;
import io.plumbline.governance.Governance.Answer;
import io.plumbline.kit.security.Role;
import java.util.ArrayList;
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
import tools.jackson.databind.JsonNode;

/// Approvals that services ask for, and those who decide.
abstract class ApprovalTests {

    static final String TEAM = "retail-banking";

    static Governance governance;
    static String engineer;
    static String officer;
    static String second;
    static String registry;

    @BeforeAll
    static void start() {
        governance = Governance.start();
        engineer = governance.newKey(TEAM, Role.ML_ENGINEER, null);
        officer = person();
        second = person();
        registry = governance.serviceToken("registry");
    }

    @AfterAll
    static void stop() {
        governance.close();
    }

    static Map<String, Object> toolCall(String resource, String arguments, int lifetimeSeconds) {
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
    static String person() {
        return governance.person(TEAM, Role.COMPLIANCE_OFFICER);
    }

    static String required(String resource, String key, int approvers) {
        return requiredBy(resource, Governance.idOf(key), approvers);
    }

    static String requiredBy(String resource, String actor, int approvers) {
        Answer answer = governance.post(registry, "/internal/v1/approvals", requirement(resource, actor, approvers));
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().path("id").asString();
    }

    static Map<String, Object> requirement(String resource, String actor, int approvers) {
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

    static Answer decide(String key, String id, String decision) {
        return governance.post(
                key, "/api/v1/approvals/" + id + "/decision", Map.of("decision", decision, "comment", "Seen."));
    }

    static JsonNode get(String id) {
        return governance.get(officer, "/api/v1/approvals/" + id).body();
    }

    static <T> List<T> together(List<Callable<T>> calls) {
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
