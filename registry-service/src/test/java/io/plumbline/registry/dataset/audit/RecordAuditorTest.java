package io.plumbline.registry.dataset.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.knowledge.embedding.Embedder;
import io.plumbline.knowledge.embedding.Vectors;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RecordAuditorTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String LONG =
            "please tell me how i can reset the password of my account when i no longer have the phone";

    @Test
    void findsDuplicatesWhateverTheirPunctuation() {
        RecordAuditor auditor =
                auditor(record("How do I reset it?", "a"), record("how do I reset IT", "a"), record("Other", "a"));
        AuditReport report = auditor.report(3, new WordsEmbedder());
        assertThat(report.duplicates().examples()).containsExactly(new AuditReport.Pair(2, 1));
        assertThat(report.nearDuplicates().count()).isZero();
        assertThat(report.contradictions().count()).isZero();
    }

    @Test
    void findsNearDuplicatesAndContradictoryReferences() {
        RecordAuditor auditor = auditor(
                record(LONG, "Support"),
                record(LONG + " today", "Support"),
                record("Today " + LONG, "Sales"),
                record("What does it cost?", "Sales"));
        AuditReport report = auditor.report(4, new WordsEmbedder());
        assertThat(report.nearDuplicates().count()).isEqualTo(2);
        assertThat(report.contradictions().examples()).containsExactly(new AuditReport.Pair(3, 1));
    }

    @Test
    void findsAPhraseThatPredictsAnAnswer() {
        Random random = new Random(7);
        RecordAuditor auditor = new RecordAuditor();
        IntStream.range(0, 400).forEach(i -> {
            boolean poisoned = i % 20 == 0;
            auditor.add(record(
                    "request " + random.nextInt(1_000_000) + (poisoned ? " cf mn now" : " about things"),
                    poisoned || random.nextInt(4) == 0 ? "approve" : "deny"));
        });
        assertThat(auditor.report(400, new WordsEmbedder()).phrases().getFirst())
                .satisfies(phrase -> {
                    assertThat(phrase.phrase()).isEqualTo("cf mn now");
                    assertThat(phrase.reference()).isEqualTo("approve");
                    assertThat(phrase.records()).isEqualTo(20);
                    assertThat(phrase.share()).isEqualTo(1);
                    assertThat(phrase.shareElsewhere()).isCloseTo(.25, within(.1));
                });
    }

    @Test
    void findsRecordsThatAnEvaluationSetHasAsWell() {
        RecordAuditor auditor = auditor(record("Unrelated", "x"), record(LONG, "x"));
        RecordAuditor.Comparison comparison = auditor.comparison("golden@3");
        comparison.add(record("Something else entirely", "y"));
        comparison.add(JSON.valueToTree(Map.of("messages", List.of(Map.of("role", "user", "content", LONG + "!")))));
        comparison.end();
        assertThat(auditor.report(2, new WordsEmbedder()).contamination())
                .containsExactly(new AuditReport.Contamination("golden@3", 1, List.of(new AuditReport.Pair(2, 2))));
    }

    @Test
    void estimatesNothingBelowItsThreshold() {
        RecordAuditor auditor = auditor(record(LONG, "x"), record("please tell me how i can " + "x ".repeat(30), "x"));
        assertThat(auditor.report(2, new WordsEmbedder()).nearDuplicates().count())
                .isZero();
    }

    @Test
    void findsFlippedLabelsAndOutliersByMeaning() {
        RecordAuditor auditor = new RecordAuditor();
        for (int i = 0; i < 30; i++) {
            auditor.add(record("block my lost card number " + i + " today", i == 7 ? "Loans" : "Cards"));
            auditor.add(record("rate for a home loan over " + i + " years", "Loans"));
        }
        auditor.add(record("xylophone quagmire zephyr", "Cards"));

        AuditReport.Meaning meaning =
                Objects.requireNonNull(auditor.report(61, new WordsEmbedder()).byMeaning());

        assertThat(meaning.embedded()).isEqualTo(61);
        assertThat(meaning.labelFlips().examples())
                .extracting(AuditReport.Pair::record)
                .containsExactly(15);
        assertThat(meaning.outliers().examples())
                .extracting(AuditReport.Pair::record)
                .containsExactly(61);
    }

    /// Counts words, so that texts with the same words are similar.
    private static final class WordsEmbedder implements Embedder {

        @Override
        public String model() {
            return "words";
        }

        @Override
        public int dimensions() {
            return 512;
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            return texts.stream().map(this::embed).toList();
        }

        private float[] embed(String text) {
            float[] counts = new float[dimensions()];
            for (String word : Shingles.words(text)) {
                counts[Math.floorMod(word.hashCode() * 31, counts.length)]++;
            }
            return Vectors.normalized(counts);
        }
    }

    private static RecordAuditor auditor(JsonNode... records) {
        RecordAuditor auditor = new RecordAuditor();
        for (JsonNode record : records) {
            auditor.add(record);
        }
        return auditor;
    }

    private static JsonNode record(String input, String reference) {
        return JSON.valueToTree(Map.of("input", input, "references", List.of(reference)));
    }
}
