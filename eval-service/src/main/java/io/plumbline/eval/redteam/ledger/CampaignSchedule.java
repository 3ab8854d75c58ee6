package io.plumbline.eval.redteam.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.redteam.ledger.CampaignRequest.CampaignBudget;
import io.plumbline.eval.redteam.ledger.CampaignRequest.CampaignTarget;
import io.plumbline.eval.redteam.ledger.CampaignRequest.Grading;
import io.plumbline.eval.redteam.probe.ProbeCategory;
import io.plumbline.eval.redteam.probe.StrategyChain;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The nightly campaigns of a team: one on each of its production routes, with other probes every night.
///
/// @param hour hour of the day in UTC, 0..23
/// @param categories as in a campaign
/// @param strategies as in a campaign
/// @param probesPerCategory as in a campaign
/// @param budget of each campaign
/// @param compareWithoutGuards as in a campaign, with the permission of the one who sets it; ends after 30 days
/// @param grading as in a campaign
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CampaignSchedule(
        @NotNull @Min(0) @Max(23) Integer hour,
        @Size(min = 1, max = 10) @Nullable List<@NotNull ProbeCategory> categories,

        @Size(min = 1, max = 40) @Nullable
        List<@NotNull @Pattern(regexp = StrategyChain.PATTERN, message = "must be strategies joined by +") String>
                strategies,

        @Min(1) @Max(500) @Nullable Integer probesPerCategory,
        @Valid @Nullable CampaignBudget budget,
        @Nullable Boolean compareWithoutGuards,
        @Valid @Nullable Grading grading) {

    /// The name of nightly campaigns.
    public static final String NAME = "nightly";

    public boolean comparesWithoutGuards() {
        return Boolean.TRUE.equals(compareWithoutGuards);
    }

    /// Returns a copy whose campaigns do not bypass the guards.
    public CampaignSchedule withGuards() {
        return new CampaignSchedule(hour, categories, strategies, probesPerCategory, budget, false, grading);
    }

    /// Returns the campaign of a night on a route.
    public CampaignRequest on(String team, String route, LocalDate night) {
        return new CampaignRequest(
                team,
                NAME,
                new CampaignTarget(null, null, null, route, null),
                categories,
                strategies,
                probesPerCategory,
                night.toEpochDay(),
                null,
                budget,
                null,
                compareWithoutGuards,
                grading);
    }
}
