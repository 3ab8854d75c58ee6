package io.plumbline.eval.panel.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.calibration.report.Measured;
import io.plumbline.eval.panel.agreement.PanelAgreement;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The findings of a panel.
///
/// @param items number of items without attention checks
/// @param labelled number of items with a label
/// @param labels number of labels
/// @param imported number of them that came from other platforms
/// @param adjudicated number of items that a person decided on
/// @param skipped number of skipped assignments
/// @param criteria by criterion, in the rubric's order
/// @param sources by origin of the answers
/// @param options how the labels were combined
public record PanelResult(
        int items,
        int labelled,
        int labels,
        int imported,
        int adjudicated,
        int skipped,
        List<CriterionFindings> criteria,
        List<SourceFindings> sources,
        List<AnnotatorFindings> annotators,
        Options options) {

    public PanelResult {
        criteria = List.copyOf(criteria);
        sources = List.copyOf(sources);
        annotators = List.copyOf(annotators);
    }

    /// How the labels of an item become its score.
    public enum Weighting {
        /// Their mean.
        EQUAL,
        /// The expected value under Dawid and Skene's model, which weighs annotators by their estimated reliability.
        DAWID_SKENE
    }

    /// @param withoutFailedChecks whether annotators who failed the attention checks are left out
    public record Options(Weighting weighting, boolean withoutFailedChecks) {

        public static final Options PLAIN = new Options(Weighting.EQUAL, false);
    }

    public record CriterionFindings(String criterion, PanelAgreement agreement) {}

    /// The scores of answers of one origin, 0..1: the level on the scale; in a comparison, the share of preferences,
    /// with a tie as a half; in a ranking, the share of the other answers behind it.
    ///
    /// @param source place in the document's source
    /// @param answers the field, or the label of the version
    /// @param score weighted mean over the criteria; null without a label
    /// @param criteria in the rubric's order
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SourceFindings(
            int source, String answers, int items, @Nullable Measured score, List<CriterionScore> criteria) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CriterionScore(String criterion, @Nullable Measured score) {}

    /// @param id null for a place without an annotator
    /// @param checks number of attention checks answered
    /// @param checksPassed number of them with the known label
    /// @param medianSeconds median time per decision
    /// @param reliability estimated share of correct labels (Dawid and Skene), mean over the criteria; only shown,
    ///     unless the options say otherwise
    /// @param excluded whether the labels are left out
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AnnotatorFindings(
            int slot,
            @Nullable UUID id,
            @Nullable String name,
            int labels,
            int skipped,
            int checks,
            int checksPassed,
            @Nullable Double medianSeconds,
            @Nullable Double reliability,
            boolean excluded) {}

    /// Returns the lowest ordinal alpha of the criteria; null if one is undefined.
    public @Nullable Measured lowestAlpha() {
        Measured lowest = null;
        for (CriterionFindings criterion : criteria) {
            Measured alpha = criterion.agreement().alphaOrdinal();
            if (alpha == null) {
                return null;
            }
            lowest = lowest == null || alpha.value() < lowest.value() ? alpha : lowest;
        }
        return lowest;
    }
}
