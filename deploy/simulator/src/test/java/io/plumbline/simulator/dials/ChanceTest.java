package io.plumbline.simulator.dials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChanceTest {
    private static final int DRAWS = 20_000;

    @Test
    void drawsTheSameForTheSameSeedPurposeAndKey() {
        assertThat(new Chance(7).unit("error", 12)).isEqualTo(new Chance(7).unit("error", 12));
        assertThat(new Chance(7).unit("error", 12)).isNotEqualTo(new Chance(8).unit("error", 12));
        assertThat(new Chance(7).unit("error", 12)).isNotEqualTo(new Chance(7).unit("cut", 12));
        assertThat(new Chance(7).unit("error", 12)).isNotEqualTo(new Chance(7).unit("error", 13));
    }

    @Test
    void isUniform() {
        Chance chance = new Chance(1);
        int[] tenths = new int[10];
        LongStream.range(0, DRAWS).forEach(i -> tenths[(int) (chance.unit("x", i) * 10)]++);

        for (int count : tenths) {
            assertThat(count / (double) DRAWS).isCloseTo(0.1, within(0.01));
        }
    }

    @Test
    void drawsPurposesIndependently() {
        Chance chance = new Chance(1);
        double both = LongStream.range(0, DRAWS)
                        .filter(i -> chance.unit("a", i) < 0.5 && chance.unit("b", i) < 0.5)
                        .count()
                / (double) DRAWS;

        assertThat(both).isCloseTo(0.25, within(0.02));
    }

    @Test
    void drawsNormalNumbers() {
        Chance chance = new Chance(3);
        double[] numbers = LongStream.range(0, DRAWS)
                .mapToDouble(i -> chance.normal("z", i))
                .toArray();
        double mean = DoubleStream.of(numbers).average().orElseThrow();
        double variance = DoubleStream.of(numbers).map(z -> z * z).average().orElseThrow();

        assertThat(mean).isCloseTo(0, within(0.03));
        assertThat(variance).isCloseTo(1, within(0.05));
    }
}
