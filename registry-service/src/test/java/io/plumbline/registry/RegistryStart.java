package io.plumbline.registry;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plumbline.kit.sibling.SnapshotFollower;
import io.plumbline.testkit.ServiceUnderTest;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Starts registries for tests, with the settings that the tests need.
final class RegistryStart {

    private RegistryStart() {}

    /// Skips the tests where there is no server with pgvector.
    static ServiceUnderTest onPgVector(FakeEval suites, FakeGateway routes) {
        TestDatabase database = TestPostgres.createWithVectors().orElse(null);
        assumeTrue(database != null, "PostgreSQL with pgvector is not here");
        ServiceUnderTest started = ServiceUnderTest.start(
                RegistryApplication.class,
                "registry",
                settings(
                        "plumbline.services.eval",
                        suites.url(),
                        "plumbline.services.gateway",
                        routes.url(),
                        "plumbline.registry.knowledge-index.kind",
                        "PGVECTOR",
                        "plumbline.registry.knowledge-index.graph-from",
                        "100"),
                database);
        await("the registry is ready").until(() -> Registry.isReady(started));
        return started;
    }

    /// As in an installation, eval-service comes after the registry, which is ready without it.
    static ServiceUnderTest beforeEval(FakeEval suites, FakeGateway routes) {
        suites.leave();
        TestDatabase database = TestPostgres.create();
        ServiceUnderTest started = ServiceUnderTest.start(
                RegistryApplication.class,
                "registry",
                settings(
                        "plumbline.services.eval",
                        suites.url(),
                        "plumbline.services.gateway",
                        routes.url(),
                        "plumbline.registry.webhooks.allow-private-addresses",
                        "true",
                        "plumbline.registry.connectors.allow-private-addresses",
                        "true",
                        "plumbline.registry.rerankers.urls",
                        Registry.RERANKER + "/v1/rerank," + Registry.RERANKER
                                + "/broken,https://elsewhere.example.com/v1/rerank",
                        "plumbline.registry.connectors.folders",
                        Registry.FOLDERS.toString(),
                        "plumbline.registry.connectors.databases",
                        database.jdbcUrl() + "?sslmode=disable",
                        "logging.level.kafka",
                        "ERROR",
                        "plumbline.registry.connectors.brokers",
                        Registry.BROKER,
                        "plumbline.registry.connectors.first-pause",
                        "1ms",
                        "plumbline.registry.fine-tuning.allow-private-addresses",
                        "true",
                        "plumbline.registry.fine-tuning.poll-interval",
                        "50ms",
                        "plumbline.registry.fine-tuning.folder",
                        Registry.FOLDERS.resolve("training").toString(),
                        "plumbline.registry.fine-tuning.commands.script.line[0]",
                        "/bin/sh",
                        "plumbline.registry.fine-tuning.commands.script.line[1]",
                        trainingScript()),
                database);
        await("the registry is ready without eval-service").until(() -> Registry.isReady(started));
        suites.comeBack();
        await("it has heard of eval-service")
                .until(() ->
                        started.bean("evalFollower", SnapshotFollower.class).ready());
        return started;
    }

    private static Map<String, String> settings(String... pairs) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            settings.put(pairs[i], pairs[i + 1]);
        }
        return settings;
    }

    /// Writes a program that trains: it prints one step, counts the records, and leaves a process that keeps its output
    /// open.
    private static String trainingScript() {
        try {
            Path script = Files.createTempFile("plumbline-training", ".sh");
            return Files.writeString(script, """
                            echo 'not a figure'
                            echo '{"step": 1, "loss": 1.5, "tokens": 100}'
                            wc -l < training.jsonl | tr -d ' ' > artifacts/adapter.txt
                            sleep 45 &
                            """).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
