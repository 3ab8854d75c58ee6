package io.plumbline.eval;

import io.plumbline.clients.governance.Approval;
import io.plumbline.kit.security.Role;
import io.plumbline.testkit.ServiceUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// eval-service with its siblings, and the calls that its tests share. Team `team-a` has the datasets
/// `faq@1`, of 120 questions, and `tiny@1`, of 3.
public final class EvalUnderTest implements AutoCloseable {

    public static final String TEAM = "team-a";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /// A token lives five minutes.
    private static final Duration FRESH = Duration.ofMinutes(2);

    private static @Nullable EvalUnderTest shared;

    public final FakeRegistry registry = new FakeRegistry();
    public final FakeGateway gateway = new FakeGateway();
    public final ServiceUnderTest service;
    private @Nullable RestTestClient engineer;
    private long signed;

    /// Another replica, on the same database.
    public ServiceUnderTest replica() {
        return ServiceUnderTest.start(EvalApplication.class, "eval", siblings(), service.database());
    }

    private Map<String, String> siblings() {
        return Map.of(
                "plumbline.services.registry",
                registry.url(),
                "plumbline.services.gateway",
                gateway.url(),
                "plumbline.eval.http-scorers.allow-private-addresses",
                "true");
    }

    public EvalUnderTest() {
        this(Map.of());
    }

    /// Returns the service that the test classes of this JVM share, with nothing of the class before: the tables are
    /// empty and the siblings know only the datasets. The last one is closed with the JVM.
    public static synchronized EvalUnderTest shared() {
        if (shared != null && shared.isBusy()) {
            retire();
        }
        if (shared == null) {
            shared = new EvalUnderTest();
        } else {
            shared.forget();
        }
        return shared;
    }

    /// Closes the shared service, for a test that leaves it unusable.
    public static synchronized void retire() {
        if (shared != null) {
            shared.close();
            shared = null;
        }
    }

    /// Whether a gate, a campaign or a measurement still runs, which would write into the next class's tables.
    private boolean isBusy() {
        return JdbcClient.create(service.database().superuser())
                .sql("select exists(select from eval.gate where status in ('QUEUED', 'RUNNING'))"
                        + " or exists(select from eval.campaign where status in ('QUEUED', 'RUNNING'))"
                        + " or exists(select from eval.harm_measurement where status in ('QUEUED', 'RUNNING'))"
                        + " or exists(select from eval.benchmark_run where status in ('QUEUED', 'RUNNING'))")
                .query(Boolean.class)
                .single();
    }

    private void forget() {
        JdbcClient jdbc = JdbcClient.create(service.database().superuser());
        String tables = String.join(", ", jdbc.sql("""
                        select 'eval.' || relname from pg_class
                        where relnamespace = 'eval'::regnamespace and relkind = 'r' and not relispartition
                        and relname not in ('flyway_schema_history', 'scheduled_tasks', 'change_counter')
                        """).query(String.class).list());
        jdbc.sql("truncate " + tables).update();
        registry.forget();
        gateway.forget();
        addDatasets();
    }

    private void addDatasets() {
        registry.dataset(TEAM, "faq", questions(120));
        registry.dataset(TEAM, "tiny", questions(3));
    }

    /// @param properties of the service, beside those of all tests
    public EvalUnderTest(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(siblings());
        all.putAll(properties);
        service = ServiceUnderTest.start(EvalApplication.class, "eval", all);
        addDatasets();
    }

