package io.plumbline.bench.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricConformanceTest {

    private static final String PAIRS = """
            {"id": "one", "hyp": "running runner runs ran easily", "refs": ["run runs running ran easy"], \
            "bleu": 14.0585331298, "ter": 60.0, "chrf": 61.0398458673, "meteor_wp": 0.3, "rouge_stem": {"rouge1": [0.6, 0.6, 0.6], \
            "rouge2": [0.25, 0.25, 0.25]}}
            {"id": "two", "hyp": "aa", "refs": ["ab"], "bleu": 0.0, "chrf": 25.0, "meteor_wp": 0.0, "rouge_stem": {}}
            """;
    private static final String CORPORA = """
            {"whole": {"ids": ["two"], "bleu": {"score": 0.0, \
            "signature": "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0"}, "chrf": {"score": 25.0, \
            "signature": "nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0"}, \
            "rouge_stem_mean_f": {"rougeL": 0.0}}, \
            "partly": {"ids": ["two", "three"], "bleu": {"score": 1.0, \
            "signature": "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0"}, "chrf": {"score": 1.0, \
            "signature": "nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0"}, "rouge_stem_mean_f": {}}}
            """;
    private static final String PROJECT_TESTS = """
            {"sacrebleu": {"corpus_bleu": [{"hyps": ["a b c d"], "refs": [["a b c d"]], "args": {}, "score": 100.0}]}, \
            "rouge": {"simple": [{"ref": "testing one two", "hyp": "testing two", "type": "rougeL", "F": 0.8}], \
            "expected": [{"i": 0, "type": "rouge1", "stem": true, "F": 0.5}, \
            {"i": "multi", "type": "rougeLsum", "stem": true, "F": 1.0}], "targets": ["testing one two"], \
            "predictions": ["testing"], "target_multi": "a\\nb", "prediction_multi": "b\\na"}}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeVectors() throws IOException {
        write("metric-vectors.jsonl", PAIRS);
        write("metric-corpus-vectors.json", CORPORA);
        write("official-test-vectors.json", PROJECT_TESTS);
        write("porter-nltk-vectors.tsv", "Dying\tdie\tdy\tdie\n");
    }

    @Test
    void conformsToTheReferenceNumbers() {
        ConformanceReport report = MetricConformance.check(folder);

        assertThat(report.conforms()).as(report.table()).isTrue();
        assertThat(report.table()).contains("bleu", "chrf", "rouge1", "rouge2", "rougeL", "rougeLsum", "stemmer");
        assertThat(report.lines()).allSatisfy(line -> assertThat(line.cases()).isPositive());
        assertThat(report.notCompared()).containsExactly("corpus partly: 1 of its 2 pairs are not in the folder");
    }

    @Test
    void namesTheDifferingCase() throws IOException {
        write("metric-vectors.jsonl", PAIRS.replace("14.0585331298", "14.06"));

        ConformanceReport report = MetricConformance.check(folder);

        assertThat(report.conforms()).isFalse();
        assertThat(report.table()).contains("DIFFERS at one");
    }

    @Test
    void refusesAnotherSignature() throws IOException {
        write("metric-corpus-vectors.json", CORPORA.replace("tok:13a", "tok:intl"));

        assertThat(MetricConformance.check(folder).conforms()).isFalse();
    }

    @Test
    void refusesAnotherStem() throws IOException {
        write("porter-nltk-vectors.tsv", "dying\tdy\n");

        assertThat(MetricConformance.check(folder).conforms()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metric-vectors.jsonl",
                "metric-corpus-vectors.json",
                "official-test-vectors.json",
                "porter-nltk-vectors.tsv"
            })
    void saysWhichFileIsMissing(String file) throws IOException {
        Files.delete(folder.resolve(file));

        assertThatThrownBy(() -> MetricConformance.check(folder))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file);
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(folder.resolve(file), content);
    }
}
