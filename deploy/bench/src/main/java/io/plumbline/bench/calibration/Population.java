package io.plumbline.bench.calibration;

import java.util.Arrays;
import java.util.List;

/// Items rated by both humans and a judge: the population from which pools are drawn.
///
/// @param name of the data
/// @param judge the substitute for a judge
/// @param items all of them
record Population(String name, String judge, List<Item> items) {

    Population {
        items = List.copyOf(items);
    }

    /// @param human the human score, 0..1
    /// @param judge the judge's score, 0..1
    /// @param stratum the judge's rating, from 0: it does not distinguish items of one stratum
    record Item(double human, double judge, int stratum) {}

    double truth() {
        return items.stream().mapToDouble(Item::human).average().orElseThrow();
    }

    int strata() {
        return items.stream().mapToInt(Item::stratum).max().orElseThrow() + 1;
    }

    double[] human() {
        return items.stream().mapToDouble(Item::human).toArray();
    }

    double[] judged() {
        return items.stream().mapToDouble(Item::judge).toArray();
    }

    /// Whether human ratings are only yes or no.
    boolean binary() {
        return Arrays.stream(human()).allMatch(score -> score == 0 || score == 1);
    }
}
