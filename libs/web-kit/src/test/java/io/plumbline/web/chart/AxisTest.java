package io.plumbline.web.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.web.chart.Axis.Tick;
import io.plumbline.web.chart.Range.Mark;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.41   | 0.57   | 0.40 0.45 0.50 0.55 0.60
            0      | 1      | 0.0 0.2 0.4 0.6 0.8 1.0
            -0.213 | 0.02   | −0.25 −0.20 −0.15 −0.10 −0.05 0.00 0.05
            0.5    | 0.5    | 0.40 0.45 0.50 0.55 0.60
            812    | 4870   | 0 1,000 2,000 3,000 4,000 5,000
            57     | 0      | 0 20 40 60
            """)
    void hasRoundTicksAroundTheValues(double one, double other, String ticks) {
        Axis axis = Axis.around(one, other, 0, 100);
        assertThat(axis.ticks()).extracting(Tick::label).containsExactly(ticks.split(" "));
        assertThat(axis.low()).isLessThanOrEqualTo(Math.min(one, other));
        assertThat(axis.high()).isGreaterThanOrEqualTo(Math.max(one, other));
        assertThat(axis.ticks().getFirst().at()).isZero();
        assertThat(axis.ticks().getLast().at()).isEqualTo(100);
    }

    @Test
    void ascendsIfItStartsBelow() {
        Axis axis = Axis.around(0, 1, 200, 0);
        assertThat(axis.at(0)).isEqualTo(200);
        assertThat(axis.at(0.25)).isEqualTo(150);
        assertThat(axis.at(7)).as("beyond the scale").isZero();
    }

    @Test
    void omitsEveryOtherLabelIfLabelsWouldTouch() {
        assertThat(Range.of("value", 0.015, -0.031, 0.062, List.of()).axis().ticks())
                .extracting(Tick::label)
                .containsExactly("−0.04", "", "0.00", "", "0.04", "", "0.08");
        assertThat(Range.of("value", 0.5, 0.4, 0.6, List.of()).axis().ticks())
                .extracting(Tick::label)
                .containsExactly("0.40", "0.45", "0.50", "0.55", "0.60");
    }

    @Test
    void drawsARangeWithItsFloorAndTheAreaBelow() {
        Range range =
                Range.of("value", 0.5, 0.4, 0.6, List.of(Mark.limit("floor", 0.45), Mark.reference("baseline", 0.55)));
        assertThat(range.badTo()).isEqualTo(range.axis().at(0.45));
        assertThat(range.low()).isLessThan(range.value());
        assertThat(range.width()).isPositive();
        assertThat(range.badFrom()).isNull();
        assertThat(Range.of("value", 0.5, 0.5, 0.5, List.of()).badTo()).isNull();
    }

    @Test
    void drawsARangeWithItsCeilingAndTheAreaAbove() {
        Range range = Range.of("latency", 670, 600, 700, List.of(Mark.ceiling("ceiling", 650)));
        assertThat(range.badFrom()).isEqualTo(range.axis().at(650));
        assertThat(range.badTo()).isNull();
    }

    @Test
    void labelsTheTrendValuesThatFit() {
        List<Trend.Value> values = IntStream.rangeClosed(1, 30)
                .mapToObj(i -> new Trend.Value("bot", "v" + i, "PASS", i, null, null, "4f1c2d" + i))
                .toList();
        Trend trend = Trend.of("quality", values, null);
        assertThat(trend.dots().getLast().below()).isEqualTo("4f1c2d30");
        List<Double> named = trend.dots().stream()
                .filter(dot -> dot.below() != null)
                .map(Trend.Dot::x)
                .toList();
        assertThat(named).hasSizeBetween(4, 8);
        assertThat(Trend.of("quality", values.subList(0, 5), null).dots())
                .extracting(Trend.Dot::below)
                .doesNotContainNull();
    }

    @Test
    void drawsATrendFromTheOldestToTheNewest() {
        Trend trend = Trend.of(
                "quality",
                List.of(
                        new Trend.Value("bot", "one", "PASS", 0.8, 0.7, 0.9, "1"),
                        new Trend.Value("fast", "two", "FAIL", 0.4, null, null, "2"),
                        new Trend.Value("bot", "three", "SKIPPED", 0.6, null, null, "3")),
                0.5);
        assertThat(trend.dots()).extracting(Trend.Dot::x).isSorted();
        assertThat(trend.dots()).extracting(Trend.Dot::marker).containsExactly(Marker.GOOD, Marker.BAD, Marker.PLAIN);
        assertThat(trend.dots().get(1).y())
                .isGreaterThan(trend.dots().getFirst().y());
        assertThat(trend.courses()).extracting(Trend.Course::series).containsExactly("bot", "fast");
        assertThat(trend.courses().getFirst().path())
                .as("joins its own values and no others")
                .startsWith("M" + trend.dots().getFirst().x())
                .contains("L" + trend.dots().getLast().x())
                .doesNotContain(String.valueOf(trend.dots().get(1).x()));
    }
}
