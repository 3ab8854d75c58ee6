package io.plumbline.eval.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.clients.governance.Approval;
import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.calibration.report.CalibrationReport;
import io.plumbline.eval.calibration.report.LabelledItem;
import io.plumbline.eval.judge.ScriptedJudge;
import io.plumbline.eval.rubric.RubricDocument;
import io.plumbline.kit.security.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JudgeCalibrationIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static EvalUnderTest eval;

    @BeforeAll
    static void start() {
        eval = EvalUnderTest.shared();
        eval.registry.model(EvalUnderTest.TEAM, "grader", 2, 0);
    }

    @Test
    void measuresTheAgreementOfAJudgeWithPeople() {
        String digest = judge("fair", "grader@1");
        JsonNode calibration = post("fair", "", request(digest, items(200, 0.1)), 201);
        assertThat(calibration.path("stale").asBoolean()).isFalse();
        assertThat(calibration.path("judgeDigest").asString()).isEqualTo(digest);
        assertThat(calibration.path("judgedModel").asString()).isEqualTo("support-assistant@1");
        JsonNode report = calibration.path("report");
        assertThat(report.path("items").asInt()).isEqualTo(200);
        int all = 0;
        for (JsonNode row : report.path("confusion")) {
            for (JsonNode cell : row) {
                all += cell.asInt();
            }
        }
        assertThat(all).isEqualTo(200);
        JsonNode kappa = report.path("kappa").path("quadratic");
        assertThat(kappa.path("value").asDouble())
                .isBetween(kappa.path("ciLow").asDouble(), kappa.path("ciHigh").asDouble());
        assertThat(report.path("grade").asString()).isIn("RELIABLE", "TENTATIVE");
        assertThat(report.path("binary").path("sensitivity").path("value").asDouble())
                .isGreaterThan(0.8);
        assertThat(report.path("mapping").path("verdicts").size()).isEqualTo(5);
        assertThat(report.has("lengthBias")).isTrue();
        assertThat(report.has("position")).isFalse();
    }

    @Test
    void findsALengthBiasAndAPositionBias() {
        String digest = judge("biased", "grader@1");
        List<Map<String, Object>> items = items(100, 0);
        for (Map<String, Object> item : items) {
            int length = (int) item.get("length");
            item.put("human", 0.5);
            item.put("verdict", Math.clamp(Math.round(length / 500.0) / 4.0, 0, 1));
        }
        Map<String, Object> request = request(digest, items);
        List<Map<String, Object>> pairs = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            pairs.add(Map.of("human", "SECOND", "whenFirstCameFirst", "FIRST", "whenSecondCameFirst", "SECOND"));
        }
        request.put("pairs", pairs);
        JsonNode report = post("biased", "", request, 201).path("report");
        assertThat(report.path("lengthBias").path("ciLow").asDouble()).isGreaterThan(0.5);
        assertThat(report.path("position").path("consistent").path("value").asDouble())
                .isZero();
        assertThat(report.path("position").path("firstPreferred").path("ciLow").asDouble())
                .isGreaterThan(0.9);
        assertThat(report.path("grade").asString()).isEqualTo("WEAK");
    }

    @Test
    void estimatesHumanRatingsUntilTheJudgeChanges() {
        String digest = judge("changing", "grader@1");
        String id = post("changing", "", request(digest, items(300, 0.1)), 201)
                .path("id")
                .asString();
        List<Double> verdicts = items(2_000, 0.1).stream()
                .map(item -> (Double) item.get("verdict"))
                .toList();
        JsonNode reliability = get("changing", "/" + id + "/reliability");
        assertThat(reliability.path("raw").size()).isPositive();
        assertThat(reliability.path("calibratedGap").asDouble())
                .isLessThanOrEqualTo(reliability.path("rawGap").asDouble() + 0.05);
        JsonNode alone = get("changing", "/" + id + "/estimate");
        assertThat(alone.path("labelled").asInt()).isEqualTo(300);
        assertThat(alone.path("alone").path("value").asDouble()).isCloseTo(0.5, within(0.1));
        assertThat(alone.has("gate")).as("no gate has ratings of it").isFalse();

        JsonNode estimate = post("changing", "/" + id + "/estimates", Map.of("verdicts", verdicts), 200);
        assertThat(estimate.path("value").asDouble()).isCloseTo(0.5, within(0.06));
        assertThat(estimate.path("ciHigh").asDouble() - estimate.path("ciLow").asDouble())
                .isLessThan(0.08);
        assertThat(estimate.path("lambda").asDouble()).isGreaterThan(0.5);

        List<Double> alike = Collections.nCopies(verdicts.size(), 0.1);
        JsonNode weighted =
                post("changing", "/" + id + "/estimates", Map.of("verdicts", verdicts, "probabilities", alike), 200);
        assertThat(weighted.path("value").asDouble())
                .isCloseTo(estimate.path("value").asDouble(), within(0.005));
        post("changing", "/" + id + "/estimates", Map.of("verdicts", verdicts, "probabilities", List.of(0.5)), 400);

        assertThat(judge("changing", "grader@2")).isNotEqualTo(digest);
        JsonNode refused = post("changing", "/" + id + "/estimates", Map.of("verdicts", verdicts), 409);
        assertThat(refused.path("type").asString()).isEqualTo("/problems/calibration-stale");
        JsonNode stale = get("changing", "/" + id);
        assertThat(stale.path("stale").asBoolean()).isTrue();
        assertThat(stale.path("staleness").path(0).asString()).contains("changed");
        post("changing", "", request(digest, items(50, 0)), 409);
        assertThat(get("changing", "?judgedModel=support-assistant@1")
                        .path("items")
                        .size())
                .isEqualTo(1);
        assertThat(get("changing", "?judgedModel=other").path("items").size()).isZero();
    }

    @Test
    void becomesStaleWithAge() {
        JudgeCalibration calibration = new JudgeCalibration(
                new UUID(0, 1),
                "team-a",
                new JudgeCalibration.CalibratedJudge("j", "sha256:1", "tone@1", "m", null),
                List.of(),
                CalibrationReport.of(
                        rubric(),
                        Collections.nCopies(30, new LabelledItem(null, 1.0, 1.0, null, null, null, null, null)),
                        null),
                new LabelOrigin("somebody", LabelOrigin.Source.UPLOAD, "sha256:2", 30),
                CalibrationConfirmation.NONE,
                null,
                Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(calibration.staleness("sha256:1", Instant.parse("2026-03-31T00:00:00Z")))
                .isEmpty();
        assertThat(calibration.staleness("sha256:1", Instant.parse("2026-04-02T00:00:00Z")))
                .hasSize(1);
        assertThat(calibration.staleness("sha256:2", Instant.parse("2026-04-02T00:00:00Z")))
                .hasSize(2);
    }

    @Test
    void monitorsItsSentinels() {
        String digest = judge("watched", "grader@1");
        List<Map<String, Object>> items = items(60, 0.1);
        for (int i = 0; i < 20; i++) {
            items.get(i).put("sentinel", true);
        }
        String id = post("watched", "", request(digest, items), 201).path("id").asString();
        List<Map<String, Object>> now = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            now.add(new LinkedHashMap<>(
                    Map.of("id", items.get(i).get("id"), "verdict", items.get(i).get("verdict"))));
        }
        JsonNode same = post("watched", "/" + id + "/sentinels", Map.of("items", now), 200);
        assertThat(same.path("drift").path("drifted").asBoolean()).isFalse();
        assertThat(same.path("stale").asBoolean()).isFalse();
        now.forEach(item -> item.put("verdict", Math.min(1, (double) item.get("verdict") + 0.25)));
        JsonNode drifted = post("watched", "/" + id + "/sentinels", Map.of("items", now), 200);
        assertThat(drifted.path("drift").path("drifted").asBoolean()).isTrue();
        assertThat(drifted.path("stale").asBoolean()).isTrue();
        post("watched", "/" + id + "/estimates", Map.of("verdicts", List.of(0.5, 0.5)), 409);
        now.getFirst().put("id", "unknown");
        post("watched", "/" + id + "/sentinels", Map.of("items", now), 400);
    }

    /// Over the API alone, as a client would: rate, label, record, confirm.
    @Test
    void matchesVerdictsWithReturnedVerdicts() {
        AtomicInteger level = new AtomicInteger(4);
        eval.registry.model(EvalUnderTest.TEAM, "matched", 1, 0);
        eval.gateway.model("registry:matched@1", call -> ScriptedJudge.rates(call, _ -> level.get()));
        String digest = judge("matched", "matched@1");
        List<Map<String, Object>> items = rated(30);
        JsonNode recorded = post("matched", "", request(digest, items), 201);
        assertThat(recorded.path("verified").asInt()).isEqualTo(30);
        assertThat(recorded.path("decides").asBoolean()).isFalse();
        assertThat(recorded.path("objections").path(0).asString()).contains("No second person has confirmed it");
        assertThat(recorded.path("labelsDigest").asString()).startsWith("sha256:");
        String id = recorded.path("id").asString();
        JsonNode labels = get("matched", "/" + id + "/labels?limit=20");
        assertThat(labels.path("items").path(0).path("author").asString()).isEqualTo("annotator 0");
        assertThat(get(
                                "matched",
                                "/" + id + "/labels?limit=20&cursor="
                                        + labels.path("nextCursor").asString())
                        .path("items"))
                .hasSize(10);

        post("matched", "/" + id + "/confirmations", Map.of(), 202);
        assertThat(eval.service.governance().requirements().getLast().requestedBy())
                .as("the author of the labels, who cannot approve")
                .isEqualTo(recorded.path("author").asString());
        eval.service.governance().decide("matched/" + id, Approval.State.APPROVED);
        JsonNode confirmed = get("matched", "/" + id);
        assertThat(confirmed.path("decides").asBoolean()).isTrue();
        assertThat(confirmed.path("confirmation").path("state").asString()).isEqualTo("CONFIRMED");
        assertThat(audited(id))
                .containsExactly(
                        "eval.calibration.recorded",
                        "eval.calibration.confirmationRequested",
                        "eval.calibration.confirmed");

        level.set(5);
        Object honest = items.getFirst().put("verdict", 1.0);
        assertThat(fault(digest, items)).isEqualTo("/items/0/verdict: must be 0.75, which the judge returned");
        Object first = items.getFirst().put("verdictId", rated(1).getFirst().get("verdictId"));
        assertThat(fault(digest, items)).contains("must be 0.75, which the judge returned when it was first asked");
        items.getFirst()
                .putAll(Map.of("verdict", honest, "verdictId", items.get(1).get("verdictId")));
        assertThat(fault(digest, items)).isEqualTo("/items/1/verdictId: is on the same answer as item 0");
        items.getFirst().put("verdictId", UUID.randomUUID());
        assertThat(fault(digest, items)).contains("/items/0/verdictId: is not a verdict that this judge returned");
        assertThat(first).isNotNull();
    }

    /// Answers that the judge `matched` has rated, as an uploader labels them.
    private static List<Map<String, Object>> rated(int count) {
        List<Map<String, String>> answers = IntStream.range(0, count)
                .mapToObj(i -> Map.of("input", "Question " + i, "answer", "Answer " + i))
                .toList();
        JsonNode verdicts = JSON.readTree(Objects.requireNonNull(eval.engineer()
                .post()
                .uri("/api/v1/judges/matched/verdicts")
                .contentType(MediaType.APPLICATION_JSON)
                .body(JSON.writeValueAsString(Map.of("items", answers)))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));
        List<Map<String, Object>> items = new ArrayList<>();
        for (JsonNode verdict : verdicts.path("items")) {
            items.add(new LinkedHashMap<>(Map.of(
                    "human",
                    items.size() % 2 == 0 ? 0.75 : 0.5,
                    "verdict",
                    verdict.path("score").asDouble(),
                    "verdictId",
                    verdict.path("verdictId").asString(),
                    "author",
                    "annotator " + items.size() % 3)));
        }
        return items;
    }

    private static String fault(String digest, List<Map<String, Object>> items) {
        JsonNode error =
                post("matched", "", request(digest, items), 400).path("errors").path(0);
        return error.path("pointer").asString() + ": " + error.path("message").asString();
    }

    private static List<String> audited(String id) {
        return JdbcClient.create(eval.service.database().superuser())
                .sql("select action from audit.event where resource_id = ? order by id")
                .param(id)
                .query(String.class)
                .list();
    }

    @Test
    void isolatesTeams() {
        String digest = judge("private", "grader@1");
        String id = post("private", "", request(digest, items(40, 0.1)), 201)
                .path("id")
                .asString();
        eval.service
                .client(eval.service.governance().userToken("team-b", Role.ML_ENGINEER))
                .get()
                .uri("/api/v1/judges/private/calibrations/" + id)
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void requiresEnoughLabels() {
        String digest = judge("poor", "grader@1");
        post("poor", "", request(digest, items(29, 0)), 400);
    }

    private static RubricDocument rubric() {
        return JSON.readValue(
                JSON.writeValueAsString(Map.of(
                        "description",
                        "x",
                        "scale",
                        Map.of("min", 0, "max", 1),
                        "criteria",
                        List.of(Map.of("name", "x", "description", "x", "anchors", Map.of("0", "n", "1", "y"))))),
                RubricDocument.class);
    }

    /// Answers of five levels, which a judge rates one level off at times.
    private static List<Map<String, Object>> items(int count, double error) {
        SplittableRandom random = new SplittableRandom(count);
        List<Map<String, Object>> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int human = random.nextInt(5);
            int judge = human;
            if (random.nextDouble() < error) {
                judge += human < 4 ? 1 : -1;
            }
            items.add(new LinkedHashMap<>(Map.of(
                    "id", "i-" + i, "human", human / 4.0, "verdict", judge / 4.0, "length", random.nextInt(2_000))));
        }
        return items;
    }

    private static Map<String, Object> request(String digest, List<Map<String, Object>> items) {
        return new LinkedHashMap<>(Map.of("judge", digest, "judgedModel", "support-assistant@1", "items", items));
    }

    private static String judge(String name, String model) {
        return JSON.readTree(Objects.requireNonNull(eval.engineer()
                        .put()
                        .uri("/api/v1/judges/" + name)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body("{\"rubric\": \"relevance@1\", \"model\": \"registry:" + model + "\"}")
                        .exchange()
                        .expectStatus()
                        .is2xxSuccessful()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody()))
                .path("digest")
                .asString();
    }

    private static JsonNode post(String judge, String path, Object body, int status) {
        return JSON.readTree(Objects.requireNonNull(eval.engineer()
                .post()
                .uri("/api/v1/judges/" + judge + "/calibrations" + path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(JSON.writeValueAsString(body))
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));
    }

    private static JsonNode get(String judge, String path) {
        return JSON.readTree(Objects.requireNonNull(eval.engineer()
                .get()
                .uri("/api/v1/judges/" + judge + "/calibrations" + path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));
    }
}