    /// Questions `Question N`, each with the answer [#answer].
    public static List<Map<String, Object>> questions(int count) {
        List<Map<String, Object>> questions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            questions.add(Map.of(
                    "id",
                    "q-" + i,
                    "input",
                    "Question " + i,
                    "references",
                    List.of(answer("Question " + i)),
                    "slice",
                    i % 2 == 0 ? "even" : "odd"));
        }
        return questions;
    }

    /// The right answer to a question.
    public static String answer(String question) {
        return "the answer to " + question + " is in the handbook";
    }

    /// Answers right for so many of a hundred questions.
    public static FakeGateway.Said rightFor(int percent, JsonNode call) {
        String question = FakeGateway.question(call);
        int number = Integer.parseInt(question.substring("Question ".length()));
        return FakeGateway.Said.text(number * 37 % 100 < percent ? answer(question) : "no idea");
    }

    /// With one token for some time: to sign one takes longer than most requests.
    public synchronized RestTestClient engineer() {
        long now = System.nanoTime();
        if (engineer == null || now - signed > FRESH.toNanos()) {
            engineer = service.client(service.governance().userToken(TEAM, Role.ML_ENGINEER));
            signed = now;
        }
        return engineer;
    }

    /// A model with two versions, which answer right for so many of a hundred questions; none in production.
    public void model(String name, int percent) {
        registry.model(TEAM, name, 2, 0);
        gateway.model("registry:" + name + "@1", call -> rightFor(percent, call));
        gateway.model("registry:" + name + "@2", call -> rightFor(percent, call));
    }

    public void suite(String name, String document) {
        engineer()
                .put()
                .uri("/api/v1/suites/" + name)
                .contentType(MediaType.APPLICATION_JSON)
                .body(document)
                .exchange()
                .expectStatus()
                .is2xxSuccessful();
    }

    /// A suite on a dataset that asks the record's input and has these metrics.
    public static String document(String dataset, String metrics) {
        return """
                {"dataset": "%s", "template": {"messages": [{"role": "user", "content": "{{input}}"}]},
                 "metrics": %s, "errorBudget": 0.05, "concurrency": 16}
                """.formatted(dataset, metrics);
    }

    /// Opens a gate and waits for its end.
    public JsonNode run(String request) {
        String answer = engineer()
                .post()
                .uri("/api/v1/gates?wait=60")
                .contentType(MediaType.APPLICATION_JSON)
                .body(request)
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return JSON.readTree(answer);
    }

    /// A request for a gate on a model's version.
    public static String request(String suite, String model, int version) {
        return "{\"suite\": \"%s\", \"candidate\": {\"model\": \"%s\", \"version\": %d}}"
                .formatted(suite, model, version);
    }

    /// Sends a file of outputs that were produced elsewhere.
    ///
    /// @param query such as `suite=faq&format=lm-eval`
    public RestTestClient.ResponseSpec sendOutputs(String query, String content) {
        String head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"outputs.jsonl\"\r\n\r\n";
        return engineer()
                .post()
                .uri("/api/v1/output-sets?" + query)
                .contentType(MediaType.parseMediaType("multipart/form-data; boundary=b"))
                .body(head + content + "\r\n--b--\r\n")
                .exchange();
    }

    /// Returns the id of stored outputs.
    public String outputs(String suite, String content) {
        return Objects.requireNonNull(sendOutputs("suite=" + suite, content)
                        .expectStatus()
                        .isCreated()
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody())
                .path("id")
                .asString();
    }

    /// Verdicts as if the judge had returned them to requests, each on an answer of its own.
    ///
    /// @return their ids, in the order of the scores
    public List<UUID> returned(String judgeDigest, List<Double> scores) {
        JdbcClient jdbc = JdbcClient.create(service.database().superuser());
        return scores.stream()
                .map(score -> jdbc.sql("""
                                insert into eval.judge_verdict (id, team, judge_digest, material, score, created_at)
                                values (uuidv7(), ?, ?, decode(md5(random()::text), 'hex'), ?, now()) returning id
                                """)
                        .params(TEAM, judgeDigest, score)
                        .query(UUID.class)
                        .single())
                .toList();
    }

    /// Has a calibration confirmed by another person than its author.
    ///
    /// @return the calibration
    public JsonNode confirm(String judge, String calibration) {
        String path = "/api/v1/judges/" + judge + "/calibrations/" + calibration;
        engineer().post().uri(path + "/confirmations").exchange().expectStatus().isAccepted();
        service.governance().decide(judge + "/" + calibration, Approval.State.APPROVED);
        return Objects.requireNonNull(engineer()
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    /// The check of that name.
    public static JsonNode check(JsonNode gate, String name) {
        for (JsonNode check : gate.path("checks")) {
            if (check.path("name").asString("").equals(name)) {
                return check;
            }
        }
        throw new AssertionError("no check " + name + " in " + gate);
    }

    @Override
    public void close() {
        service.close();
        registry.close();
        gateway.close();
    }
}
