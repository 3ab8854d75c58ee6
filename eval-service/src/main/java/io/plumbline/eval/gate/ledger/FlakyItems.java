package io.plumbline.eval.gate.ledger;

import java.util.List;

/// Items to which the candidate answers now this, now that. In every check such an item counts once, by the
/// mean of its scores.
///
/// @param repeated how many items were answered more than once
/// @param count how many of them are flaky
/// @param worst the ten whose scores are furthest apart
public record FlakyItems(int repeated, int count, List<Item> worst) {

    public FlakyItems {
        worst = List.copyOf(worst);
    }

    /// One flaky item, in the metric in which it is furthest apart.
    ///
    /// @param item its place in the dataset, from 0
    /// @param id of the record
    /// @param answers how many were scored
    /// @param lowest score
    /// @param highest score
    /// @param passed how many scores are at the floor or above, or, without a floor, at the middle of the
    ///     scale
    public record Item(int item, String id, String metric, int answers, double lowest, double highest, int passed) {}
}
