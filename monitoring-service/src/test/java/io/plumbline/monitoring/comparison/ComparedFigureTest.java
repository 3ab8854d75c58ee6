package io.plumbline.monitoring.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.monitoring.comparison.ComparedFigure.Difference;
import io.plumbline.monitoring.comparison.ComparedFigure.Estimate;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ComparedFigureTest {

    private static final Offset<Double> FOUR_DIGITS = within(0.00005);

    /// The examples (a), (c) and (d) of Newcombe 1998, table II, method 10.
    @Test
    void boundsTheDifferenceOfShares() {
        checkDifference(56, 70, 48, 80, 0.0524, 0.3339);
        checkDifference(6, 7, 2, 7, 0.0582, 0.8062);
        checkDifference(5, 56, 0, 29, -0.0381, 0.1926);
    }

    private static void checkDifference(
            long part, long all, long ofReference, long allOfReference, double low, double high) {
        Difference difference = Difference.between(
                Objects.requireNonNull(Estimate.share(ofReference, allOfReference)),
                Objects.requireNonNull(Estimate.share(part, all)));
        assertThat(difference.low()).isCloseTo(low, FOUR_DIGITS);
        assertThat(difference.high()).isCloseTo(high, FOUR_DIGITS);
        assertThat(difference.differs()).isEqualTo(low > 0);
    }

    @Test
    void hasNoBoundWithoutABoundOfBothSides() {
        ComparedFigure figure =
                ComparedFigure.of("LATENCY_P99", new Estimate(100, 90.0, null, 20), new Estimate(150, 120.0, null, 20));
        Difference difference = Objects.requireNonNull(figure.difference());
        assertThat(difference.value()).isEqualTo(50);
        assertThat(difference.low()).isNull();
        assertThat(difference.high()).isNull();
        assertThat(difference.differs()).isFalse();
        assertThat(ComparedFigure.of("ERRORS", null, Estimate.share(0, 0)).difference())
                .isNull();
    }
}
