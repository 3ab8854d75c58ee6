package io.plumbline.personaldata.scan;

import io.plumbline.personaldata.detect.Scoring;
import io.plumbline.personaldata.scan.PatternRecognizer.Need;
import org.jspecify.annotations.Nullable;

/// Decides whether a match of a form is a finding, and its score: by its checksum, the words near it and the
/// [Proof] that its recognizer requires.
final class MatchReport {

    private final PatternRecognizer recognizer;
    private final Form form;
    private final Match match;
    private final Spans spans;

    MatchReport(FormEntry entry, Match match, Spans spans) {
        this.recognizer = entry.recognizer();
        this.form = entry.form();
        this.match = match;
        this.spans = spans;
    }

    /// Whether a match is complete at its position, and in the right case.
    static boolean isWhole(PatternRecognizer recognizer, Match match, Spans spans) {
        if (recognizer.standsApart() && match.isOpen()) {
            spans.unsettled(match.start());
        }
        return !(recognizer.standsApart() && match.isJoined()) && !(recognizer.isUpperCase() && match.hasLowerCase());
    }

    /// @param asked whether its entity is requested by name, in which case its form decides the score
    void report(boolean asked) {
        Validity validity = recognizer.judge(recognizer.isAsWritten() ? match.asWritten() : match.compact());
        if (asked) {
            if (validity != Validity.INVALID) {
                foundIfNeeded(validity, contextWord(validity));
            }
        } else if (validity != Validity.INVALID) {
            reportCarefully(validity);
        } else if (recognizer.isFoundWhenAnnounced()) {
            reportAnnounced();
        }
    }

    private void reportCarefully(Validity validity) {
        Proof needed = recognizer.proof();
        if (needed != Proof.ITSELF) {
            if (match.isOpen()) {
                spans.unsettled(match.start());
            }
            if (match.isPartOfNumber()) {
                return;
            }
        }
        boolean proven = needed == Proof.ITSELF
                || (needed != Proof.CONTEXT
                        && (validity == Validity.VALID || form.score() >= PatternScores.SPEAKS_FOR_ITSELF)
                        && !match.isNumber());
        boolean strict = form.score() >= PatternScores.STRICT;
        boolean suspected = proven && needed != Proof.ITSELF && !strict && match.isMostlyDigits();
        String word = proven && !suspected ? contextWord(validity) : wordNearby();
        if (suspected && word == null) {
            found(validity, null, PatternScores.UNSUPPORTED);
        } else if (proven || word != null) {
            foundIfNeeded(validity, word);
        }
    }

    /// Its own word directly precedes it; it is therefore meant as one, whatever its rules decide.
    private void reportAnnounced() {
        String word = spans.announcement(recognizer.context(), match.text(), match.start());
        if (word != null && !match.isPartOfNumber()) {
            if (match.isOpen()) {
                spans.unsettled(match.start());
            }
            spans.found(
                    recognizer,
                    match.start(),
                    match.end(),
                    PatternScores.ANNOUNCED,
                    new Scoring(form.name(), form.score(), Boolean.FALSE, word));
        }
    }

    private @Nullable String contextWord(Validity validity) {
        if (recognizer.need() == Need.LABEL) {
            return label();
        }
        return validity == Validity.VALID ? null : wordNearby();
    }

    private @Nullable String label() {
        String before = spans.label(recognizer, match.text(), match.start());
        String found = before != null
                ? before
                : spans.follower(recognizer.following(), match.text(), match.start(), match.end());
        boolean amount = found != null
                && recognizer.isUnmeasured()
                && spans.isMeasured(match.text(), match.start(), match.end());
        return amount ? null : found;
    }

    private @Nullable String wordNearby() {
        return spans.contextWord(recognizer.context(), match.text(), match.start(), match.end());
    }

    /// Reports it with a word where the recognizer needs one and no checksum makes it certain.
    private void foundIfNeeded(Validity validity, @Nullable String word) {
        if (word != null || validity == Validity.VALID || recognizer.need() == Need.NONE) {
            found(validity, word);
        }
    }

    private void found(Validity validity, @Nullable String word) {
        found(
                validity,
                word,
                PatternScores.inContext(
                        validity == Validity.VALID ? PatternScores.CERTAIN : form.score(), word != null));
    }

    private void found(Validity validity, @Nullable String word, double score) {
        boolean valid = validity == Validity.VALID;
        spans.found(
                recognizer,
                recognizer.entityAfter(word),
                match.start(),
                match.end(),
                score,
                new Scoring(form.name(), form.score(), valid ? Boolean.TRUE : null, word));
    }
}
