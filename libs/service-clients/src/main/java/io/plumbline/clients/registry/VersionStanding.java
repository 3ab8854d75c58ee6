package io.plumbline.clients.registry;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How a version stands with production, as far as the registry knows.
///
/// @param gated whether its gates let it into production now: the newest gate of each suite that it requires
///     passed, in the suite's newest revision; or, of one that was in production before and was not archived
///     since, none failed
/// @param returning whether it was in production before and was not archived since
/// @param approvers how many people have approved its promotion; 0 where nobody had to
/// @param approvalId the approval; null where there was none
/// @param evidence the newest gate of each suite; of a prompt, on each model
/// @param withdrawal since when evidence for a version that is or was in production does not hold any more; null
///     while it does
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
    /// @param suiteRevision null in results of before it was told
    /// @param verdict PASS, FAIL or INCONCLUSIVE
    /// @param servedConfiguration digest of what was evaluated; null in results of before it was told
    /// @param document what was evaluated; null likewise
    public record Evidence(
            UUID runId,
            String suite,
            @Nullable Integer suiteRevision,
            String verdict,
            Instant finishedAt,
            @Nullable String servedConfiguration,
            @Nullable JsonNode document) {}

    /// @param since when it stopped to hold: a suite was revised, a gate failed, an approval was revoked
    /// @param reason in one sentence
    public record Withdrawal(Instant since, String reason) {}
}
