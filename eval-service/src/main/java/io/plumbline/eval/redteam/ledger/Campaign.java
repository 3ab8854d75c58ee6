package io.plumbline.eval.redteam.ledger;

import io.plumbline.eval.redteam.result.CampaignResults;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.trial.TrialHalt;
import io.plumbline.eval.trial.TrialStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A red-team campaign.
public record Campaign(
        UUID id,
        String team,
        CampaignRequest request,
        State state,
        CampaignProgress progress,
        Origin origin,
        CampaignTimes times) {

    /// @param error why it failed; null unless it did
    /// @param halted why it ended early; null if it did not
    /// @param verdict against its own limits; null until it is done
    /// @param results null until it is done
    /// @param served digest of the served configuration; null for a route
    public record State(
            TrialStatus status,
            @Nullable String error,
            @Nullable TrialHalt halted,
            @Nullable CheckOutcome verdict,
            @Nullable CampaignResults results,
            @Nullable String served) {}

    /// @param total number of probes, each counted once for each side; 0 until they are made
    /// @param answered number of stored outcomes
    public record CampaignProgress(
            int total, int answered, long calls, long tokens, BigDecimal costUsd, String library) {}

    /// @param traceId trace of the request
    /// @param scheduled whether the nightly schedule started it
    public record Origin(String requestedBy, @Nullable String traceId, boolean scheduled) {}

    public record CampaignTimes(
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    public TrialStatus status() {
        return state.status();
    }

    /// Returns the verdict; the status of a campaign without one.
    public String outcome() {
        return state.verdict() == null ? state.status().name() : state.verdict().name();
    }

    /// Returns the name of the target for people.
    public String target() {
        return request.target().candidate().label();
    }
}
