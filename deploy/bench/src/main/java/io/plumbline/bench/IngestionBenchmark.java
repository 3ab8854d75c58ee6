package io.plumbline.bench;

import io.plumbline.bench.figure.Figure;
import io.plumbline.bench.figure.Rounds;
import io.plumbline.bench.harness.BenchStack;
import io.plumbline.bench.harness.MeasurementPlan;
import io.plumbline.bench.harness.PerformanceBenchmark;
import io.plumbline.bench.ingestion.IngestionLoad;
import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.knowledge.embedding.EncoderEmbedder;
import io.plumbline.standalone.console.Progress;
import io.plumbline.standalone.demo.api.DemoStack;
import io.plumbline.standalone.layout.Service;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;

/// How fast a knowledge base ingests PDF files, with and without embedding, compared with the encoder alone. On a stack
/// with a JVM for each service, which is warmed up by a round before.
final class IngestionBenchmark implements PerformanceBenchmark {

    private static final String TEAM = "ingestion";
    private static final int FILES = 10;
    private static final int PAGES = 20;
    private static final int BRIEF = 2;

    @Override
    public String name() {
        return "ingestion";
    }

    @Override
    public String title() {
        return "PDF pages ingested per second, with and without embedding";
    }

    @Override
    public List<Figure> run(BenchStack stack, MeasurementPlan plan, Progress progress) {
        progress.at("ingestion: starting a stack");
        stack.startOnAllCores(plan.brief());
        Rounds rounds = new Rounds();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            DemoStack running = new DemoStack(http, stack.credentials());
            running.asAdmin(Service.GOVERNANCE)
                    .post("/api/v1/teams", Map.of("name", TEAM))
                    .expect(201);
            IngestionLoad load = new IngestionLoad(
                    running.asAdmin(Service.REGISTRY),
                    new EncoderEmbedder(MiniLmEncoder.shared().load(), () -> false),
                    plan.brief() ? BRIEF : FILES,
                    plan.brief() ? BRIEF : PAGES);
            load.run(TEAM, 0, plan.brief() ? rounds : new Rounds(), progress);
            for (int round = 1; !plan.brief() && round <= plan.rounds(); round++) {
                load.run(TEAM, round, rounds, progress);
            }
        }
        return rounds.figures();
    }
}
