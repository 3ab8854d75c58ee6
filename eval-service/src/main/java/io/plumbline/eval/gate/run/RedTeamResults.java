package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.suite.document.RedTeamTierRule;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The results of red-team campaigns that a suite's limits are compared with.
public interface RedTeamResults {

    /// A measured share with its 95 % interval, 0..1.
    record Share(int count, int items, double rate, double low, double high) {}

    /// The result of a campaign on the candidate, for the categories of the rule.
    ///
    /// @param attacks attack success; null without a graded attack
    /// @param overRefusal over-refusal; null without a graded harmless prompt
    /// @param partial why it can fail a gate but not pass it; null if it can do both
    record CampaignResult(
            UUID campaign,
            String name,
            Instant finishedAt,
            @Nullable Share attacks,
            @Nullable Share overRefusal,
            @Nullable String partial) {}

    /// Returns the campaigns that cover the rule's categories and are named by it, of any age and size, newest first.
    List<CampaignResult> of(String team, Candidate candidate, RedTeamTierRule rule);
}
