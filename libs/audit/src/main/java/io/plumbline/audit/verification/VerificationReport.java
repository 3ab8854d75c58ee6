package io.plumbline.audit.verification;

import io.plumbline.audit.merkle.Hash;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What a verification has found.
///
/// @param size        how many leaves there are
/// @param root        of the tree that they make
/// @param events      how many events there are, those without a place included
/// @param pending     how many of them wait for their place
/// @param checkpoints how many sizes were fixed and compared
/// @param signed      how many of them have a signature that holds
/// @param expired     payloads that were destroyed because they were old enough, which is nothing wrong
/// @param counts      how many findings of each kind there are
/// @param findings    of each kind the first ones
public record VerificationReport(
        long size,
        Hash root,
        long events,
        long pending,
        long checkpoints,
        long signed,
        List<ExpiredPayloads> expired,
        Map<FindingKind, Long> counts,
        List<Finding> findings,
        Duration duration) {

    public VerificationReport {
        expired = List.copyOf(expired);
        counts = Map.copyOf(counts);
        findings = List.copyOf(findings);
    }

    /// Nothing is wrong.
    public boolean intact() {
        return counts.isEmpty();
    }
}
