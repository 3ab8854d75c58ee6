package io.plumbline.bench.ingestion;

import io.plumbline.bench.figure.Rounds;
import io.plumbline.knowledge.embedding.Embedder;
import io.plumbline.standalone.console.Progress;
import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.api.Multipart;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.demo.api.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/// Uploads PDF files to two knowledge bases that differ in their embedding, and encodes the texts of the resulting
/// chunks once more without a service. A time begins with the first upload, and ends when a search finds the last file.
public final class IngestionLoad {

    private static final String BASES = "/api/v1/knowledge-bases/";
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int MOST_CHUNKS = 500;

    private final Api registry;
    private final Embedder embedder;
    private final List<byte[]> files;
    private final int pages;

    /// @param pages number of pages of a file
    public IngestionLoad(Api registry, Embedder embedder, int files, int pages) {
        this.registry = registry;
        this.embedder = embedder;
        this.pages = pages;
        this.files = new ArrayList<>(files);
        for (int file = 0; file < files; file++) {
            this.files.add(new ReportPages(file).pdf(pages));
        }
    }

    /// Measures a round.
    ///
    /// @param team owner of the knowledge bases
    /// @param number unique in the stack
    public void run(String team, int number, Rounds rounds, Progress progress) {
        for (String embedding : List.of("NONE", "MINILM")) {
            String name = "bench-%s-%d".formatted(embedding.toLowerCase(Locale.ROOT), number);
            progress.at("ingestion, round %d, embedding %s: %d files".formatted(number, embedding, files.size()));
            double seconds = ingest(team, name, embedding);
            List<String> chunks = chunks(name);
            String group = embedding.equals("NONE") ? "without embedding" : "with embedding";
            rounds.add(group, "PDF pages", "pages/s", files.size() * pages / seconds);
            rounds.add(group, "chunks", "chunks/s", chunks.size() / seconds);
            if (embedding.equals("MINILM")) {
                progress.at("ingestion, round %d: %d chunks through the encoder".formatted(number, chunks.size()));
                rounds.add("the encoder alone, all cores", "chunks", "chunks/s", chunks.size() / encode(chunks));
            }
        }
    }

    private double ingest(String team, String name, String embedding) {
        registry.put(BASES + name, Map.of("team", team, "embedding", embedding)).expect(201);
        long began = System.nanoTime();
        for (int i = 0; i < files.size(); i++) {
            Multipart form = new Multipart()
                    .field("id", "report-" + i)
                    .file("file", "report-%d.pdf".formatted(i), "application/pdf", files.get(i));
            registry.post(BASES + name + "/documents", form).expect(202);
        }
        for (int i = 0; i < files.size(); i++) {
            String document = BASES + name + "/documents/report-" + i;
            Waiting.until("a search finds report-" + i, LIMIT, () -> indexed(document));
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private Optional<JsonNode> indexed(String document) {
        JsonNode newest = registry.get(document).expect(200).body().path("newest");
        return switch (newest.path("state").asString("")) {
            case "INDEXED" -> Optional.of(newest);
            case "REJECTED", "QUARANTINED", "FAILED" ->
                throw new StoryBroke("%s is not ingested: %s".formatted(document, newest));
            default -> Optional.empty();
        };
    }

    /// The texts as they are embedded, except for the headings, which these files do not have.
    private List<String> chunks(String name) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            String cursor = "";
            do {
                JsonNode page = registry.get("%s%s/documents/report-%d/chunks?limit=%d%s"
                                .formatted(BASES, name, i, MOST_CHUNKS, cursor))
                        .expect(200)
                        .body();
                page.path("items").forEach(chunk -> texts.add(chunk.path("text").asString()));
                String next = page.path("nextCursor").asString("");
                cursor = next.isEmpty() ? "" : "&cursor=" + next;
            } while (!cursor.isEmpty());
        }
        return texts;
    }

    /// @return seconds
    private double encode(List<String> texts) {
        int cores = Runtime.getRuntime().availableProcessors();
        long began = System.nanoTime();
        List<Future<?>> parts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(cores)) {
            for (int core = 0; core < cores; core++) {
                List<String> part = texts.subList(texts.size() * core / cores, texts.size() * (core + 1) / cores);
                parts.add(threads.submit(() -> part.forEach(text -> embedder.embed(List.of(text)))));
            }
        }
        parts.forEach(Future::resultNow);
        return (System.nanoTime() - began) / 1e9;
    }
}
