package io.plumbline.bench.retrieval;

import io.plumbline.bench.figure.Rounds;
import io.plumbline.bench.retrieval.LabelledSet.Item;
import io.plumbline.bench.retrieval.LabelledSet.Question;
import io.plumbline.knowledge.chunk.Chunk;
import io.plumbline.knowledge.chunk.Chunker;
import io.plumbline.knowledge.chunk.ChunkingSettings;
import io.plumbline.knowledge.chunk.ChunkingStrategy;
import io.plumbline.knowledge.embedding.Embedder;
import io.plumbline.knowledge.index.CallerAccess;
import io.plumbline.knowledge.index.ChunkAccess;
import io.plumbline.knowledge.index.ChunkHit;
import io.plumbline.knowledge.index.DocumentChange;
import io.plumbline.knowledge.index.IndexLanguage;
import io.plumbline.knowledge.index.IndexSettings;
import io.plumbline.knowledge.index.IndexedChunk;
import io.plumbline.knowledge.index.SearchFilter;
import io.plumbline.knowledge.index.SearchQuery;
import io.plumbline.knowledge.index.lucene.LuceneIndex;
import io.plumbline.standalone.console.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compares the chunking strategies on a labelled set: by words, by vectors, and by both.
public final class StrategyComparison {

    private static final List<ChunkingSettings> SETTINGS = List.of(
            new ChunkingSettings(ChunkingStrategy.FIXED, 1_000, 100),
            new ChunkingSettings(ChunkingStrategy.SENTENCE, 1_000, 100),
            new ChunkingSettings(ChunkingStrategy.RECURSIVE, 1_000, 100),
            new ChunkingSettings(ChunkingStrategy.HEADING, 1_000, 100),
            new ChunkingSettings(ChunkingStrategy.SEMANTIC, 1_000, 100),
            new ChunkingSettings(ChunkingStrategy.RECURSIVE, 500, 50),
            new ChunkingSettings(ChunkingStrategy.HEADING, 500, 50),
            new ChunkingSettings(ChunkingStrategy.HEADING, 2_000, 200));
    private static final ChunkAccess OPEN = ChunkAccess.ofTeam("bench");
    private static final CallerAccess CALLER = new CallerAccess(Set.of("bench"), Set.of(), Set.of());
    private static final SearchFilter ANY = SearchFilter.none();
    private static final int CHUNKS = 100;
    private static final int AT = 10;
    /// The room in a prompt. A number of passages would favour long ones.
    private static final int ANSWER_CHARACTERS = 3_000;
    private static final int BRIEF_DOCUMENTS = 8;
    private static final int ALL_DOCUMENTS = 40;

    private final LabelledSet set;
    private final Embedder embedder;
    private final Path folder;

    private StrategyComparison(LabelledSet set, Embedder embedder, Path folder) {
        this.set = set;
        this.embedder = embedder;
        this.folder = folder;
    }

    /// On a folder in the format of BEIR.
    ///
    /// @param folder for the indexes
    public static StrategyComparison ofFolder(Path data, Embedder embedder, Path folder) {
        return new StrategyComparison(BeirFiles.read(data), embedder, folder);
    }

    /// On a generated set.
    public static StrategyComparison ofGenerated(boolean brief, Embedder embedder, Path folder) {
        return new StrategyComparison(TariffSet.of(brief ? BRIEF_DOCUMENTS : ALL_DOCUMENTS), embedder, folder);
    }

    public void run(Rounds rounds, Progress progress) {
        List<float[]> vectors =
                embedder.embed(set.questions().stream().map(Question::text).toList());
        for (ChunkingSettings settings : SETTINGS) {
            String group =
                    "%s, %d characters, overlap %d".formatted(settings.strategy(), settings.size(), settings.overlap());
            progress.at("retrieval: " + group);
            IndexSettings shape =
                    new IndexSettings(embedder.model(), embedder.dimensions(), IndexLanguage.ENGLISH, Map.of());
            try (LuceneIndex index = LuceneIndex.open(folder, shape)) {
                Map<String, String> texts = fill(index, Chunker.of(settings, embedder));
                rounds.add(group, "chunks", "", index.chunks());
                score(index, texts, vectors, group, rounds);
            }
        }
    }

    private Map<String, String> fill(LuceneIndex index, Chunker chunker) {
        Map<String, String> texts = new HashMap<>();
        index.stage(List.of(new DocumentChange.Clear()));
        for (Item item : set.documents()) {
            List<Chunk> chunks = chunker.chunk(item.document());
            List<float[]> vectors =
                    embedder.embed(chunks.stream().map(Chunk::searchText).toList());
            List<IndexedChunk> indexed = new ArrayList<>(chunks.size());
            for (int i = 0; i < chunks.size(); i++) {
                String id = item.id() + "/" + i;
                texts.put(id, chunks.get(i).text());
                indexed.add(new IndexedChunk(id, chunks.get(i).searchText(), vectors.get(i), OPEN, Set.of(), Map.of()));
            }
            index.stage(List.of(new DocumentChange.Replace(item.id(), indexed)));
        }
        index.apply(List.of(), "filled");
        return texts;
    }

    private void score(
            LuceneIndex index, Map<String, String> texts, List<float[]> vectors, String group, Rounds rounds) {
        Tally words = new Tally();
        Tally near = new Tally();
        Tally both = new Tally();
        for (int i = 0; i < set.questions().size(); i++) {
            Question question = set.questions().get(i);
            float[] vector = vectors.get(i);
            words.add(question, index.search(SearchQuery.byWords(question.text(), ANY, CALLER, CHUNKS)), texts);
            near.add(question, index.search(SearchQuery.byVector(vector, ANY, CALLER, CHUNKS)), texts);
            both.add(question, index.search(new SearchQuery(question.text(), vector, ANY, CALLER, CHUNKS)), texts);
        }
        words.report("words", group, rounds);
        near.report("vectors", group, rounds);
        both.report("hybrid", group, rounds);
    }

    /// The sums over the questions for one kind of search.
    private static final class Tally {

        private int questions;
        private int withAnswer;
        private double recall;
        private double ndcg;
        private int answered;

        private void add(Question question, List<ChunkHit> hits, Map<String, String> texts) {
            List<String> documents =
                    hits.stream().map(ChunkHit::documentId).distinct().toList();
            questions++;
            recall += RankingScores.recall(documents, question.relevant(), AT);
            ndcg += RankingScores.ndcg(documents, question.relevant(), AT);
            if (!question.answer().isEmpty()) {
                withAnswer++;
                boolean found = answers(question, hits, texts);
                answered += found ? 1 : 0;
            }
        }

        /// Whether the answer is in the passages that fit, the best first.
        private static boolean answers(Question question, List<ChunkHit> hits, Map<String, String> texts) {
            int room = ANSWER_CHARACTERS;
            for (ChunkHit hit : hits) {
                String text = texts.getOrDefault(hit.chunkId(), "");
                room -= text.length();
                if (room < 0) {
                    return false;
                }
                if (question.relevant().containsKey(hit.documentId()) && text.contains(question.answer())) {
                    return true;
                }
            }
            return false;
        }

        private void report(String kind, String group, Rounds rounds) {
            rounds.add(group, kind + ", recall@" + AT, "", recall / questions);
            rounds.add(group, kind + ", nDCG@" + AT, "", ndcg / questions);
            if (withAnswer > 0) {
                rounds.add(group, kind + ", answer in 3,000 chars", "", (double) answered / withAnswer);
            }
        }
    }
}
