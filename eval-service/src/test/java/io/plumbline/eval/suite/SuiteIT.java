package io.plumbline.eval.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.clients.eval.EvalClient;
import io.plumbline.clients.eval.EvalSnapshot;
import io.plumbline.clients.eval.EvalSnapshot.SuiteEntry;
import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalRequirement;
import io.plumbline.eval.EvalUnderTest;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SuiteIT {

    private static final String DOCUMENT = EvalUnderTest.document("faq@1", "[{\"name\": \"rougeL\", \"floor\": 0.5}]");

    private static EvalUnderTest eval;

    @BeforeAll
    static void start() {
        eval = EvalUnderTest.shared();
    }

    @Test
    void createsReadsAndReplacesASuite() {
        String made = put("support", DOCUMENT, null)
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Location", "/api/v1/suites/support")
                .expectBody()
                .jsonPath("$.revision")
                .isEqualTo(1)
                .jsonPath("$.team")
                .isEqualTo(EvalUnderTest.TEAM)
                .jsonPath("$.metrics[0].floor")
                .isEqualTo(0.5)
                .returnResult()
                .getResponseHeaders()
                .getETag();
        String changed = put("support", DOCUMENT.replace("0.5}", "0.6}"), made)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.revision")
                .isEqualTo(2)
                .returnResult()
                .getResponseHeaders()
                .getETag();
        assertThat(changed).isNotEqualTo(made);
        put("support", DOCUMENT, made).expectStatus().isEqualTo(412);
        eval.engineer()
                .get()
                .uri("/api/v1/suites/support")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", changed)
                .expectBody()
                .jsonPath("$.metrics[0].floor")
                .isEqualTo(0.6);
    }

    @Test
    void changesASuiteUsedByProductionAfterApproval() {
        put("required", DOCUMENT, null).expectStatus().isCreated();
        eval.registry.uses("required", "HIGH", "assistant@2");
        String easier = DOCUMENT.replace("0.5}", "0.1}");
        JsonNode preview = diff("required", easier);
        assertThat(preview.path("to").asInt()).isEqualTo(2);
        assertThat(preview.path("changes").path(0).path("pointer").asString()).isEqualTo("/metrics/0/floor");
        assertThat(preview.path("production").path("versions").path(0).asString())
                .isEqualTo("assistant@2");
        assertThat(preview.path("production").path("outcome").asString()).isEqualTo("NEEDS_APPROVAL");
        assertThat(preview.path("production").path("approvers").asInt()).isEqualTo(2);
        assertThat(eval.service.governance().requirements())
                .as("a diff asks nobody")
                .noneMatch(asked -> asked.resourceId().startsWith("required "));

        put("required", easier, "\"77\"").expectStatus().isEqualTo(412);
        put("required", DOCUMENT, null).expectStatus().isOk();
        put("required", easier, null)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/approval-required")
                .jsonPath("$.changes[0].place")
                .isEqualTo("/metrics/0/floor");
        ApprovalRequirement asked = eval.service.governance().requirements().getLast();
        assertThat(asked.action()).isEqualTo("eval.suite.change");
        assertThat(asked.approvers()).isEqualTo(2);
        assertThat(asked.resourceId()).matches("required sha256:[0-9a-f]{64}");
        eval.service.governance().decide(asked.resourceId(), Approval.State.APPROVED);

        put("required", easier, null)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.revision")
                .isEqualTo(2);
        JsonNode stored = stored("required", 2);
        assertThat("required " + stored.path("digestAfter").asString()).isEqualTo(asked.resourceId());
        assertThat(stored.path("digestBefore")).isEqualTo(stored("required", 1).path("digestAfter"));
        assertThat(stored.path("changes").toString())
                .isEqualTo("[{\"after\":\"0.1\",\"before\":\"0.5\",\"pointer\":\"/metrics/0/floor\"}]");
        assertThat(stored.path("approvers").asInt()).isEqualTo(2);
        assertThat(stored.path("approvalId").asString()).isNotEmpty();

        eval.registry.away(true);
        try {
            put("required", DOCUMENT.replace("0.5}", "0.2}"), null)
                    .expectStatus()
                    .isEqualTo(503);
        } finally {
            eval.registry.away(false);
        }
    }

    @Test
    void takesAnotherApprovalForTheSameDocumentOnceItsOwnIsRevoked() throws Exception {
        put("disapproved", DOCUMENT, null).expectStatus().isCreated();
        eval.registry.uses("disapproved", "LIMITED", "assistant@2");
        String easier = DOCUMENT.replace("0.5}", "0.1}");
        put("disapproved", easier, null).expectStatus().isEqualTo(409);
        String asked = eval.service.governance().requirements().getLast().resourceId();
        eval.service.governance().decide(asked, Approval.State.APPROVED);
        put("disapproved", easier, null).expectStatus().isOk();
        assertThat(entry(sibling().snapshot(0, 0), "disapproved").approvalId())
                .hasToString(stored("disapproved", 2).path("approvalId").asString());
        put("disapproved", easier, null).expectStatus().isOk();

        eval.service.governance().revokeApproval(asked, Instant.now());
        await("the revocation reaches eval-service")
                .untilAsserted(() -> put("disapproved", easier, null)
                        .expectStatus()
                        .isEqualTo(409)
                        .expectBody()
                        .jsonPath("$.changes[0].before")
                        .value(String.class, before -> assertThat(before).endsWith("whose approval was revoked")));
        eval.service.governance().decide(asked, Approval.State.APPROVED);
        put("disapproved", easier, null)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.revision")
                .isEqualTo(3);
    }

    @Test
    void namesVersionsThatMayReturnToProductionToApprovers() {
        put("returning", DOCUMENT, null).expectStatus().isCreated();
        eval.registry.uses(
                "returning",
                "LIMITED",
                "assistant@9",
                "assistant@7",
                "assistant@6",
                "assistant@4",
                "assistant@3",
                "greeting@1");
        put("returning", DOCUMENT.replace("0.5}", "0.1}"), null).expectStatus().isEqualTo(409);
        assertThat(eval.service.governance().requirements().getLast().reason())
                .isEqualTo("Change the suite returning. These versions depend on it and are in production or may return"
                        + " there: assistant@9, assistant@7, assistant@6, assistant@4, assistant@3, greeting@1.");
    }

    /// Returns the attributes of the event of a revision.
    private static JsonNode stored(String suite, int revision) {
        String body = JdbcClient.create(eval.service.database().superuser())
                .sql(
                        "select convert_from(canonical, 'UTF8') from audit.event where action = 'eval.suite.stored' and resource_id = ? order by id")
                .param(suite)
                .query(String.class)
                .list()
                .get(revision - 1);
        return JsonMapper.shared().readTree(body).path("attributes");
    }

    @Test
    void previewsADocumentAndStoresNothing() {
        JsonNode made = diff("differs", DOCUMENT);
        assertThat(made.path("from").asInt()).isZero();
        assertThat(made.path("to").asInt()).isEqualTo(1);
        eval.engineer()
                .get()
                .uri("/api/v1/suites/differs")
                .exchange()
                .expectStatus()
                .isNotFound();
        put("differs", DOCUMENT, null);
        assertThat(diff("differs", DOCUMENT).path("to").asInt()).isEqualTo(1);
        JsonNode changed = diff("differs", DOCUMENT.replace("16", "4"));
        assertThat(changed.path("to").asInt()).isEqualTo(2);
        assertThat(changed.path("changes").toString())
                .isEqualTo("[{\"pointer\":\"/concurrency\",\"before\":16,\"after\":4}]");
        post("/api/v1/suites/differs/diff", DOCUMENT.replace("rougeL", "brilliance"))
                .expectStatus()
                .isBadRequest();
    }

    private static JsonNode diff(String name, String document) {
        return post("/api/v1/suites/" + name + "/diff", document)
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }

    @Test
    void notifiesSiblingsOfChangedSuites() throws Exception {
        EvalClient sibling = sibling();
        put("announced", DOCUMENT, null).expectStatus().isCreated();
        EvalSnapshot all = sibling.snapshot(0, 30);
        assertThat(all.complete()).isTrue();
        SuiteEntry first = entry(all, "announced");
        assertThat(first.team()).isEqualTo(EvalUnderTest.TEAM);
        assertThat(first.revision()).isEqualTo(1);
        assertThat(first.dataset()).isEqualTo("faq@1");
        assertThat(first.digest())
                .isEqualTo(stored("announced", 1).path("digestAfter").asString());

        put("announced", DOCUMENT, null).expectStatus().isOk();
        assertThat(sibling.snapshot(all.version(), 0).suites()).isEmpty();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> sibling.snapshot(all.version(), 30));
            put("announced", DOCUMENT.replace("0.5}", "0.6}"), null)
                    .expectStatus()
                    .isOk();
            EvalSnapshot delta = waiting.get(15, TimeUnit.SECONDS);
            assertThat(delta.complete()).isFalse();
            assertThat(delta.suites()).singleElement().satisfies(changed -> {
                assertThat(changed.revision()).isEqualTo(2);
                assertThat(changed.digest()).isNotEqualTo(first.digest());
                assertThat(changed.storedAt()).isAfter(first.storedAt());
            });
            assertThat(sibling.snapshot(delta.version() + 1_000, 0).complete()).isTrue();
        }
        eval.engineer()
                .get()
                .uri("/internal/v1/snapshot?since=0")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    private static SuiteEntry entry(EvalSnapshot snapshot, String name) {
        return snapshot.suites().stream()
                .filter(suite -> suite.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static EvalClient sibling() {
        RestClient rest = RestClient.builder()
                .baseUrl(eval.service.url())
                .defaultHeader(
                        "Authorization", "Bearer " + eval.service.governance().serviceToken("registry"))
                .build();
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(rest))
                .build()
                .createClient(EvalClient.class);
    }

    @Test
    void listsByCursor() {
        put("listed-1", DOCUMENT, null);
        put("listed-2", DOCUMENT, null);
        put("listed-3", DOCUMENT, null);
        eval.engineer()
                .get()
                .uri("/api/v1/suites?limit=1")
                .exchange()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.nextCursor")
                .isNotEmpty();
        eval.engineer()
                .get()
                .uri("/api/v1/suites?limit=500")
                .exchange()
                .expectBody()
                .jsonPath("$.items[?(@.name == 'listed-3')]")
                .isNotEmpty()
                .jsonPath("$.nextCursor")
                .isEmpty();
    }

    @Test
    void keepsMetricsWithOptionsInSuites() {
        String document = EvalUnderTest.document("faq@1", """
                [{"name": "jsonSchema", "as": "form", "floor": 0.9, "options": {"schema": {"type": "object"}}},
                 {"name": "ter", "negate": true, "floor": 20}]""");
        put("formal", document, null)
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.metrics[0].as")
                .isEqualTo("form")
                .jsonPath("$.metrics[0].options.schema.type")
                .isEqualTo("object")
                .jsonPath("$.metrics[1].negate")
                .isEqualTo(true);
        put("formal", document, null)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.revision")
                .isEqualTo(1);
        put("formal", document.replace(", \"negate\": true", ""), null)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/metrics/1/negate");
    }

    private static RestTestClient.ResponseSpec put(String name, String document, @Nullable String ifMatch) {
        RestTestClient.RequestBodySpec request =
                eval.engineer().put().uri("/api/v1/suites/" + name).contentType(MediaType.APPLICATION_JSON);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.body(document).exchange();
    }

    private static RestTestClient.ResponseSpec post(String path, String body) {
        return eval.engineer()
                .post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }
}
