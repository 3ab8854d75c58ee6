package io.plumbline.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.statistics.check.CheckDecision;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.statistics.check.FloorCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClustersTest {

    private static final int[][] CLUSTERS = {
        {0, 1, 1, 0, 1},
        {0, 0},
        {1, 1},
        {0, 1},
        {0, 1},
        {1, 0, 0, 1, 0},
        {1, 0, 0, 1, 0},
        {0, 0, 0, 1},
        {0, 0},
        {1, 1},
        {0, 0, 1},
        {0, 1, 0}
    };

    /// Mean 0.43243243 with a clustered standard error of 0.0638056 by Miller's formula (arXiv 2411.00640),
    /// computed with numpy; drawing clusters finds nearly the same, and drawing items would find 0.0826.
    @Test
    void resamplesWholeClusters() {
        List<String> of = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        for (int cluster = 0; cluster < CLUSTERS.length; cluster++) {
            for (int outcome : CLUSTERS[cluster]) {
                of.add("c" + cluster);
                rows.add(new double[] {outcome, 1});
            }
        }

        ScoreSample sample = ScoreSample.ofClusters(rows.toArray(double[][]::new), of, 1, sums -> sums[0] / sums[1]);
        CheckDecision decision = new FloorCheck(DecisionRule.seeded(3)).decide(sample, 0.1);

        assertThat(sample.size()).isEqualTo(12);
        assertThat(decision.value()).isCloseTo(0.43243243, within(1e-8));
        double t = 2.201;
        double expansion = Math.sqrt(12 / 11.0);
        assertThat(decision.interval().width() / (2 * t * expansion)).isCloseTo(0.0638056, within(0.006));
    }

    /// Six documents with nothing but right answers say as much as six answers.
    @Test
    void isNoMoreCertainBecauseAllClustersAreRight() {
        double[] scores = new double[60];
        Arrays.fill(scores, 1);
        List<String> of = IntStream.range(0, 60).mapToObj(i -> "c" + i % 6).toList();

        CheckDecision decision =
                new FloorCheck(DecisionRule.seeded(3)).decide(ScoreSample.ofClusters(scores, of, 1, true), 0.9);

        assertThat(decision.outcome()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(decision.interval().low()).isCloseTo(0.54, within(0.003));
    }

    @Test
    void needsAClusterForEachItem() {
        assertThatThrownBy(() -> ScoreSample.ofClusters(new double[2][1], List.of("a"), 1, sums -> sums[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
