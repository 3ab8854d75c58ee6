package io.plumbline.bench.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.bench.figure.Figure;
import io.plumbline.bench.figure.Rounds;
import io.plumbline.knowledge.embedding.Embedder;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.layout.CannotContinue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledSetsTest {

    @TempDir
    Path folder;

    @Test
    void readsTheFormatOfBeirAndFindsItsDocuments() throws IOException {
        Files.writeString(folder.resolve("corpus.jsonl"), """
                {"_id": "d1", "title": "Bicycles", "text": "A stolen bicycle is replaced."}
                {"_id": "d2", "title": "", "text": "Water damage is repaired."}
                """);
        Files.writeString(folder.resolve("queries.jsonl"), """
                {"_id": "q1", "text": "bicycle stolen"}
                {"_id": "q2", "text": "never graded"}
                """);
        Files.createDirectory(folder.resolve("qrels"));
        Files.writeString(folder.resolve("qrels/test.tsv"), "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\n");

        LabelledSet set = BeirFiles.read(folder);

        assertThat(set.documents()).hasSize(2);
        assertThat(set.questions()).containsExactly(new LabelledSet.Question("bicycle stolen", Map.of("d1", 2), ""));
        Rounds rounds = new Rounds();
        Narrator.on(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
                .during("retrieval", progress -> {
                    StrategyComparison.ofFolder(folder, new LengthEmbedder(), folder.resolve("index"))
                            .run(rounds, progress);
                    return true;
                });
        assertThat(rounds.figures())
                .filteredOn(figure -> figure.name().equals("words, nDCG@10"))
                .hasSize(8)
                .allMatch(figure -> figure.median() == 1);
        assertThat(rounds.figures()).extracting(Figure::name).contains("hybrid, recall@10");
    }

    @Test
    void refusesAFolderWithoutTheFiles() {
        assertThatThrownBy(() -> BeirFiles.read(folder))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("test.tsv");
    }

    @Test
    void generatesAnswersThatAreInTheirDocuments() {
        LabelledSet set = TariffSet.of(20);

        assertThat(set.documents()).hasSize(20);
        assertThat(set.questions()).hasSize(160).allSatisfy(question -> {
            String id = question.relevant().keySet().iterator().next();
            assertThat(set.documents().get(Integer.parseInt(id)).document().text())
                    .contains(question.answer());
        });
    }

    @Test
    void findsTheNearestVectorsExactly() {
        NearestVectors nearest = new NearestVectors(new float[] {1, 0}, 2);
        nearest.add("far", new float[] {0, 1});
        nearest.add("near", new float[] {.8f, .6f});
        nearest.add("nearest", new float[] {1, 0});

        assertThat(nearest.ids()).containsExactlyInAnyOrder("near", "nearest");
    }

    private static final class LengthEmbedder implements Embedder {
        @Override
        public String model() {
            return "length";
        }

        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            return texts.stream().map(text -> new float[] {text.length(), 1}).toList();
        }
    }
}
