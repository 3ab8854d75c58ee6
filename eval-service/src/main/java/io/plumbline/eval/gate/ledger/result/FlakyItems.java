package io.plumbline.eval.gate.ledger.result;

import java.util.List;

/// Items with inconsistent answers of the candidate. Every check counts such an item once, by the mean of its
/// scores.
///
/// @param repeated number of items answered more than once
/// @param count number of flaky items
/// @param worst the ten items with the largest spread of scores
public record FlakyItems(int repeated, int count, List<Item> worst) {

    public FlakyItems {
        worst = List.copyOf(worst);
    }

    /// A flaky item, in the metric with its largest spread.
    ///
    /// @param item its position in the dataset, from 0
    /// @param id id of the record
    /// @param answers number of scored answers
    /// @param lowest lowest score
    /// @param highest highest score
    /// @param passed number of scores at or above the floor or, without a floor, the middle of the scale
    public record Item(int item, String id, String metric, int answers, double lowest, double highest, int passed) {}
}
