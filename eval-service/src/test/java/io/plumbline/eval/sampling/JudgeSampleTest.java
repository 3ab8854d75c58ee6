package io.plumbline.eval.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.sampling.JudgeSample.Drawn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JudgeSampleTest {

    @Test
    void isDeterministicAndGrowsWithTheRate() {
        List<SampledItem> items = items(2_000, 7);
        List<Drawn> tenth = JudgeSample.draw(items, 0.1, 5);
        assertThat(JudgeSample.draw(items, 0.1, 5)).isEqualTo(tenth);
        assertThat(JudgeSample.draw(items, 0.1, 6)).isNotEqualTo(tenth);
        assertThat(indexes(JudgeSample.draw(items, 0.3, 5))).containsAll(indexes(tenth));
        assertThat(tenth).hasSizeBetween(160, 240);
        assertThat(JudgeSample.draw(items, 1, 5)).hasSize(2_000);
    }

    @Test
    void givesEverySliceItsShareAndSmallSlicesEnough() {
        List<SampledItem> items = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            items.add(new SampledItem("a" + i, "large", 0, false));
        }
        for (int i = 0; i < 30; i++) {
            items.add(new SampledItem("b" + i, "small", 0, false));
        }
        for (int i = 0; i < 5; i++) {
            items.add(new SampledItem("c" + i, "tiny", 0, false));
        }
        double[] probabilities = JudgeSample.probabilities(items, 0.1);
        assertThat(Arrays.stream(probabilities, 0, 1_000).sum()).isCloseTo(100, within(1e-9));
        assertThat(Arrays.stream(probabilities, 1_000, 1_030).sum()).isCloseTo(20, within(1e-9));
        assertThat(Arrays.stream(probabilities, 1_030, 1_035)).containsOnly(1.0);
    }

    @Test
    void prefersUncertainAndChangedItems() {
        List<SampledItem> items = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            items.add(new SampledItem("plain" + i, null, 0, false));
        }
        for (int i = 0; i < 100; i++) {
            items.add(new SampledItem("both" + i, null, 1, true));
        }
        double[] probabilities = JudgeSample.probabilities(items, 0.1);
        assertThat(probabilities[950]).isCloseTo(5 * probabilities[0], within(1e-12));
        assertThat(Arrays.stream(probabilities).sum()).isCloseTo(100, within(1e-9));
        assertThat(Arrays.stream(JudgeSample.probabilities(items, 0.6)).max()).hasValue(1);
        assertThat(Arrays.stream(JudgeSample.probabilities(items, 0.6)).sum()).isCloseTo(600, within(1e-9));
    }

    @Test
    void estimatesTheMeanOfAllItemsDespiteThePreference() {
        SplittableRandom random = new SplittableRandom(11);
        int covered = 0;
        double bias = 0;
        double biasOfPlainMean = 0;
        for (int run = 0; run < 1_000; run++) {
            List<SampledItem> items = items(1_500, run);
            double[] good = new double[items.size()];
            for (int i = 0; i < good.length; i++) {
                // changed and uncertain items are bad more often: a plain mean of the sample would be too low
                double rate =
                        0.9 - 0.3 * items.get(i).uncertainty() - (items.get(i).changed() ? 0.3 : 0);
                good[i] = random.nextDouble() < rate ? 1 : 0;
            }
            List<Drawn> drawn = JudgeSample.draw(items, 0.1, run);
            double[] values =
                    drawn.stream().mapToDouble(one -> good[one.index()]).toArray();
            WeightedMean mean = WeightedMean.of(
                    values, drawn.stream().mapToDouble(Drawn::probability).toArray(), 0.95);
            double truth = 0.9 - 0.3 * 0.5 - 0.3 * 0.3;
            covered += mean.interval().contains(truth) ? 1 : 0;
            bias += (mean.value() - truth) / 1_000;
            biasOfPlainMean += (Arrays.stream(values).average().orElseThrow() - truth) / 1_000;
        }
        assertThat(bias).isCloseTo(0, within(0.005));
        assertThat(biasOfPlainMean).isLessThan(-0.03);
        assertThat(covered).isGreaterThanOrEqualTo(930);
    }

    @Test
    void agreesWithTheSampleMeanForEqualProbabilities() {
        WeightedMean mean = WeightedMean.of(new double[] {1, 2, 3, 4}, new double[] {0.1, 0.1, 0.1, 0.1}, 0.95);
        assertThat(mean.value()).isCloseTo(2.5, within(1e-12));
        assertThat(mean.standardError()).isCloseTo(Math.sqrt(5.0 / 3 / 4), within(1e-12));
        assertThat(mean.effectiveUnits()).isCloseTo(4, within(1e-12));
    }

    @Test
    void refusesInvalidRatesAndProbabilities() {
        assertThatThrownBy(() -> JudgeSample.draw(List.of(), 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WeightedMean.of(new double[] {1, 2}, new double[] {0, 1}, 0.95))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Integer> indexes(List<Drawn> drawn) {
        return drawn.stream().map(Drawn::index).toList();
    }

    private static List<SampledItem> items(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SampledItem> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(new SampledItem(
                    seed + "-" + i, i % 3 == 0 ? "a" : "b", random.nextDouble(), random.nextDouble() < 0.3));
        }
        return items;
    }
}
