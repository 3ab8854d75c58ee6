package io.plumbline.monitoring.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

    @Test
    void putsEachBoundIntoItsOwnBucket() {
        assertThat(LatencyHistogram.bucketOf(0)).isZero();
        assertThat(LatencyHistogram.bucketOf(1)).isZero();
        assertThat(LatencyHistogram.bucketOf(2)).isEqualTo(4);
        assertThat(LatencyHistogram.bucketOf(2.0001)).isEqualTo(5);
        assertThat(LatencyHistogram.bucketOf(1024)).isEqualTo(40);
        assertThat(LatencyHistogram.bucketOf(1e12)).isEqualTo(LatencyHistogram.BUCKETS - 1);
    }

    @Test
    void hasNoQuantileWithoutValues() {
        assertThat(LatencyHistogram.quantile(Collections.nCopies(LatencyHistogram.BUCKETS, 0L), 0.5))
                .isNull();
    }

    @Test
    void exceedsTheTrueQuantileByAtMostAFifth() {
        Random random = new Random(7);
        List<Double> values = new ArrayList<>();
        Long[] counts = Collections.nCopies(LatencyHistogram.BUCKETS, 0L).toArray(Long[]::new);
        for (int i = 0; i < 1000; i++) {
            double millis = Math.exp(random.nextGaussian() + 5);
            values.add(millis);
            counts[LatencyHistogram.bucketOf(millis)]++;
        }
        Collections.sort(values);
        for (double quantile : new double[] {0.5, 0.95, 0.99}) {
            double exact = values.get((int) Math.ceil(quantile * 1000) - 1);
            assertThat(LatencyHistogram.quantile(List.of(counts), quantile)).isBetween(exact, exact * 1.19);
        }
    }
}
