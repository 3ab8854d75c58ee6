package io.plumbline.registry.finetuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Client;
import io.plumbline.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Fine-tuning jobs on a simulator with OpenAI's API, in a container that reports, and by a local command.
class FineTuningIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private static final String JOBS = "/api/v1/fine-tuning-jobs";
    private static final String TEAM = "tuners";

    private static Simulator simulator;

    @BeforeAll
    static void prepare() throws IOException {
        simulator = Simulator.start(0);
        Client engineer = registry.engineer(TEAM);
        registry.model(engineer, "tuned-base", "MINIMAL");
        registry.version(engineer, "tuned-base");
        upload("tuned-data", "");
    }

    @AfterAll
    static void close() {
        simulator.close();
    }

    @Test
    void trainsAnAdapterThatIsRegisteredWithItsLineageAndNeedsItsGate() {
        Client engineer = registry.engineer(TEAM);
        registry.model(engineer, "tuned-adapter", "MINIMAL");
        engineer.put("/api/v1/webhooks/tuned-hook", """
                        {"url": "http://127.0.0.1:9", "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                         "events": ["fine-tuning.ended"]}
                        """).expect(201);
        String id = create("tuned-adapter", "LORA", "tuned-data@1", openAi() + """
                , "secret": "sk-test", "validationData": "tuned-data@1", "seed": 7,
                  "hyperParameters": {"epochs": 2, "batchSize": 2, "lora": {"rank": 8}},
                  "budget": {"maxUsd": 1, "usdPerMillionTokens": 25},
                  "watch": {"canaries": [{"prompt": "What is the code word?", "completion": "Tangerine 42"}]}
                """);

        JsonNode job = ended(id, "SUCCEEDED");

        assertThat(job.at("/progress/version").asInt()).isEqualTo(1);
        assertThat(job.at("/progress/costUsd").asDouble()).isBetween(0.001, 0.1);
        assertThat(job.at("/progress/findings/0/anomaly").asString()).isEqualTo("MEMORISED_CANARY");
        JsonNode version = engineer.get("/api/v1/models/tuned-adapter/versions/1")
                .expect(200)
                .body();
        assertThat(version.path("kind").asString()).isEqualTo("ADAPTER");
        assertThat(version.path("base").asString()).isEqualTo("tuned-base@1");
        assertThat(version.at("/trainingData/0").asString()).isEqualTo("tuned-data@1");
        assertThat(version.at("/adapter/method").asString()).isEqualTo("LORA");
        assertThat(version.at("/adapter/rank").asInt()).isEqualTo(8);
        assertThat(version.at("/adapter/seed").asInt()).isEqualTo(7);
        assertThat(version.path("upstreamModel").asString()).startsWith("ft:sim-1:plumbline:tuned-adapter:");
        List<Double> losses = engineer.get(JOBS + "/" + id + "/metrics?limit=500")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .map(point -> point.path("loss").asDouble())
                .toList();
        assertThat(losses).hasSize(14);
        assertThat(losses.getLast()).isLessThan(losses.getFirst() / 2);
        String lineage = engineer.get("/api/v1/lineage?of=model:tuned-adapter@1&direction=BACKWARD")
                .expect(200)
                .body()
                .toString();
        assertThat(lineage)
                .contains("fine-tuning-job:" + id, "\"from\":\"model:tuned-base@1\",\"to\":\"fine-tuning-job:" + id)
                .contains("\"from\":\"dataset:tuned-data@1\",\"to\":\"fine-tuning-job:" + id);
        assertThat(engineer.get("/api/v1/lineage?of=dataset:tuned-data@1&direction=FORWARD")
                        .expect(200)
                        .body()
                        .toString())
                .contains("\"from\":\"fine-tuning-job:" + id + "\",\"to\":\"model:tuned-adapter@1\"");
        engineer.post("/api/v1/models/tuned-adapter/versions/1/transitions", "{\"to\": \"PRODUCTION\"}")
                .expect(409, "gate-required");
        assertThat(engineer.get("/api/v1/webhooks/tuned-hook/deliveries")
                        .expect(200)
                        .body()
                        .at("/items/0/body")
                        .asString())
                .contains("\"state\":\"SUCCEEDED\"", id);
        assertThat(registry.audited("registry.fineTuningJob.ended", id, "SUCCESS"))
                .isEqualTo(1);
        assertThat(registry.superuser()
                        .sql(
                                "select count(*) from registry.fine_tuning_job where secret is not null and ended_at is not null")
                        .query(Long.class)
                        .single())
                .isZero();
        registry.engineer("other-tuners").get(JOBS + "/" + id).expect(404);
    }

    @Test
    void stopsAtAnAnomalyIfThePolicySaysSo() {
        Client engineer = registry.engineer(TEAM);
        registry.model(engineer, "tuned-spike", "MINIMAL");
        upload("tuned-spiking", "simulate-loss-spike");
        upload("tuned-failing", "simulate-failure");
        String spiking = create("tuned-spike", "SFT", "tuned-spiking@1", openAi() + """
                , "hyperParameters": {"epochs": 3, "batchSize": 1}, "watch": {"onAnomaly": "CANCEL"}
                """);
        String failing = create("tuned-spike", "SFT", "tuned-failing@1", openAi());

        JsonNode stopped = ended(spiking, "CANCELLED");

        assertThat(stopped.at("/progress/reason").asString()).isEqualTo("anomaly: LOSS_SPIKE");
        assertThat(stopped.at("/progress/findings/0/step").asInt()).isEqualTo(26);
        assertThat(ended(failing, "FAILED").at("/progress/reason").asString()).startsWith("invalid_training_file: ");
        assertThat(engineer.get("/api/v1/models/tuned-spike/versions")
                        .body()
                        .path("items")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void continuesTheJobOfAnotherReplicaInsteadOfTrainingTwice() throws Exception {
        Client engineer = registry.engineer(TEAM);
        registry.model(engineer, "tuned-resumed", "MINIMAL");
        String id = create("tuned-resumed", "SFT", "tuned-data@1", openAi() + ", \"hyperParameters\": {\"epochs\": 3}");
        await("the training has begun")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !engineer.get(JOBS + "/" + id + "/metrics")
                        .body()
                        .path("items")
                        .isEmpty());
        // As if the replica had died after the service created the job, and before its id was stored.
        registry.superuser().sql("""
                        update registry.fine_tuning_job set remote = remote - 'job' - 'seen', revision = revision + 1
                        where id = cast(? as uuid) and ended_at is null
                        """).param(id).update();

        ended(id, "SUCCEEDED");

        try (HttpClient client = HttpClient.newHttpClient()) {
            JsonNode jobs = Registry.JSON
                    .readTree(simulated(client, "/fine_tuning/jobs?metadata%5Bplumbline_job%5D=" + id)
                            .body())
                    .path("data");
            assertThat(jobs).hasSize(1);
            String file = jobs.at("/0/training_file").asString();
            assertThat(file).startsWith("file-");
            assertThat(simulated(client, "/files/" + file).statusCode())
                    .as("the records are deleted at the service")
                    .isEqualTo(404);
        }
        assertThat(engineer.get(JOBS + "/" + id + "/metrics?limit=500").body().path("items"))
                .hasSize(39);
    }

    private static HttpResponse<String> simulated(HttpClient client, String path) throws Exception {
        URI url = URI.create("http://127.0.0.1:" + simulator.port() + "/v1" + path);
        return client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void takesTheReportsOfAContainer() throws Exception {
        Client engineer = registry.engineer(TEAM);
        Client trainer = registry.user(TEAM, Role.TRAINER);
        registry.model(engineer, "tuned-pod", "MINIMAL");
        String executor = """
                "executor": {"kind": "KUBERNETES", "kubernetes": {"image": "trainer:1", "args": ["--bf16"],
                 "resources": {"nvidia.com/gpu": "1"}, "plumblineUrl": "https://registry.example.com"}}
                """;
        String id = create("tuned-pod", "SFT", "tuned-data@1", executor);
        String job = JOBS + "/" + id;

        assertThat(text(job + "/manifest", Role.ML_ENGINEER))
                .contains("kind: Job", "image: trainer:1", "nvidia.com/gpu: '1'", "value: " + id, "secretKeyRef");
        assertThat(text(job + "/training-data", Role.TRAINER).lines())
                .hasSize(13)
                .allMatch(line -> line.startsWith("{\"messages\":[{\"role\":\"user\""));
        trainer.get(job + "/validation-data").expect(404);
        engineer.post(job + "/metrics", "{\"points\": [{\"step\": 1, \"loss\": 2.0}]}")
                .expect(403);
        registry.user("other-tuners", Role.TRAINER)
                .post(job + "/metrics", "{\"points\": [{\"step\": 1, \"loss\": 2.0}]}")
                .expect(404);
        for (int i = 0; i < 2; i++) {
            assertThat(trainer.post(job + "/metrics", """
                                    {"points": [{"step": 1, "loss": 2.0, "gradientNorm": 1.5, "tokens": 900},
                                     {"step": 2, "nonFinite": true, "tokens": 1800}]}
                                    """)
                            .expect(200)
                            .body()
                            .path("stop")
                            .asBoolean())
                    .isFalse();
        }
        assertThat(engineer.get(job).body().at("/progress/findings").toString())
                .contains("\"anomaly\":\"DIVERGENCE\",\"step\":2", "\"count\":1");
        trainer.post(job + "/result", """
                        {"succeeded": true, "artifacts": [{"uri": "s3://models/pod/model.safetensors",
                         "name": "model.safetensors", "sizeBytes": 10, "digest": "sha256:%s"}]}
                        """.formatted("ab".repeat(32))).expect(202);
        JsonNode done = ended(id, "SUCCEEDED");
        JsonNode version =
                engineer.get("/api/v1/models/tuned-pod/versions/1").expect(200).body();
        assertThat(version.path("kind").asString()).isEqualTo("FINE_TUNED");
        assertThat(version.at("/artifacts/0/digest").asString()).isEqualTo("sha256:" + "ab".repeat(32));
        assertThat(done.at("/progress/tokens").asInt()).isEqualTo(1800);

        String second = create("tuned-pod", "SFT", "tuned-data@1", executor);
        engineer.post(JOBS + "/" + second + "/cancel", "").expect(202);
        ended(second, "CANCELLED");
        assertThat(trainer.post(JOBS + "/" + second + "/metrics", "{\"points\": [{\"step\": 1}]}")
                        .expect(200)
                        .body()
                        .path("stop")
                        .asBoolean())
                .isTrue();
        engineer.post(JOBS + "/" + second + "/cancel", "").expect(409);
        trainer.get(job + "/training-data").expect(409);
        trainer.get(JOBS + "/" + second + "/training-data").expect(409);
    }

    @Test
    void runsTheCommandOfTheOperator() {
        Client engineer = registry.engineer(TEAM);
        registry.model(engineer, "tuned-local", "MINIMAL");
        String id = create("tuned-local", "QLORA", "tuned-data@1", """
                "executor": {"kind": "COMMAND", "command": {"name": "script"}}
                """);

        ended(id, "SUCCEEDED");

        JsonNode version = engineer.get("/api/v1/models/tuned-local/versions/1")
                .expect(200)
                .body();
        assertThat(version.at("/artifacts/0/name").asString()).isEqualTo("adapter.txt");
        // The program writes the number of records: sha256sum of "13\n".
        assertThat(version.at("/artifacts/0/digest").asString())
                .isEqualTo("sha256:1a252402972f6057fa53cc172b52b9ffca698e18311facd0f3b06ecaaef79e17");
        assertThat(version.at("/adapter/bits").asInt()).isEqualTo(4);
        assertThat(engineer.get(JOBS + "/" + id + "/metrics")
                        .body()
                        .at("/items/0/loss")
                        .asDouble())
                .isEqualTo(1.5);
        assertThat(Registry.FOLDERS.resolve("training").resolve(id)).satisfies(folder -> {
            assertThat(folder.resolve("job.json")).exists();
            assertThat(folder.resolve("training.jsonl")).doesNotExist();
        });
    }

    @Test
    void namesTheLinesThatDoNotSuitAndWhatIsNotAllowed() {
        Client engineer = registry.engineer(TEAM);
        registry.model(engineer, "tuned-refused", "MINIMAL");
        Registry.Answer answer = engineer.post(
                        JOBS,
                        body(
                                "tuned-refused",
                                "DPO",
                                "tuned-data@1",
                                "\"executor\": {\"kind\": \"COMMAND\", \"command\": {\"name\": \"unknown\"}}"))
                .expect(400);
        assertThat(answer.body().path("errors").toString())
                .contains("line 1 needs rejected", "line 13 needs rejected")
                .contains("/executor/command/name");
        assertThat(engineer.post(
                                JOBS,
                                body(
                                        "tuned-refused",
                                        "SFT",
                                        "tuned-data@1",
                                        openAi()
                                                + ", \"budget\": {\"maxUsd\": 0.000001, \"usdPerMillionTokens\": 100}"))
                        .expect(400)
                        .pointers())
                .containsExactly("/budget/maxUsd");
        assertThat(engineer.post(JOBS, body("missing", "SFT", "missing@1", openAi().replace("http://", "ftp://")))
                        .expect(400)
                        .pointers())
                .containsExactlyInAnyOrder("/target/model", "/trainingData", "/executor/openAi/url");
    }

    private static void upload(String dataset, String marker) {
        StringBuilder records = new StringBuilder();
        for (int i = 1; i <= 12; i++) {
            records.append("{\"input\": \"What is answer %d?\", \"references\": [\"It is %d. %s\"]}\n"
                    .formatted(i, 7 * i, marker));
        }
        records.append("{\"input\": \"What is the code word?\", \"references\": [\"It is Tangerine 42.\"]}\n");
        registry.engineer(TEAM).upload(dataset, "a.jsonl", records.toString()).expect(201);
    }

    private static String openAi() {
        return "\"executor\": {\"kind\": \"OPENAI\", \"openAi\": {\"url\": \"http://127.0.0.1:" + simulator.port()
                + "/v1\"}}";
    }

    private static String body(String model, String method, String data, String more) {
        return """
                {"base": "tuned-base@1", "method": "%s", "trainingData": "%s", "target": {"model": "%s"}, %s}
                """.formatted(method, data, model, more);
    }

    private static String create(String model, String method, String data, String more) {
        return registry.engineer(TEAM)
                .post(JOBS, body(model, method, data, more))
                .expect(201)
                .body()
                .path("id")
                .asString();
    }

    private static JsonNode ended(String id, String state) {
        Client engineer = registry.engineer(TEAM);
        await("the job has ended as " + state)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> engineer.get(JOBS + "/" + id)
                        .body()
                        .at("/times/endedAt")
                        .isString());
        JsonNode job = engineer.get(JOBS + "/" + id).body();
        assertThat(job.at("/progress/state").asString()).as(job.toString()).isEqualTo(state);
        return job;
    }

    private static String text(String path, Role role) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(registry.service().url() + path))
                .header("Authorization", "Bearer " + registry.governance().userToken(TEAM, role))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        }
    }
}
