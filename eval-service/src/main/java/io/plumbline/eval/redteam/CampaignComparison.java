package io.plumbline.eval.redteam;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.redteam.grade.ProbeOutcome;
import io.plumbline.eval.redteam.ledger.CampaignPairs.Pair;
import io.plumbline.eval.statistics.ConfidenceInterval;
import io.plumbline.eval.statistics.PairedOutcomes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A campaign compared with another one on the probes that both sent.
///
/// @param campaign the campaign
/// @param baseline the campaign it is compared with
/// @param attacks change of attack success, above 0 if it rose; null without a shared attack
/// @param overRefusal change of over-refusal; null without a shared harmless prompt
/// @param categories change of attack success by category
@JsonInclude(JsonInclude.Include.NON_NULL)
record CampaignComparison(
        UUID campaign,
        UUID baseline,
        @Nullable RateChange attacks,
        @Nullable RateChange overRefusal,
        List<CategoryChange> categories) {

    private static final double CONFIDENCE = 0.95;

    /// A change of a share, with Newcombe's 95 % interval and McNemar's exact p-value.
    ///
    /// @param items shared probes
    /// @param before share in the baseline
    /// @param after share in the campaign
    record RateChange(
            int items, double before, double after, double difference, double low, double high, double pValue) {}

    record CategoryChange(String category, RateChange change) {}

    static CampaignComparison of(UUID campaign, UUID baseline, List<Pair> pairs) {
        List<Pair> attacks = pairs.stream().filter(pair -> !pair.harmless()).toList();
        List<Pair> harmless = pairs.stream().filter(Pair::harmless).toList();
        Map<String, List<Pair>> byCategory = new LinkedHashMap<>();
        attacks.forEach(pair -> byCategory
                .computeIfAbsent(pair.category(), _ -> new ArrayList<>())
                .add(pair));
        List<CategoryChange> categories = new ArrayList<>();
        byCategory.forEach((category, shared) -> {
            RateChange change = change(shared, outcome -> outcome == ProbeOutcome.SUCCEEDED);
            if (change != null) {
                categories.add(new CategoryChange(category, change));
            }
        });
        return new CampaignComparison(
                campaign,
                baseline,
                change(attacks, outcome -> outcome == ProbeOutcome.SUCCEEDED),
                change(harmless, ProbeOutcome::isOverRefusal),
                categories);
    }

    private static @Nullable RateChange change(List<Pair> pairs, Predicate<ProbeOutcome> counted) {
        if (pairs.isEmpty()) {
            return null;
        }
        int[] counts = new int[4];
        for (Pair pair : pairs) {
            counts[(counted.test(pair.second()) ? 0 : 1) + (counted.test(pair.first()) ? 0 : 2)]++;
        }
        // The pair's first outcome is the campaign's, its second the baseline's.
        PairedOutcomes outcomes = new PairedOutcomes(counts[0], counts[2], counts[1], counts[3]);
        ConfidenceInterval interval = outcomes.newcombe(CONFIDENCE);
        return new RateChange(
                outcomes.items(),
                outcomes.baseline().rate(),
                outcomes.candidate().rate(),
                outcomes.difference(),
                interval.low(),
                interval.high(),
                outcomes.mcNemarExact());
    }
}
