package io.plumbline.eval.redteam;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.redteam.ledger.CampaignRequest.CampaignBudget;
import io.plumbline.eval.redteam.ledger.CampaignRequest.Grading;
import io.plumbline.eval.redteam.ledger.CampaignSchedule;
import io.plumbline.eval.redteam.probe.ProbeCategory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The nightly campaigns of a team, as the API shows them.
///
/// @param withoutGuardsUntil when the campaigns stop bypassing the guards; null if they never do
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScheduleResponse(
        int hour,
        @Nullable List<ProbeCategory> categories,
        @Nullable List<String> strategies,
        @Nullable Integer probesPerCategory,
        @Nullable CampaignBudget budget,
        @Nullable Boolean compareWithoutGuards,
        @Nullable Grading grading,
        @Nullable Instant withoutGuardsUntil) {

    static ScheduleResponse of(CampaignSchedule schedule, @Nullable Instant withoutGuardsUntil) {
        return new ScheduleResponse(
                schedule.hour(),
                schedule.categories(),
                schedule.strategies(),
                schedule.probesPerCategory(),
                schedule.budget(),
                schedule.compareWithoutGuards(),
                schedule.grading(),
                withoutGuardsUntil);
    }
}
