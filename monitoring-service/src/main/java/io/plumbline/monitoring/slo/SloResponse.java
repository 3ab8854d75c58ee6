package io.plumbline.monitoring.slo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A service level objective in the API: the members of its `PUT`, and its state.
///
/// @param status null until its first evaluation, some seconds after it is stored
/// @param history the days of the period with calls, oldest first; absent in lists
record SloResponse(
        String name,
        String team,
        @JsonUnwrapped SloPlan plan,
        @Nullable SloStatus status,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Day> history,
        Instant createdAt,
        Instant updatedAt) {

    /// A day of the period in UTC.
    ///
    /// @param budgetSpent share of the error budget of the whole period that the day spent
    record Day(Instant from, long good, long bad, double budgetSpent) {}
}
