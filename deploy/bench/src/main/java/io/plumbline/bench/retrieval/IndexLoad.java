package io.plumbline.bench.retrieval;

import io.plumbline.knowledge.index.CallerAccess;
import io.plumbline.knowledge.index.ChunkHit;
import io.plumbline.knowledge.index.ChunkIndex;
import io.plumbline.knowledge.index.DocumentChange;
import io.plumbline.knowledge.index.FieldType;
import io.plumbline.knowledge.index.IndexLanguage;
import io.plumbline.knowledge.index.IndexSettings;
import io.plumbline.knowledge.index.IndexedChunk;
import io.plumbline.knowledge.index.SearchFilter;
import io.plumbline.knowledge.index.SearchQuery;
import io.plumbline.knowledge.index.lucene.LuceneIndex;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Fills an index with generated chunks and searches it, in a process of its own, so that the memory of the process
/// is that of the index. Prints lines of a figure (`F`, name, unit, value) or of progress (`P`, text), separated by
/// tabs.
final class IndexLoad {

    static final String FIGURE = "F";
    static final String PROGRESS = "P";

    private static final int CHUNKS_OF_DOCUMENT = 20;
    private static final int DOCUMENTS_AT_ONCE = 50;
    private static final int WARM_UP = 200;
    private static final int QUERIES = 500;
    private static final int SEARCHES = WARM_UP + QUERIES + WARM_UP;
    private static final int RECALL_QUERIES = 100;
    private static final int REPLACED = 20;
    private static final int K = 10;

    private final int count;
    private final SyntheticChunks chunks;
    private final ChunkIndex index;
    private final PrintStream out;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private IndexLoad(int count, ChunkIndex index, PrintStream out) {
        this.count = count;
        this.chunks = new SyntheticChunks(count);
        this.index = index;
        this.out = out;
    }

