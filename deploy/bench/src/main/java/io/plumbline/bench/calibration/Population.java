package io.plumbline.bench.calibration;

import java.util.Arrays;
import java.util.List;

/// Items that both people and a judge have rated: the population that pools are drawn from.
///
/// @param name of the data
/// @param judge what stands in as the judge
/// @param items all of them
record Population(String name, String judge, List<Item> items) {

    Population {
        items = List.copyOf(items);
    }

    /// @param human people's score, 0..1
    /// @param judge the judge's score, 0..1
    /// @param stratum what the judge said, from 0: items of one stratum are alike to it
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

    /// Whether people said yes or no and nothing between.
    boolean binary() {
        return Arrays.stream(human()).allMatch(score -> score == 0 || score == 1);
    }
}
