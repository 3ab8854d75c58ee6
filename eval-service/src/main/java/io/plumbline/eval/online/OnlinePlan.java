package io.plumbline.eval.online;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.metric.definition.MetricDefinition;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an online evaluation scores, and how much of it.
///
/// @param share of the finished calls, 0..1; 0 pauses it
/// @param perHour maximum number of calls in an hour
/// @param judges names of the judges
/// @param costPerDayUsd cap of the judges' cost in a day in UTC; null without judges
@JsonInclude(JsonInclude.Include.NON_NULL)
record OnlinePlan(
        String route,
        double share,
        int perHour,
        List<MetricDefinition> metrics,
        List<String> judges,
        @Nullable BigDecimal costPerDayUsd,
        ConsentRule consent) {

    /// Whose calls may be scored.
    enum ConsentRule {
        /// Calls whose newest feedback permits the use of their texts (`trainingConsent`).
        REQUIRED,
        /// All calls of the route whose content is stored.
        NOT_REQUIRED
    }

    boolean hasJudges() {
        return !judges.isEmpty();
    }
}
