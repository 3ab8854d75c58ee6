package io.plumbline.monitoring.roi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.monitoring.roi.RoiFacts.Target;
import io.plumbline.monitoring.roi.RoiFacts.Tokens;
import io.plumbline.monitoring.roi.TokenPrices.PricedModel;
import io.plumbline.monitoring.roi.TokenPrices.TokenPrice;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RouteSavingsTest {

    private static final Offset<Double> EXACT = within(1e-9);
    private static final Map<PricedModel, TokenPrice> PRICES = Map.of(
            new PricedModel("p", "cheap"), new TokenPrice(1, 0.5, 2),
            new PricedModel("p", "dear"), new TokenPrice(10, 5, 20));

    private static Target target(String route, String variant, String model, long calls, Tokens tokens) {
        return new Target("team", route, variant, model, "p", model, calls, tokens);
    }

    @Test
    void comparesTheSameTokensAndTheSameCallsWithTheMostExpensiveVariant() {
        List<RouteSavings> found = RouteSavings.of(
                List.of(
                        target("r", "small", "cheap", 9, new Tokens(90, 20, 45)),
                        target("r", "large", "dear", 1, new Tokens(20, 0, 10)),
                        target("r", "large", "unknown", 4, new Tokens(7, 0, 7))),
                PRICES,
                null);
        // Actual: 70 + 10 + 90 = 170, and 200 + 200 = 400. All at the large one's price: 900 + 100 + 1,100.
        RouteSavings route = found.getFirst();
        assertThat(found).hasSize(1);
        assertThat(route.reference()).isEqualTo("large");
        assertThat(route.calls()).isEqualTo(10);
        assertThat(route.unpriced()).isEqualTo(4);
        assertThat(route.savedUsd()).isCloseTo(2_100 - 570, EXACT);
        assertThat(route.savedUsdPerCall()).isCloseTo(4_000 - 570, EXACT);
    }

    @Test
    void comparesWithTheBaselineVariantEvenIfItIsCheaper() {
        List<Target> targets = List.of(
                target("r", "small", "cheap", 1, new Tokens(10, 0, 0)),
                target("r", "large", "dear", 1, new Tokens(10, 0, 0)));
        assertThat(RouteSavings.of(targets, PRICES, "small").getFirst().savedUsd())
                .isCloseTo(20 - 110, EXACT);
        assertThat(RouteSavings.of(targets, PRICES, "other")).isEmpty();
    }

    @Test
    void leavesOutRoutesWithOnePricedVariant() {
        assertThat(RouteSavings.of(
                        List.of(
                                target("r", "small", "cheap", 1, new Tokens(10, 0, 0)),
                                target("r", "large", "unknown", 1, new Tokens(10, 0, 0))),
                        PRICES,
                        null))
                .isEmpty();
    }

    /// The ranks are those of the table of Conover, Practical Nonparametric Statistics, 1999, for n = 6, 10 and 100.
    @Test
    void boundsTheMedianByOrderStatistics() {
        assertThat(MedianInterval.of(numbers(5))).isEmpty();
        assertThat(MedianInterval.of(numbers(6))).contains(new MedianInterval(1, 6));
        assertThat(MedianInterval.of(numbers(10))).contains(new MedianInterval(2, 9));
        assertThat(MedianInterval.of(numbers(100))).contains(new MedianInterval(40, 61));
        assertThat(MedianInterval.of(numbers(10_000))).contains(new MedianInterval(4_902, 5_099));
        assertThat(MedianInterval.quantile(numbers(4), 0.5)).isEqualTo(2.5);
    }

    private static List<Double> numbers(int most) {
        return DoubleStream.iterate(1, number -> number + 1).limit(most).boxed().toList();
    }
}
