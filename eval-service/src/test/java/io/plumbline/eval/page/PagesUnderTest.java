package io.plumbline.eval.page;

import static io.plumbline.eval.EvalUnderTest.TEAM;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway;
import io.plumbline.eval.FakeGateway.Said;
import io.plumbline.eval.judge.ScriptedJudge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A support desk as the pages may meet it: a suite of 200 questions with a judge, whose model has had five
/// versions of changing quality, and judges that were held against people. Pages that were asked for are
/// kept in `target/pages`, to be looked at.
final class PagesUnderTest {

    static final String SUITE = "support-quality";
    static final String JUDGE = "support-judge";
    static final String LONG = "a-suite-whose-name-is-as-long-as-a-name-may-be-which-is-63-char";
    static final String HOSTILE =
            "<script>alert(1)</script> <img src=x onerror=alert(2)> \"'>&amp; \u202Egnp.exe 👩‍👩‍👧 jane.doe@example.com";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path KEPT = Path.of("target", "pages");
    private static final int QUESTIONS = 200;
    /// How many of a hundred questions each version answers well.
    private static final int[] QUALITY = {88, 84, 91, 70, 93};
    private static final String[] TOPICS = {"delivery", "billing", "returns", "account"};

    final EvalUnderTest eval = EvalUnderTest.shared();
    final Map<Integer, JsonNode> gates = new HashMap<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();

    PagesUnderTest() {
        eval.registry.dataset(TEAM, "support-questions", questions());
        eval.registry.model(TEAM, "support-assistant", QUALITY.length, 1);
        eval.registry.model(TEAM, "grader", 2, 0);
        for (int version = 1; version <= QUALITY.length; version++) {
            int quality = QUALITY[version - 1];
            eval.gateway.model("registry:support-assistant@" + version, call -> answer(call, quality));
        }
        eval.gateway.model("registry:grader@1", PagesUnderTest::opinion);
    }

    /// The suite, its judge and a gate on each version of the model.
    void runGates() {
        put("/api/v1/judges/" + JUDGE, "{\"rubric\": \"relevance@1\", \"model\": \"registry:grader@1\"}");
        calibrate(JUDGE, "support-assistant@3", 150, 0.15, true);
        for (int version = 1; version <= QUALITY.length; version++) {
            put("/api/v1/suites/" + SUITE, suite(version < 3 ? 0.55 : 0.6));
            gates.put(version, eval.run(EvalUnderTest.request(SUITE, "support-assistant", version)));
        }
    }

    private static String suite(double floor) {
        return """
                {"dataset": "support-questions@1",
                 "template": {"messages": [
                    {"role": "system", "content": "You answer customers of a shop, in one or two sentences."},
                    {"role": "user", "content": "{{input}}"}]},
                 "metrics": [{"name": "rougeL", "floor": %s, "maxRegression": 0.05},
                    {"name": "exactMatch", "blocking": false},
                    {"name": "tokenF1", "as": "words", "floor": 0.5}],
                 "judge": {"rubric": "relevance@1", "model": "registry:grader@1", "floor": 0.6, "sample": 0.5},
                 "slices": {"billing": {"maxRegression": 0.1}}, "repeats": 2,
                 "ceilings": {"p95LatencyMs": 5000}, "errorBudget": 0.05, "concurrency": 16}
                """.formatted(floor);
    }

