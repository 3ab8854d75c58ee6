package io.plumbline.eval.panel;

import static io.plumbline.eval.EvalUnderTest.check;
import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.kit.security.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/// Panels from their documents to a gate's check of tier 3.
class PanelIT extends PanelTests {

    @Test
    void showsAnnotatorsNothingThatBiasesThem() {
        panel("blind", SINGLE);
        Person ada = annotator("blind", "Ada");
        Person bob = annotator("blind", "Bob");

        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            JsonNode work = ada.next();
            assertThat(work.toString())
                    .doesNotContain("secret-record", "answers@1", "blind", "Bob", "ada.lovelace@example.com", "slot");
            JsonNode item = work.path("item");
            seen.add(item.path("content").path("input").asString());
            assertThat(ada.label(item.path("id").asString(), Map.of("accuracy", List.of(2)))
                            .returnResult())
                    .isNotNull();
        }

        assertThat(seen).doesNotHaveDuplicates().contains("1 + 1?");
        decide("blind", 0, secondEngineer()).expectStatus().isEqualTo(409);
        assertThat(ada.next().path("item").isMissingNode()).isTrue();
        assertThat(bob.next().path("task").path("done").asInt()).isZero();
    }

    @Test
    void storesTheFirstOfTwoRacingLabels() throws Exception {
        panel("raced", SINGLE);
        Person ada = annotator("raced", "Ada");
        String item = ada.next().path("item").path("id").asString();
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<Integer>> statuses = new ArrayList<>();
        try (ExecutorService pages = Executors.newFixedThreadPool(2)) {
            for (int level : new int[] {1, 2}) {
                statuses.add(pages.submit(() -> {
                    start.await();
                    return ada.label(item, Map.of("accuracy", List.of(level)))
                            .returnResult()
                            .getStatus()
                            .value();
                }));
            }
        }
        int first = statuses.get(0).get();
        assertThat(List.of(first, statuses.get(1).get())).containsExactlyInAnyOrder(200, 409);
        ada.label(item, Map.of("accuracy", List.of(first == 200 ? 1 : 2)))
                .expectStatus()
                .isOk();
        assertThat(get("/api/v1/panels/raced").path("decided").asInt()).isEqualTo(1);
        ada.label(item, Map.of("accuracy", List.of(9))).expectStatus().isBadRequest();

        JsonNode undone = body(ada.client()
                .post()
                .uri("/api/v1/annotation-tasks/" + ada.task() + "/undo")
                .exchange());
        assertThat(undone.path("item").path("id").asString()).isEqualTo(item);
        assertThat(undone.path("item")
                        .path("draft")
                        .path("byCriterion")
                        .path("accuracy")
                        .path(0)
                        .asInt())
                .isEqualTo(first == 200 ? 1 : 2);
        put("/api/v1/panels/raced", SINGLE.replace("\"seed\": 3", "\"seed\": 4"))
                .expectStatus()
                .isOk();
        ada.label(ada.next().path("item").path("id").asString(), Map.of("accuracy", List.of(1)))
                .expectStatus()
                .isOk();
        put("/api/v1/panels/raced", SINGLE.replace("\"seed\": 4", "\"seed\": 5").replace("\"seed\": 3", "\"seed\": 5"))
                .expectStatus()
                .isEqualTo(409);
        put("/api/v1/panels/raced", SINGLE.replace("\"seed\": 3", "\"seed\": 4").replace("Customer", "Client"))
                .expectStatus()
                .isOk();
    }

    @Test
    void countsEveryLabelThatAClosingPanelAccepts() throws Exception {
        panel("closing", SINGLE);
        Person ada = annotator("closing", "Ada");
        String item = ada.next().path("item").path("id").asString();
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
            Future<Integer> label = callers.submit(() -> {
                start.await();
                return ada.label(item, Map.of("accuracy", List.of(2)))
                        .returnResult()
                        .getStatus()
                        .value();
            });
            callers.submit(() -> {
                        start.await();
                        return body(post("/api/v1/panels/closing/close", "{}"));
                    })
                    .get();
            JsonNode result = get("/api/v1/panels/closing/result");
            int accepted = label.get() == 200 ? 1 : 0;
            assertThat(result.path("annotators").path(0).path("labels").asInt()
                            + result.path("annotators").path(0).path("checks").asInt())
                    .isEqualTo(accepted);
        }
    }

    @Test
    void swapsSidesAndTakesTheSwapBack() {
        panel("sides", """
                {"title": "Which is better", "type": "PAIRWISE", "rubric": "accuracy@1",
                 "source": {"dataset": "answers@1", "answers": ["answer", "other"]},
                 "design": {"annotators": 2, "perItem": 2, "seed": 5}}
                """);
        List<Person> people = List.of(annotator("sides", "Ada"), annotator("sides", "Bob"));
        List<Boolean> swapped = new ArrayList<>();
        for (Person person : people) {
            for (JsonNode work = person.next(); !work.path("item").isMissingNode(); work = person.next()) {
                boolean first = work.path("item")
                        .path("content")
                        .path("answers")
                        .path(0)
                        .asString()
                        .startsWith("First");
                swapped.add(!first);
                person.label(work.path("item").path("id").asString(), Map.of("accuracy", List.of(first ? 1 : 2)))
                        .expectStatus()
                        .isOk();
            }
        }
        assertThat(swapped).hasSize(24).contains(true, false);
        JsonNode result = get("/api/v1/panels/sides/result");
        String ranking = "{\"panels\": [\"sides\"]}";
        post("/api/v1/rankings/panels", ranking).expectStatus().isBadRequest();
        post("/api/v1/panels/sides/close", "{}").expectStatus().isOk();
        JsonNode ranked = body(post("/api/v1/rankings/panels", ranking));
        assertThat(ranked.path("preferences").asInt())
                .as("12 items, 2 annotators each")
                .isEqualTo(24);
        assertThat(ranked.at("/places/0/system").asString()).isEqualTo("answer");
        assertThat(ranked.at("/places/0/winRate").asDouble()).isEqualTo(1);
        assertThat(ranked.at("/places/0/ciLow").asDouble())
                .isGreaterThan(ranked.at("/places/1/ciHigh").asDouble());
        post("/api/v1/rankings/panels", "{\"panels\": [\"sides\"], \"criterion\": \"tone\"}")
                .expectStatus()
                .isBadRequest();

        assertThat(result.path("imported").asInt()).isZero();
        assertThat(score(result, 0)).as("the field answer was always preferred").isEqualTo(1);
        assertThat(score(result, 1)).isZero();
        assertThat(result.path("sources").path(0).path("score").path("ciLow").asDouble())
                .isBetween(0.6, 0.9);
        assertThat(result.path("criteria")
                        .path(0)
                        .path("agreement")
                        .path("raw")
                        .path("value")
                        .asDouble())
                .isEqualTo(1);
    }

    @Test
    void turnsLabelsIntoAgreementAndEvidenceForGates() {
        eval.model("labelled", 100);
        eval.suite("labelled", document("tiny@1", "[{\"name\": \"exactMatch\", \"floor\": 0.1}]"));
        String gate = eval.run(request("labelled", "labelled", 1)).path("id").asString();
        String document = """
                {"title": "Customer answers", "type": "SINGLE", "rubric": "accuracy@1", "floor": 0.1,
                 "source": {"gates": [{"gate": "%s"}]}, "design": {"annotators": 2, "perItem": 2}}
                """.formatted(gate);
        panel("evidence", document);
        int level = 5;
        for (Person person : List.of(annotator("evidence", "Ada"), annotator("evidence", "Bob"))) {
            for (JsonNode work = person.next(); !work.path("item").isMissingNode(); work = person.next()) {
                String item = work.path("item").path("id").asString();
                person.label(item, Map.of("accuracy", List.of(level)))
                        .expectStatus()
                        .isOk();
                level = level == 5 ? 4 : 5;
            }
        }
        JsonNode disputed = get("/api/v1/panels/evidence/disagreements").path("items");
        assertThat(disputed.size()).isPositive();
        int item = disputed.path(0).path("item").asInt();
        decide("evidence", item, eval.engineer()).expectStatus().isForbidden();
        decide("evidence", item, secondEngineer()).expectStatus().isOk();
        put("/api/v1/panels/evidence", document.replace("0.1", "0.05"))
                .expectStatus()
                .isEqualTo(409);

        JsonNode closed = body(post("/api/v1/panels/evidence/close", "{}"));
        JsonNode found = get("/api/v1/panels/evidence/result");
        assertThat(found.path("adjudicated").asInt()).isEqualTo(1);
        assertThat(found.path("imported").asInt()).isZero();

        assertThat(closed.path("state").asString()).isEqualTo("CLOSED");
        JsonNode pushed = eval.registry.pushed().stream()
                .filter(result -> result.result().path("kind").asString().equals("PANEL"))
                .findFirst()
                .orElseThrow()
                .result();
        assertThat(pushed.path("suite").asString()).isEqualTo("evidence");
        assertThat(pushed.path("verdict").asString()).isEqualTo("PASS");
        Map<String, Object> stored = new HashMap<>(Map.of(
                "kind",
                "PANEL",
                "runId",
                pushed.path("runId").asString(),
                "suite",
                "evidence",
                "verdict",
                "PASS",
                "finishedAt",
                pushed.path("finishedAt").asString(),
                "recordedBy",
                Map.of("type", "SERVICE", "id", "eval-service")));
        eval.registry.evaluations("labelled", 1, List.of(stored));
        eval.suite(
                "demanding",
                document("tiny@1", "[{\"name\": \"exactMatch\", \"floor\": 0.1}]")
                        .replaceFirst("\\{", """
                {"requires": {"panel": {"name": "evidence", "dataset": "tiny@1", "minAgreement": 0.99, "minScore": 0.2,
                 "minCriteria": {"accuracy": 0.9}}},"""));

        JsonNode judged = eval.run(request("demanding", "labelled", 1));

        assertThat(check(judged, "requires.panel").path("outcome").asString()).isEqualTo("PASS");
        assertThat(check(judged, "requires.panel.dataset").path("outcome").asString())
                .isEqualTo("PASS");
        assertThat(check(judged, "requires.panel.score").path("outcome").asString())
                .isEqualTo("PASS");
        assertThat(check(judged, "requires.panel.score.accuracy")
                        .path("outcome")
                        .asString())
                .isEqualTo("INCONCLUSIVE");
        assertThat(check(judged, "requires.panel.agreement").path("outcome").asString())
                .isEqualTo("INCONCLUSIVE");
        assertThat(judged.path("tiers").path("3").asString()).isEqualTo("INCONCLUSIVE");
        assertThat(judged.path("missingTiers").toString()).isEqualTo("[\"2\",\"4\"]");
    }

    @Test
    void importsTheLabelsOfAPlatformOnce() {
        panel("crowd", """
                {"title": "Ranked answers", "type": "RANKING", "rubric": "accuracy@1",
                 "source": {"dataset": "answers@1", "answers": ["answer", "other", "third"]},
                 "design": {"annotators": 1, "perItem": 1}}
                """);
        String tasks = eval.engineer()
                .get()
                .uri("/api/v1/panels/crowd/tasks?platform=MTURK")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(tasks).startsWith("item,input,context,answer_1").doesNotContain("secret-record");
        StringBuilder results = new StringBuilder("WorkerId,Input.item,Answer.accuracy,WorkTimeInSeconds\n");
        for (String line : tasks.lines().skip(1).toList()) {
            String[] cells = line.split(",", -1);
            List<String> ranks = new ArrayList<>();
            for (int i = 3; i < 6; i++) {
                ranks.add(cells[i].startsWith("First") ? "1" : cells[i].startsWith("Second") ? "2" : "3");
            }
            for (String worker : List.of("W1", "W2")) {
                results.append("%s,%s,\"%s\",12%n".formatted(worker, cells[0], String.join(",", ranks)));
            }
        }

        JsonNode imported = body(importing("crowd", results.toString()));
        JsonNode again = body(importing("crowd", results.toString()));

        assertThat(imported.path("labels").asInt()).isEqualTo(24);
        assertThat(imported.path("annotators").asInt()).isEqualTo(2);
        assertThat(imported.path("agreement")
                        .path(0)
                        .path("agreement")
                        .path("alphaOrdinal")
                        .path("value")
                        .asDouble())
                .isEqualTo(1);
        assertThat(again.path("labels").asInt()).isZero();
        assertThat(again.path("duplicates").asInt()).isEqualTo(24);
        JsonNode result = get("/api/v1/panels/crowd/result");
        assertThat(result.path("imported").asInt()).isEqualTo(24);
        assertThat(List.of(score(result, 0), score(result, 1), score(result, 2)))
                .containsExactly(1.0, 0.5, 0.0);
        importing("crowd", "WorkerId,Input.item,Answer.accuracy\nW3,99,\"1,2,3\"\nW3,0,\"1,7,3\"\n")
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void calibratesAJudgeWithTheLabelsOfAClosedPanel() {
        panel("anchor", """
                {"title": "Customer answers", "type": "SINGLE", "rubric": "accuracy@1",
                 "source": {"dataset": "faq@1", "answers": ["input"], "items": 40},
                 "design": {"annotators": 1, "perItem": 1}}
                """);
        StringBuilder labels = new StringBuilder("WorkerId,Input.item,Answer.accuracy\n");
        List<Map<String, Object>> ratings = new ArrayList<>();
        for (int item = 0; item < 40; item++) {
            labels.append("W1,%d,%d%n".formatted(item, 1 + item % 5));
            ratings.add(Map.of("item", item, "verdict", item % 5 / 4.0));
        }
        body(importing("anchor", labels.toString()));
        eval.registry.model(EvalUnderTest.TEAM, "anchored", 1, 0);
        String digest = body(put(
                        "/api/v1/judges/anchored", "{\"rubric\": \"accuracy@1\", \"model\": \"registry:anchored@1\"}"))
                .path("digest")
                .asString();
        String request = JSON.writeValueAsString(
                Map.of("judge", digest, "judgedModel", "bot@1", "panel", Map.of("name", "anchor", "ratings", ratings)));

        post("/api/v1/judges/anchored/calibrations", request).expectStatus().isBadRequest();
        body(post("/api/v1/panels/anchor/close", "{}"));
        JsonNode calibration = body(post("/api/v1/judges/anchored/calibrations", request));

        assertThat(calibration.path("source").asString()).isEqualTo("PANEL");
        assertThat(calibration.path("report").path("items").asInt()).isEqualTo(40);
        assertThat(calibration.path("report").path("agreement").path("value").asDouble())
                .isEqualTo(1);
    }

    private static RestTestClient secondEngineer() {
        return eval.service.client(eval.service.governance().userToken(EvalUnderTest.TEAM, Role.ML_ENGINEER));
    }

    private static RestTestClient.ResponseSpec decide(String panel, int item, RestTestClient person) {
        return person.put()
                .uri("/api/v1/panels/" + panel + "/items/" + item + "/adjudication")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"scores\": {\"accuracy\": [5]}}")
                .exchange();
    }

    private static double score(JsonNode result, int source) {
        return result.path("sources").path(source).path("score").path("value").asDouble();
    }
}
