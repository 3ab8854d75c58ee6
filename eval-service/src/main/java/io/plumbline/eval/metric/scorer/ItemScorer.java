package io.plumbline.eval.metric.scorer;

import io.plumbline.eval.metric.MetricUnavailableException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs one version of a registered scorer. Thread-safe.
public interface ItemScorer {

    /// An answer to score, with the members that each kind of scorer receives.
    ///
    /// @param hypothesis the answer
    /// @param references the expected texts; empty without any
    record Item(String hypothesis, List<String> references) {

        /// The item of the trial at registration.
        public static final Item EMPTY = new Item("", List.of());
    }

    /// The outcome of one item.
    ///
    /// @param score 0..1; NaN without a score
    /// @param error why there is no score; null with one. It quotes no text
    record Outcome(double score, @Nullable String error) {

        /// Takes a number from a scorer, which is a score only from 0 to 1.
        public static Outcome of(double number) {
            return number >= 0 && number <= 1
                    ? new Outcome(number, null)
                    : failed("its scorer returned no number from 0 to 1");
        }

        public static Outcome failed(String error) {
            return new Outcome(Double.NaN, error);
        }

        public boolean isScore() {
            return error == null;
        }
    }

    /// Scores at most [#mostItems()] items.
    ///
    /// @return an outcome per item, in their order
    /// @throws MetricUnavailableException if the scorer cannot score any item now
    List<Outcome> score(List<Item> items);

    /// Returns the maximum number of items in a batch.
    int mostItems();
}
