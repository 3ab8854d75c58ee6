package io.plumbline.bench.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The numbers are those of scipy 1.15.3 and statsmodels 0.14.4.
class StatisticsConformanceTest {

    private static final String VECTORS = """
            {"proportion_ci_95": [{"k": 96, "n": 100, "wilson": [0.90162929, 0.9843367],
                                   "clopper_pearson": [0.90074284, 0.98899551]}],
             "rule_of_three_upper95": [{"n": 300, "exact": 0.00993608}],
             "gsm8k_pairs": [{"candidate": "large", "n11": 306, "n10": 209, "n01": 152, "n00": 652,
                              "mcnemar_exact_p": 0.00315066, "newcombe10_ci": [-0.07130389, -0.01501354]}],
             "gsm8k_subset_pairs": [{"b": "small", "n": 60, "n10": 4, "n01": 13, "mcnemar_exact_p": 0.04904175}],
             "mde_paired": [{"n": 500, "discordance": 0.1, "mde": 0.0396}],
             "mde_unpaired": [{"n_per_arm": 500, "p": 0.9, "mde": 0.0532}],
             "multiple": {"p": [0.001, 0.008, 0.039], "holm": [0.003, 0.016, 0.039]},
             "sprt": {"upper": 2.77}}
            """;

    @TempDir
    private Path folder;

    @Test
    void conformsToTheReferenceNumbers() throws IOException {
        write(VECTORS);

        ConformanceReport report = StatisticsConformance.check(folder);

        assertThat(report.conforms()).as(report.table()).isTrue();
        assertThat(report.lines()).hasSize(9);
        assertThat(report.notCompared()).containsExactly("what the gate does not use: sprt");
    }

    @Test
    void namesTheDifferences() throws IOException {
        write(VECTORS.replace("0.016", "0.017"));

        assertThat(StatisticsConformance.check(folder).table()).containsPattern("Holm .* DIFFERS at p 1");
    }

    @Test
    void namesTheMissingFile() {
        assertThatThrownBy(() -> StatisticsConformance.check(folder))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("stats-vectors.json");
    }

    private void write(String vectors) throws IOException {
        Files.writeString(folder.resolve(StatisticsConformance.FILE), vectors);
    }
}
