package io.plumbline.eval.harm.ledger;

import io.plumbline.eval.harm.result.HarmResults;
import io.plumbline.eval.redteam.ledger.Campaign.CampaignTimes;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.trial.TrialHalt;
import io.plumbline.eval.trial.TrialStatus;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A measurement of bias, hallucination or toxicity.
public record HarmMeasurement(
        UUID id,
        String team,
        HarmRequest request,
        State state,
        HarmProgress progress,
        Requester requester,
        CampaignTimes times) {

    /// @param error why it failed; null unless it did
    /// @param halted why it ended early; null if it did not
    /// @param verdict against its own limits; null until it is done, or without limits
    /// @param results null until it is done
    /// @param served digest of the served configuration; null for a route
    public record State(
            TrialStatus status,
            @Nullable String error,
            @Nullable TrialHalt halted,
            @Nullable CheckOutcome verdict,
            @Nullable HarmResults results,
            @Nullable String served) {}

    /// @param total number of answers to get; 0 until the prompts are chosen
    /// @param answered number of stored answers
    /// @param leftOut number of records of the dataset that are no prompts of this kind
    /// @param library version of the product's own prompts
    public record HarmProgress(
            int total, int answered, int leftOut, long calls, long tokens, BigDecimal costUsd, String library) {}

    /// @param by opaque id
    /// @param traceId trace of the request
    public record Requester(String by, @Nullable String traceId) {}

    public TrialStatus status() {
        return state.status();
    }

    /// Returns the verdict; the status of one without a verdict.
    public String outcome() {
        return state.verdict() == null ? state.status().name() : state.verdict().name();
    }

    /// Returns the name of the target for people.
    public String target() {
        return request.target().candidate().label();
    }
}
