package io.plumbline.bench;

import io.plumbline.bench.figure.Figure;
import io.plumbline.bench.figure.Rounds;
import io.plumbline.bench.harness.BenchStack;
import io.plumbline.bench.harness.MeasurementPlan;
import io.plumbline.bench.harness.PerformanceBenchmark;
import io.plumbline.bench.retrieval.IndexLoadProcess;
import io.plumbline.bench.retrieval.StrategyComparison;
import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.knowledge.embedding.Embedder;
import io.plumbline.knowledge.embedding.EncoderEmbedder;
import io.plumbline.standalone.console.Progress;
import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The search in knowledge bases: which passages it finds by chunking strategy, or, with a number of chunks, how fast
/// and how large an index of that size is. Without a stack.
final class RetrievalBenchmark implements PerformanceBenchmark {

    private final Path folder;
    private final Optional<Path> data;
    private final int chunks;
    private final Optional<String> postgres;

    /// @param folder for its files, which it removes
    /// @param data   a labelled set in the format of BEIR; a generated one if it is empty
    /// @param chunks 0 to compare the strategies
    /// @param postgres JDBC URL of a database for an index on pgvector; on Lucene if it is empty
    RetrievalBenchmark(Path folder, Optional<Path> data, int chunks, Optional<String> postgres) {
        this.folder = folder;
        this.data = data;
        this.chunks = chunks;
        this.postgres = postgres;
    }

    @Override
    public String name() {
        return "retrieval";
    }

    @Override
    public String title() {
        return "passages found by chunking strategy (--data DIR), or an index of a size (--chunks N)";
    }

    @Override
    public List<Figure> run(BenchStack stack, MeasurementPlan plan, Progress progress) {
        Rounds rounds = new Rounds();
        try {
            clear();
            Files.createDirectories(folder);
            if (chunks > 0) {
                IndexLoadProcess.run(folder.resolve("index"), chunks, postgres, rounds, progress);
            } else {
                compare(plan, progress, rounds);
            }
            clear();
        } catch (IOException e) {
            throw new CannotContinue("%s cannot be used: %s.".formatted(folder, e.getMessage()), e);
        }
        return rounds.figures();
    }

    private void compare(MeasurementPlan plan, Progress progress, Rounds rounds) {
        progress.at("retrieval: loading the encoder");
        Embedder embedder = new EncoderEmbedder(MiniLmEncoder.shared().load(), () -> false);
        StrategyComparison comparison = data.map(
                        labelled -> StrategyComparison.ofFolder(labelled, embedder, folder.resolve("index")))
                .orElseGet(() -> StrategyComparison.ofGenerated(plan.brief(), embedder, folder.resolve("index")));
        comparison.run(rounds, progress);
    }

    private void clear() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