    private static List<Map<String, Object>> questions() {
        List<Map<String, Object>> questions = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            String topic = TOPICS[i % TOPICS.length];
            questions.add(Map.of(
                    "id",
                    topic + "-" + i,
                    "input",
                    "My " + topic + " case " + i + " is still open. What can I do?",
                    "references",
                    List.of(good(topic, i)),
                    "slice",
                    topic));
        }
        return questions;
    }

    private static String good(String topic, int number) {
        return "Please open " + topic + " case " + number
                + " in your account and choose Contact. We answer within two working days, and the fee is waived.";
    }

    /// Now this, now that for one in eleven.
    private Said answer(JsonNode call, int quality) {
        String[] words = FakeGateway.question(call).split(" ", -1);
        int number = Integer.parseInt(words[3]);
        String right = good(words[1], number);
        if (number == 7) {
            return Said.text(right + " " + HOSTILE);
        }
        if (number % 11 == 5 && asked.merge(quality + " " + number, 1, Integer::sum) % 2 == 0) {
            return Said.text("I am not sure.");
        }
        if (number * 37 % 100 < quality) {
            return Said.text(number % 3 == 0 ? right.replace("two working days", "a few days") : right);
        }
        return number % 17 == 0
                ? Said.status(400)
                : Said.text("I am sorry, but I cannot help with " + words[1] + ". Please try again later.");
    }

    private static Said opinion(JsonNode call) {
        return ScriptedJudge.rates(
                call,
                answer -> answer.contains("sorry") ? 1 : answer.contains("a few days") ? 4 : 5,
                level -> switch (level) {
                    case 1 -> "It refuses and does not say where to turn. Write to jane.doe@example.com instead.";
                    case 4 -> "It tells the customer what to do; only the time is vague.";
                    default -> "It tells the customer exactly what to do, and when to expect an answer.";
                });
    }

    /// People's labels beside the judge's verdicts, confirmed by a second person.
    ///
    /// @param noise how far they are apart, as a deviation on 0..1
    /// @return its id
    String calibrate(String judge, String judgedModel, int items, double noise, boolean pairs) {
        Random random = new Random(7);
        List<Map<String, Object>> labelled = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            double human = Math.clamp(Math.round(random.nextDouble() * 4.6), 0, 4) / 4.0;
            double verdict = Math.clamp(human + 0.06 + random.nextGaussian() * noise, 0, 1);
            Map<String, Object> item = new HashMap<>();
            item.put("human", human);
            item.put("verdict", Math.round(verdict * 4) / 4.0);
            item.put("length", 80 + random.nextInt(900));
            if (i < 20) {
                item.put("id", "sentinel-" + i);
                item.put("sentinel", true);
            }
            labelled.add(item);
        }
        String digest = json("/api/v1/judges/" + judge).path("digest").asString();
        List<UUID> returned = eval.returned(
                digest,
                labelled.stream().map(item -> (Double) item.get("verdict")).toList());
        for (int i = 0; i < items; i++) {
            labelled.get(i).put("verdictId", returned.get(i));
        }
        Map<String, Object> request = new HashMap<>();
        request.put("judge", digest);
        request.put("judgedModel", judgedModel);
        request.put("items", labelled);
        if (pairs) {
            request.put("pairs", comparisons());
        }
        String id = send(
                        eval.engineer().post().uri("/api/v1/judges/" + judge + "/calibrations"),
                        JSON.writeValueAsString(request))
                .path("id")
                .asString();
        eval.confirm(judge, id);
        return id;
    }

    private static List<Map<String, String>> comparisons() {
        List<Map<String, String>> pairs = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String first = i % 2 == 0 ? "FIRST" : "SECOND";
            String back = i % 6 == 0 ? "SECOND" : first;
            pairs.add(Map.of("human", first, "whenFirstCameFirst", first, "whenSecondCameFirst", back));
        }
        return pairs;
    }

    JsonNode put(String path, String body) {
        return send(eval.engineer().put().uri(path), body);
    }

    JsonNode send(RestTestClient.RequestBodySpec request, String body) {
        return Objects.requireNonNull(request.contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .is2xxSuccessful()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    JsonNode json(String path) {
        return Objects.requireNonNull(eval.engineer()
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    /// A page as an engineer sees it.
    ///
    /// @param name under which it is kept
    String page(String name, String path) {
        String page = Objects.requireNonNull(eval.engineer()
                .get()
                .uri(path)
                .header("Accept", "text/html")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
        try {
            Files.createDirectories(KEPT);
            Files.writeString(KEPT.resolve(name + ".html"), page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return page;
    }
}