    /// @param arguments the folder and the number of chunks; the JDBC URL of a database for an index on pgvector
    public static void main(String[] arguments) throws IOException, SQLException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err); // the log of libraries goes to the log of this process
        Path folder = Path.of(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        IndexSettings settings = new IndexSettings(
                "synthetic", SyntheticChunks.DIMENSIONS, IndexLanguage.ENGLISH, Map.of("year", FieldType.NUMBER));
        if (arguments.length > 2) {
            try (VectorDatabase database = VectorDatabase.open(arguments[2], settings)) {
                IndexLoad load = new IndexLoad(count, database.index(), out);
                load.fill();
                load.progress("building the graph of %,d vectors".formatted(count));
                load.figure("building the graph", "s", database.buildGraph());
                load.figure("index without text", "B/chunk", database.size() / (double) count);
                load.figure("of which the graph", "B/chunk", database.graphSize() / (double) count);
                double cpu = database.cpuMillis();
                load.search();
                load.figure("hybrid, CPU of the server, mean", "ms", (database.cpuMillis() - cpu) / SEARCHES);
                load.resident("VmHWM", "resident, at most");
                for (Map.Entry<String, Double> figure : database.memory().entrySet()) {
                    load.figure(figure.getKey(), "MB", figure.getValue());
                }
                load.replace();
                load.recall();
            }
            return;
        }
        try (LuceneIndex index = LuceneIndex.open(folder, settings)) {
            IndexLoad load = new IndexLoad(count, index, out);
            load.fill();
            load.figure("index without text", "B/chunk", size(folder) / (double) load.count);
            load.search();
            load.resident("VmRSS", "resident, after searches");
            load.resident("VmHWM", "resident, at most");
            load.replace();
            load.recall();
        }
    }

    private void fill() {
        long began = System.nanoTime();
        List<DocumentChange> documents = new ArrayList<>();
        for (int at = 0; at < count; at += CHUNKS_OF_DOCUMENT) {
            documents.add(document(at / CHUNKS_OF_DOCUMENT, at, Math.min(count, at + CHUNKS_OF_DOCUMENT)));
            if (documents.size() == DOCUMENTS_AT_ONCE) {
                index.stage(documents);
                documents.clear();
                progress("%,d of %,d chunks".formatted(at + CHUNKS_OF_DOCUMENT, count));
            }
        }
        index.stage(documents);
        index.apply(List.of(), "filled");
        figure("filling", "chunks/s", count * 1e9 / (System.nanoTime() - began));
        ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .ifPresent(cpu -> figure("filling, CPU", "ms/chunk", cpu.toNanos() / 1e6 / count));
    }

    private DocumentChange document(int number, int from, int to) {
        List<IndexedChunk> members =
                IntStream.range(from, to).mapToObj(chunks::chunk).toList();
        return new DocumentChange.Replace("document-" + number, members);
    }

    private void search() {
        CallerAccess caller = new CallerAccess(Set.of("bench"), Set.of("group:1", "group:2"), Set.of());
        SearchFilter recent = new SearchFilter.Range("year", "2013", null);
        measure(WARM_UP, caller, SearchFilter.none(), "");
        measure(QUERIES, caller, SearchFilter.none(), "hybrid");
        measure(WARM_UP, caller, recent, "hybrid, half filtered");
    }

    private void measure(int queries, CallerAccess caller, SearchFilter filter, String name) {
        double[] wall = new double[queries];
        double[] cpu = new double[queries];
        for (int i = 0; i < queries; i++) {
            SearchQuery query = new SearchQuery(chunks.question(-i - 2), chunks.vector(-i - 2), filter, caller, K);
            long cpuBegan = threads.getCurrentThreadCpuTime();
            long began = System.nanoTime();
            List<ChunkHit> _ = index.search(query);
            wall[i] = (System.nanoTime() - began) / 1e6;
            cpu[i] = (threads.getCurrentThreadCpuTime() - cpuBegan) / 1e6;
        }
        if (!name.isEmpty()) {
            figure(name + ", p50", "ms", quantile(wall, .5));
            figure(name + ", p95", "ms", quantile(wall, .95));
            figure(name + ", CPU p50", "ms", quantile(cpu, .5));
            figure(name + ", CPU p95", "ms", quantile(cpu, .95));
        }
    }

    private void replace() {
        double[] wall = new double[REPLACED];
        for (int i = 0; i < REPLACED; i++) {
            DocumentChange same = document(i, i * CHUNKS_OF_DOCUMENT, Math.min(count, (i + 1) * CHUNKS_OF_DOCUMENT));
            long began = System.nanoTime();
            index.apply(List.of(same), "replaced");
            wall[i] = (System.nanoTime() - began) / 1e6;
        }
        figure("replacing 20 chunks, p50", "ms", quantile(wall, .5));
    }

    /// Compares with the nearest vectors before they were quantised.
    private void recall() {
        CallerAccess all = new CallerAccess(
                Set.of("bench"),
                IntStream.range(0, 10).mapToObj(group -> "group:" + group).collect(HashSet::new, Set::add, Set::addAll),
                Set.of("gdpr:special-category"));
        int queries = Math.min(RECALL_QUERIES, count);
        List<float[]> vectors =
                IntStream.range(0, queries).mapToObj(i -> chunks.vector(-i - 2)).toList();
        List<NearestVectors> exact =
                vectors.stream().map(vector -> new NearestVectors(vector, K)).toList();
        for (int number = 0; number < count; number++) {
            float[] vector = chunks.vector(number);
            for (NearestVectors nearest : exact) {
                nearest.add("chunk-" + number, vector);
            }
            if (number % 10_000 == 0) {
                progress("exact neighbours, %,d of %,d chunks".formatted(number, count));
            }
        }
        double found = 0;
        for (int i = 0; i < queries; i++) {
            Set<String> nearest = exact.get(i).ids();
            found += index.search(SearchQuery.byVector(vectors.get(i), SearchFilter.none(), all, K)).stream()
                    .filter(hit -> nearest.contains(hit.chunkId()))
                    .count();
        }
        figure("vectors, recall@10 of exact", "", found / (queries * Math.min(K, count)));
    }

    private void resident(String key, String name) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith(key + ":")) {
                    figure(name, "MB", Long.parseLong(line.replaceAll("\\D", "")) / 1024.0);
                }
            }
        }
    }

    private static long size(Path folder) throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                size += Files.size(file);
            }
        }
        return size;
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private void figure(String name, String unit, double value) {
        out.println(String.join("\t", FIGURE, name, unit, Double.toString(value)));
    }

    private void progress(String text) {
        out.println(PROGRESS + "\t" + text);
    }
}
