package io.plumbline.eval.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class WeightedSampleTest {

    private static final double[] VALUES = {1, 1, 0, 0, 1};
    private static final double[] PROBABILITIES = {0.5, 0.5, 0.5, 1, 1};

    /// Of weights 2, 2, 2, 1, 1 the good ones have 5 of 8; by cluster 4 of 4, 0 of 3 and 1 of 1.
    @Test
    void sumsByClusterBeforeSquaring() {
        WeightedSample sample = WeightedSample.ofClusters(VALUES, PROBABILITIES, List.of("a", "a", "b", "b", "c"));

        double mean = 5.0 / 8;
        double squares = Math.pow(4 - 4 * mean, 2) + Math.pow(3 * mean, 2) + Math.pow(1 - mean, 2);
        assertThat(sample.mean()).isEqualTo(mean);
        assertThat(sample.units()).isEqualTo(3);
        assertThat(sample.standardError()).isCloseTo(Math.sqrt(squares * 3 / 2) / 8, within(1e-12));
        assertThat(sample.effectiveUnits()).isCloseTo(64.0 / (16 + 9 + 1), within(1e-12));
        assertThat(sample.freedom()).isCloseTo(64.0 / 26 - 1, within(1e-12));
    }

    @Test
    void isTheSameIfEachItemIsItsOwnCluster() {
        WeightedSample items = WeightedSample.of(VALUES, PROBABILITIES);
        WeightedSample clusters = WeightedSample.ofClusters(VALUES, PROBABILITIES, List.of("a", "b", "c", "d", "e"));

        assertThat(clusters.mean()).isEqualTo(items.mean());
        assertThat(clusters.standardError()).isEqualTo(items.standardError());
        assertThat(clusters.units()).isEqualTo(5);
    }

    @Test
    void refusesInvalidSamples() {
        assertThatThrownBy(() -> WeightedSample.of(new double[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WeightedSample.of(VALUES, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WeightedSample.ofClusters(VALUES, PROBABILITIES, List.of("a")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
