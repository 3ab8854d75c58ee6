package io.plumbline.clients.registry;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The production standing of a version, as far as the registry knows.
///
/// @param gated whether its gates admit it to production now: the newest gate of each required suite passed, in
///     the suite's newest revision; or, for a version that was in production before and not archived since, no
///     gate failed
/// @param returning whether it was in production before and not archived since
/// @param approvers number of people who approved its promotion; 0 if nobody had to
/// @param approvalId the approval; null if there was none
/// @param evidence the newest gate of each suite; for a prompt, on each model
/// @param withdrawal since when evidence for a version that is or was in production has been withdrawn; null if
///     it holds
public record VersionStanding(
        boolean gated,
        boolean returning,
        int approvers,
        @Nullable UUID approvalId,
        List<Evidence> evidence,
        @Nullable Withdrawal withdrawal) {

    public VersionStanding {
        evidence = List.copyOf(evidence);
    }

    /// A gate that counts for a version.
    ///
    /// @param runId id of the gate
    /// @param suiteRevision null in results of older releases
    /// @param verdict PASS, FAIL or INCONCLUSIVE
    /// @param servedConfiguration digest of the evaluated configuration; null in results of older releases
    /// @param document the evaluated configuration; null likewise
    public record Evidence(
            UUID runId,
            String suite,
            @Nullable Integer suiteRevision,
            String verdict,
            Instant finishedAt,
            @Nullable String servedConfiguration,
            @Nullable JsonNode document) {}

    /// @param since when the evidence stopped holding: a suite was revised, a gate failed, or an approval was
    ///     revoked
    /// @param reason one sentence
    public record Withdrawal(Instant since, String reason) {}
}
