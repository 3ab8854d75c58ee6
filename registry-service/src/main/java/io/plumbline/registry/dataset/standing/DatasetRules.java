package io.plumbline.registry.dataset.standing;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the newest audit of a dataset version may find. A version beyond it is blocked: models cannot be promoted with
/// it, and gates cannot run on it. Shares are parts of the audited records, 0 to 1; null for no limit.
///
/// @param requireAudit whether a version without an audit is blocked; default: false
/// @param maxDuplicates share of duplicates
/// @param maxNearDuplicates share of near-duplicates
/// @param maxContradictions share of records that contradict others of nearly the same question
/// @param maxLabelFlips share of the records compared by meaning whose neighbours nearly all have another label
/// @param maxOutliers share of the records compared by meaning that are far from all others
/// @param maxContamination largest share of records that one evaluation set has as well
/// @param maxPhrases number of phrases that predict a reference
public record DatasetRules(
        Boolean requireAudit,

        @Nullable @DecimalMin("0") @DecimalMax("1") Double maxDuplicates,

        @Nullable @DecimalMin("0") @DecimalMax("1") Double maxNearDuplicates,

        @Nullable @DecimalMin("0") @DecimalMax("1") Double maxContradictions,

        @Nullable @DecimalMin("0") @DecimalMax("1") Double maxLabelFlips,

        @Nullable @DecimalMin("0") @DecimalMax("1") Double maxOutliers,

        @Nullable @DecimalMin("0") @DecimalMax("1") Double maxContamination,

        @Nullable @Min(0) @Max(20) Integer maxPhrases) {

    /// Blocks nothing.
    public static final DatasetRules NONE = new DatasetRules(false, null, null, null, null, null, null, null);

    private static final double PERCENT = 100;

    public DatasetRules {
        requireAudit = Objects.requireNonNullElse(requireAudit, false);
    }

    /// The counts of an audit.
    ///
    /// @param audited number of records that were read
    /// @param contamination the largest number of records that one evaluation set has as well
    /// @param byMeaning null for an audit that compared no records by meaning
    record Counts(
            long audited,
            long duplicates,
            long nearDuplicates,
            long contradictions,
            long contamination,
            long phrases,
            @Nullable MeaningCounts byMeaning) {}

    /// @param embedded number of records that were compared
    record MeaningCounts(long embedded, long labelFlips, long outliers) {}

    /// Whether no audit can block a version.
    public boolean blockNothing() {
        return equals(NONE);
    }

    /// Returns the reasons why a version is blocked; empty if it may be used.
    ///
    /// @param audit the newest one; null without an audit
    List<String> reasons(@Nullable Counts audit) {
        if (audit == null) {
            return requireAudit ? List.of("It was not audited.") : List.of();
        }
        List<String> reasons = new ArrayList<>();
        share(maxDuplicates, audit.duplicates(), audit.audited(), "duplicates", reasons);
        share(maxNearDuplicates, audit.nearDuplicates(), audit.audited(), "near-duplicates", reasons);
        share(maxContradictions, audit.contradictions(), audit.audited(), "contradictions", reasons);
        share(maxContamination, audit.contamination(), audit.audited(), "in an evaluation set", reasons);
        if (maxPhrases != null && audit.phrases() > maxPhrases) {
            reasons.add("%d phrases predict a reference. The policy allows %d.".formatted(audit.phrases(), maxPhrases));
        }
        MeaningCounts meaning = audit.byMeaning();
        if (meaning != null) {
            share(maxLabelFlips, meaning.labelFlips(), meaning.embedded(), "likely label flips", reasons);
            share(maxOutliers, meaning.outliers(), meaning.embedded(), "outliers", reasons);
        } else if (maxLabelFlips != null || maxOutliers != null) {
            reasons.add("Its newest audit compared no records by meaning. Audit it again.");
        }
        return reasons;
    }

    private static void share(@Nullable Double most, long count, long of, String what, List<String> reasons) {
        if (most != null && count > most * of) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%.1f %% of the records are %s. The policy allows %.1f %%.",
                    PERCENT * count / of,
                    what,
                    PERCENT * most));
        }
    }
}
