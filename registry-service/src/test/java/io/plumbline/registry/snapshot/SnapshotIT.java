package io.plumbline.registry.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.registry.DatasetVersion;
import io.plumbline.clients.registry.EvaluationResult;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.clients.registry.RegistrySnapshot;
import io.plumbline.clients.registry.RegistrySnapshot.ModelEntry;
import io.plumbline.clients.registry.RegistrySnapshot.ModelVersionEntry;
import io.plumbline.clients.registry.RegistrySnapshot.PromptEntry;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class SnapshotIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private static RegistryClient client;

    /// The client that siblings have, of a token of their kind.
    @BeforeAll
    static void connect() {
        JsonMapper lenient = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        RestClient rest = RestClient.builder()
                .configureMessageConverters(
                        converters -> converters.withJsonConverter(new JacksonJsonHttpMessageConverter(lenient)))
                .baseUrl(registry.service().url())
                .defaultHeader(
                        "Authorization", "Bearer " + registry.governance().serviceToken("eval"))
                .build();
        client = HttpServiceProxyFactory.builderFor(RestClientAdapter.create(rest))
                .build()
                .createClient(RegistryClient.class);
    }

    private static ModelEntry model(RegistrySnapshot snapshot, String name) {
        return snapshot.models().stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ModelVersionEntry version(String name, int number) {
        return model(client.snapshot(0, 0), name).versions().get(number - 1);
    }

    @Test
    void sendsEverythingToANewClient() {
        Client engineer = registry.engineer("snapshot");
        engineer.put("/api/v1/models/snap-all", "{\"riskTier\": \"MINIMAL\"}").expect(201);
        engineer.post("/api/v1/models/snap-all/versions", """
                        {"kind": "FOUNDATION", "provider": "simulator", "upstreamModel": "sim-1",
                         "parameters": {"temperature": 0.2}}
                        """).expect(201);
        engineer.put("/api/v1/models/snap-all/aliases/canary", "{\"version\": 1}")
                .expect(200);
        engineer.post("/api/v1/prompts/snap-all/versions", """
                        {"messages": [{"role": "user", "content": "{{q}}"}], "variables": {"properties": {"q": {}}}}
                        """).expect(201);

        RegistrySnapshot snapshot = client.snapshot(0, 30);
        assertThat(snapshot.complete()).isTrue();
        ModelEntry model = model(snapshot, "snap-all");
        assertThat(model.team()).isEqualTo("snapshot");
        assertThat(model.riskTier()).isEqualTo("MINIMAL");
        assertThat(model.aliases()).isEqualTo(Map.of("canary", 1));
        assertThat(model.versions()).singleElement().satisfies(version -> {
            assertThat(version.provider()).isEqualTo("simulator");
            assertThat(version.upstreamModel()).isEqualTo("sim-1");
            assertThat(version.kind()).isEqualTo("FOUNDATION");
            assertThat(version.stage()).isEqualTo("NONE");
            assertThat(version.mayServeProduction()).isFalse();
            assertThat(version.parameters()).isEqualTo(Registry.JSON.readTree("{\"temperature\": 0.2}"));
        });
        PromptEntry prompt = snapshot.prompts().stream()
                .filter(entry -> entry.name().equals("snap-all"))
                .findFirst()
                .orElseThrow();
        assertThat(prompt.versions()).singleElement().satisfies(version -> {
            assertThat(version.messages().get(0).path("content").asString()).isEqualTo("{{q}}");
            assertThat(version.variables().path("properties").has("q")).isTrue();
            assertThat(version.parameters()).isEqualTo(Registry.JSON.nullNode());
        });
    }

    @Test
    void sendsOnlyLaterChanges() {
        Client engineer = registry.engineer("snapshot");
        registry.model(engineer, "snap-old", "MINIMAL");
        long before = client.snapshot(0, 0).version();
        assertThat(changed(client.snapshot(before, 0))).isEmpty();

        registry.model(engineer, "snap-new", "MINIMAL");
        RegistrySnapshot delta = client.snapshot(before, 0);
        assertThat(delta.complete()).isFalse();
        assertThat(delta.version()).isGreaterThan(before);
        assertThat(changed(delta)).containsExactly("snap-new");
        assertThat(client.snapshot(before + 1_000_000, 0).complete()).isTrue();
    }

    @Test
    void countsEveryChangeVisibleToTheGateway() {
        Client engineer = registry.engineer("snapshot");
        registry.model(engineer, "snap-count", "MINIMAL");
        List<Runnable> changes = List.of(
                () -> registry.version(engineer, "snap-count"),
                () -> registry.gate("snap-count", 1, "any", "PASS", "2026-11-01T12:00:00Z"),
                () -> engineer.put("/api/v1/models/snap-count/aliases/canary", "{\"version\": 1}")
                        .expect(200),
                () -> engineer.put("/api/v1/models/snap-count/aliases/production", "{\"version\": 1}")
                        .expect(200),
                () -> engineer.delete("/api/v1/models/snap-count/aliases/canary")
                        .expect(204),
                () -> engineer.put("/api/v1/models/snap-count", "{\"riskTier\": \"HIGH\"}")
                        .expect(200));
        for (Runnable change : changes) {
            long before = client.snapshot(0, 0).version();
            change.run();
            assertThat(changed(client.snapshot(before, 0))).containsExactly("snap-count");
        }
        long before = client.snapshot(0, 0).version();
        engineer.post(
                        "/api/v1/models/snap-count/versions/1/evaluations",
                        Registry.gate("any", "FAIL", "2026-11-02T12:00:00Z"))
                .expect(201);
        assertThat(changed(client.snapshot(before, 0))).isEmpty();
    }

    /// The models of these tests: the registry goes on with approvals that other tests have left behind.
    private static List<String> changed(RegistrySnapshot snapshot) {
        return snapshot.models().stream()
                .map(ModelEntry::name)
                .filter(name -> name.startsWith("snap-"))
                .toList();
    }

    @Test
    void wakesWaitingClients() throws Exception {
        Client engineer = registry.engineer("snapshot");
        registry.model(engineer, "snap-wake", "MINIMAL");
        long version = client.snapshot(0, 0).version();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<RegistrySnapshot> waiting =
                    CompletableFuture.supplyAsync(() -> changeAfter(version), threads);
            registry.version(engineer, "snap-wake");
            RegistrySnapshot woken = waiting.get(15, TimeUnit.SECONDS);
            assertThat(model(woken, "snap-wake").versions()).hasSize(1);
        }
    }

    /// As a follower asks: again, until what it waits for has changed.
    private static RegistrySnapshot changeAfter(long version) {
        RegistrySnapshot snapshot = client.snapshot(version, 30);
        while (changed(snapshot).isEmpty()) {
            snapshot = client.snapshot(snapshot.version(), 30);
        }
        return snapshot;
    }

    @Test
    void saysWhatMayServeProduction() {
        Client engineer = registry.engineer("snapshot");
        registry.model(engineer, "snap-may", "MINIMAL", "support");
        registry.version(engineer, "snap-may");
        registry.version(engineer, "snap-may");
        registry.gate("snap-may", 1, "support", "PASS", "2026-11-01T12:00:00Z");
        assertThat(version("snap-may", 1).mayServeProduction()).isTrue();
        assertThat(version("snap-may", 2).mayServeProduction()).isFalse();

        String transitions = "/api/v1/models/snap-may/versions/1/transitions";
        engineer.post(transitions, "{\"to\": \"PRODUCTION\"}").expect(200);
        assertThat(version("snap-may", 1).stage()).isEqualTo("PRODUCTION");
        assertThat(model(client.snapshot(0, 0), "snap-may").aliases()).isEqualTo(Map.of("production", 1));
        registry.gate("snap-may", 1, "support", "FAIL", "2026-11-02T12:00:00Z");
        assertThat(version("snap-may", 1).mayServeProduction()).isTrue();

        engineer.post(transitions, "{\"to\": \"STAGING\"}").expect(200);
        assertThat(version("snap-may", 1).mayServeProduction()).isTrue();
        engineer.post(transitions, "{\"to\": \"ARCHIVED\"}").expect(200);
        assertThat(version("snap-may", 1).mayServeProduction()).isFalse();
        registry.gate("snap-may", 2, "support", "PASS", "2026-11-01T12:00:00Z");
        assertThat(version("snap-may", 2).mayServeProduction()).isTrue();
        engineer.put("/api/v1/models/snap-may", "{\"requiredSuites\": [\"safety\"]}")
                .expect(200);
        assertThat(version("snap-may", 2).mayServeProduction()).isFalse();
    }

    @Test
    void letsAnApprovedMissingVersionServeProduction() {
        Client engineer = registry.engineer("snapshot");
        registry.model(engineer, "snap-approved", "HIGH");
        registry.version(engineer, "snap-approved");
        registry.gate("snap-approved", 1, "any", "PASS", "2026-11-01T12:00:00Z");
        assertThat(version("snap-approved", 1).mayServeProduction()).isFalse();

        engineer.post("/api/v1/models/snap-approved/versions/1/transitions", "{\"to\": \"PRODUCTION\"}")
                .expect(409, "approval-required");
        forgetsApprovals(30);
        registry.governance().decide("snap-approved@1", Approval.State.APPROVED);
        await("registry has heard of it")
                .atMost(Duration.ofSeconds(30))
                .until(() -> version("snap-approved", 1).mayServeProduction());
        assertThat(version("snap-approved", 1).stage()).isEqualTo("NONE");
        assertThat(model(client.snapshot(0, 0), "snap-approved").aliases()).isEmpty();

        engineer.put("/api/v1/models/snap-approved", "{\"riskTier\": \"MINIMAL\"}")
                .expect(200);
        assertThat(version("snap-approved", 1).mayServeProduction()).isFalse();
    }

    /// So many older approvals are awaited that governance knows nothing of, as after a backup.
    private static void forgetsApprovals(int count) {
        Client engineer = registry.engineer("snapshot");
        registry.model(engineer, "forgotten", "LIMITED");
        for (int i = 0; i < count; i++) {
            registry.version(engineer, "forgotten");
        }
        registry.superuser().sql("""
                        insert into registry.version_approval (asset_id, version, team, approval_id, asked_at)
                        select asset_id, number, team, gen_random_uuid(), now() - interval '1 day'
                        from registry.asset_version
                        where asset_id = (select id from registry.asset where name = 'forgotten')
                        """).update();
    }

    @Test
    void isReadableOnlyByServices() {
        registry.engineer("snapshot").get("/internal/v1/snapshot?since=0").expect(403, "forbidden");
        registry.sibling("gateway").get("/internal/v1/snapshot?since=-1").expect(400, "invalid-request");
        registry.sibling("gateway")
                .get("/internal/v1/snapshot?since=0&waitSeconds=31")
                .expect(400, "invalid-request");
    }

    @Test
    void answersSiblingsInTheirOwnVersion() {
        Client engineer = registry.engineer("snapshot");
        registry.model(engineer, "snap-shapes", "MINIMAL");
        registry.version(engineer, "snap-shapes");
        engineer.upload("snap-shapes", "a.jsonl", "{\"input\": \"Why?\", \"references\": [\"So.\"]}\n")
                .expect(201);
        DatasetVersion dataset = client.datasetVersion("snap-shapes", 1);
        assertThat(dataset.records()).isOne();
        assertThat(dataset.team()).isEqualTo("snapshot");
        assertThat(client.records("snap-shapes", 1, 10, null).items())
                .containsExactly(Map.of("input", "Why?", "references", List.of("So.")));
        EvaluationResult result = new EvaluationResult(
                "GATE",
                UUID.randomUUID(),
                "support",
                1,
                null,
                null,
                "PASS",
                null,
                Instant.parse("2026-11-01T12:00:00Z"),
                List.of(new EvaluationResult.CheckResult("bleu", 31.5, 30.0, 33.0, 30.0, "PASS", null)));
        assertThat(client.pushModelEvaluation("snap-shapes", 1, result)
                        .path("counts")
                        .asBoolean())
                .isTrue();
        assertThat(client.pushModelEvaluation("snap-shapes", 1, result)
                        .path("runId")
                        .asString())
                .isEqualTo(result.runId().toString());
        assertThat(version("snap-shapes", 1).mayServeProduction()).isTrue();
    }
}
