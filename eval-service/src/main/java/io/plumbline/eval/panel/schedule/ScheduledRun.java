package io.plumbline.eval.panel.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.panel.ledger.PanelItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The last run of a schedule.
///
/// @param panel name of the created panel; null if there is none
/// @param dataset the sampled version, as `name@version`; null if there is none
/// @param version its number; 0 without one
/// @param strata the records of the dataset with an answer, by stratum; empty if the run failed
/// @param error null unless the run failed
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScheduledRun(
        Instant at,
        @Nullable String panel,
        @Nullable String dataset,
        int version,
        List<StratumCount> strata,
        @Nullable String error) {

    /// @param records number of its records
    /// @param items number of those in the panel
    /// @param leftOut number of the others
    record StratumCount(String stratum, int records, int items, int leftOut) {

        /// Counts by the probability with which the items of a stratum were drawn.
        static List<StratumCount> of(List<PanelItem> items) {
            Map<String, List<PanelItem>> strata = new TreeMap<>();
            items.forEach(item -> strata.computeIfAbsent(String.valueOf(item.slice()), _ -> new ArrayList<>())
                    .add(item));
            List<StratumCount> counts = new ArrayList<>();
            strata.forEach((stratum, drawn) -> {
                int records = (int) Math.round(drawn.size() / drawn.getFirst().probability());
                counts.add(new StratumCount(stratum, records, drawn.size(), records - drawn.size()));
            });
            return counts;
        }
    }
}
