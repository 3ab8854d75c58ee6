package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.awaitility.Awaitility.await;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeRegistry;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One eval-service for all tests of a class, and what they ask of it.
abstract class GateTests {

    static final String FLOOR = "[{\"name\": \"exactMatch\", \"floor\": 0.8}]";
    static EvalUnderTest eval;

    @BeforeAll
    static void start() {
        eval = EvalUnderTest.shared();
        eval.suite("faq", document("faq@1", FLOOR));
    }

    /// How many calls the first version of a model was sent.
    static int calls(String model) {
        return eval.gateway.calls("registry:" + model + "@1").size();
    }

    /// The attributes of what was told of a gate.
    static JsonNode event(String id, String action) {
        String body = database()
                .sql("select convert_from(canonical, 'UTF8') from audit.event where resource_id = ? and action = ?")
                .params(id, action)
                .query(String.class)
                .single();
        return JsonMapper.shared().readTree(body).path("attributes");
    }

    static FakeRegistry.Pushed pushed(String model) {
        return await("the result arrives")
                .until(
                        () -> eval.registry.pushed().stream()
                                .filter(pushed -> pushed.path().contains("/" + model + "/"))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    static String open(String request) {
        return post("/api/v1/gates", request)
                .expectStatus()
                .isAccepted()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody()
                .path("id")
                .asString();
    }

    static RestTestClient.ResponseSpec post(String path, String body) {
        return eval.engineer()
                .post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    /// A request that has all asked again.
    static String anew(String suite, String model, int version) {
        return request(suite, model, version).replaceFirst("\\{", "{\"cache\": false, ");
    }

    static JdbcClient database() {
        return JdbcClient.create(eval.service.database().superuser());
    }

    /// Changes what is stored of a gate.
    ///
    /// @param sql with one parameter, its id
    static void tamper(String sql, String gate) {
        database().sql(sql).param(UUID.fromString(gate)).update();
    }

    /// Takes a gate back to where it was before its verdict, as after a `kill -9`.
    static void reopen(String gate) {
        tamper(
                "update eval.gate set status = 'RUNNING', verdict = null, judged_at = null, finished_at = null where id = ?",
                gate);
    }

    static JsonNode get(String path) {
        return eval.engineer()
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }

    static String report(String path, String accept) {
        return eval.engineer()
                .get()
                .uri(path)
                .header("Accept", accept)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
