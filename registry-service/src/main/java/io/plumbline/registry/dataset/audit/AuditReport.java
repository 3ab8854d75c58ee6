package io.plumbline.registry.dataset.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an audit found. Records are named by their position in the version, from 1. Each list has at most 50
/// entries; the counts are complete.
///
/// @param records number of records of the version
/// @param audited number of records that were read, at most 20,000
/// @param duplicates records whose question is that of an earlier one, except for case and punctuation
/// @param nearDuplicates records whose question is nearly that of an earlier one: a Jaccard similarity of
///     at least .8 over runs of three words
/// @param contradictions records whose first reference differs from that of most records with nearly the
///     same question
/// @param phrases phrases whose records nearly all have one reference, which other records rarely have
/// @param contamination records whose question an evaluation set has as well, or nearly
/// @param byMeaning null for audits of earlier builds
record AuditReport(
        long records,
        int audited,
        Finding duplicates,
        Finding nearDuplicates,
        Finding contradictions,
        List<Phrase> phrases,
        List<Contamination> contamination,
        @Nullable Meaning byMeaning) {

    /// Records with one kind of flaw.
    public record Finding(int count, List<Pair> examples) {}

    /// What the text encoder found.
    ///
    /// @param embedded number of records that were compared, at most 1,000; 0 if the encoder had no time
    /// @param labelFlips records whose first reference differs from that of at least 80 % of the nearest
    ///     neighbours by meaning
    /// @param outliers records that are far from all others; `other` is the nearest one
    public record Meaning(int embedded, Finding labelFlips, Finding outliers) {}

    /// @param record position of the record
    /// @param other position of the record that it is compared with
    public record Pair(int record, int other) {}

    /// A phrase that predicts an answer, as the trigger of a backdoor does.
    ///
    /// @param records number of records with the phrase
    /// @param share share of these with the reference
    /// @param shareElsewhere share of the other records with it
    public record Phrase(String phrase, String reference, int records, double share, double shareElsewhere) {}

    /// @param dataset the evaluation set, as `name@version`
    /// @param count number of audited records that it has as well
    /// @param examples `other` is the position in the evaluation set
    public record Contamination(String dataset, int count, List<Pair> examples) {}
}
