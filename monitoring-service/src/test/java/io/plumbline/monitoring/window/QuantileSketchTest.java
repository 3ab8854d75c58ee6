package io.plumbline.monitoring.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantileSketchTest {

    @Test
    void hasNoQuantileWithoutDurations() {
        assertThat(new QuantileSketch().quantile(0.5)).isNull();
        assertThat(QuantileSketch.of(null).count()).isZero();
    }

    @Test
    void countsDurationsUpToALimit() {
        QuantileSketch sketch = new QuantileSketch();
        for (int millis = 1; millis <= 1_000; millis++) {
            sketch.add(millis);
        }
        assertThat(sketch.countUpTo(500)).isBetween(490L, 510L);
        assertThat(sketch.countUpTo(0)).isZero();
        assertThat(sketch.countUpTo(5_000)).isEqualTo(1_000);
    }

    @Test
    void staysWithinItsErrorAfterMerging() {
        Random random = new Random(7);
        QuantileSketch merged = new QuantileSketch();
        List<Double> values = new ArrayList<>();
        for (int part = 0; part < 60; part++) {
            QuantileSketch sketch = new QuantileSketch();
            for (int i = 0; i < 200; i++) {
                double millis = Math.exp(random.nextGaussian() * 2 + 5);
                values.add(millis);
                sketch.add(millis);
            }
            merged.merge(sketch.bytes());
        }
        Collections.sort(values);
        assertThat(merged.count()).isEqualTo(12_000);
        for (double quantile : new double[] {0.01, 0.5, 0.95, 0.99}) {
            double below = values.get((int) Math.floor(quantile * 11_999));
            double above = values.get((int) Math.ceil(quantile * 11_999));
            assertThat(merged.quantile(quantile)).isBetween(below * 0.99, above * 1.01);
        }
    }

    @Test
    void hasTheSameBytesWhateverTheOrder() {
        Random random = new Random(11);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            values.add(Math.exp(random.nextGaussian() + 4));
        }
        byte[] once = sketch(values).bytes();
        Collections.shuffle(values, random);
        QuantileSketch parts = sketch(values.subList(0, 123));
        parts.merge(sketch(values.subList(123, 500)).bytes());

        assertThat(parts.bytes()).isEqualTo(once);
        assertThat(QuantileSketch.of(once).bytes()).isEqualTo(once);
    }

    @Test
    void boundsAbsurdDurations() {
        QuantileSketch sketch = sketch(List.of(0d, 1e300, 5d));
        assertThat(sketch.bytes().length).isLessThan(10_000);
        assertThat(sketch.quantile(1)).isBetween(0.99e9, 1.01e9);
    }

    private static QuantileSketch sketch(List<Double> values) {
        QuantileSketch sketch = new QuantileSketch();
        values.forEach(sketch::add);
        return sketch;
    }
}
