package io.plumbline.eval.harm;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.harm.figure.HarmFigure;
import io.plumbline.eval.harm.item.HarmKind;
import io.plumbline.eval.harm.ledger.HarmMeasurement;
import io.plumbline.eval.harm.ledger.HarmRequest;
import io.plumbline.eval.harm.result.HarmResults;
import io.plumbline.eval.redteam.ledger.Campaign.CampaignTimes;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.trial.TrialHalt;
import io.plumbline.eval.trial.TrialStatus;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A measurement, as the API shows it.
///
/// @param target name of the target for people
/// @param verdict against the measurement's own limits; null until it is done, or without limits
/// @param halted why it ended before all prompts were sent; null if it did not
/// @param error why it failed; null unless it did
/// @param results null until it is done; lists show the figures of all groups together
@JsonInclude(JsonInclude.Include.NON_NULL)
record HarmResponse(
        UUID id,
        String team,
        String name,
        HarmKind kind,
        String target,
        TrialStatus status,
        @Nullable CheckOutcome verdict,
        @Nullable TrialHalt halted,
        @Nullable String error,
        HarmRun run,
        HarmRequest request,
        @Nullable HarmResults results) {

    /// @param requestedBy opaque id of the requester
    /// @param servedConfiguration digest of the configuration that was measured; null for a route
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HarmRun(
            HarmMeasurement.HarmProgress progress,
            String requestedBy,
            @Nullable String servedConfiguration,
            CampaignTimes times) {}

    static HarmResponse of(HarmMeasurement measurement) {
        return of(measurement, measurement.state().results());
    }

    /// Returns it with the figures of all groups together only.
    static HarmResponse listed(HarmMeasurement measurement) {
        HarmResults results = measurement.state().results();
        return of(
                measurement,
                results == null
                        ? null
                        : new HarmResults(
                                results.figures().stream()
                                        .filter(figure -> figure.group().equals(HarmFigure.ALL))
                                        .toList(),
                                List.of(),
                                null,
                                results.counts()));
    }

    private static HarmResponse of(HarmMeasurement measurement, @Nullable HarmResults results) {
        HarmMeasurement.State state = measurement.state();
        return new HarmResponse(
                measurement.id(),
                measurement.team(),
                measurement.request().nameOrDefault(),
                measurement.request().kind(),
                measurement.target(),
                state.status(),
                state.verdict(),
                state.halted(),
                state.error(),
                new HarmRun(measurement.progress(), measurement.requester().by(), state.served(), measurement.times()),
                measurement.request(),
                results);
    }
}
