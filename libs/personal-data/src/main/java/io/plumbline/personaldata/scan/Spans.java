package io.plumbline.personaldata.scan;

import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.Scoring;
import io.plumbline.personaldata.scan.context.ContextWords;
import io.plumbline.personaldata.scan.context.Units;
import io.plumbline.personaldata.scan.context.Vicinity;
import io.plumbline.personaldata.scan.context.Word;
import io.plumbline.personaldata.text.Unveiled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Collects the findings of the recognizers in one scan, and up to where they are final. Not thread-safe; one per
/// scan. Allocates nothing until the first finding.
public final class Spans {

    private static final Word[] NO_WORDS = {};
    private static final Comparator<Finding> BY_START = Comparator.comparingInt(Finding::start);

    private final int from;
    private int unsettledFrom = Integer.MAX_VALUE;
    private boolean sorted = true;
    private @Nullable List<Finding> findings;
    private final Word[] given;
    private @Nullable Matches matches;
    private Vicinity.@Nullable Glance glance;
    private Word @Nullable [] wordsBefore;
    private int wordsBeforeStart;
    private Word @Nullable [] wordsAfter;
    private int wordsAfterEnd;

    Spans(int from) {
        this(from, NO_WORDS);
    }

    /// @param given context words from the caller, folded
    Spans(int from, Word[] given) {
        this.from = from;
        this.given = given;
    }

    /// The context word near a span, or among those from the caller; null if there is none. Inspects the words
    /// before it and the first few after.
    public @Nullable String contextWord(ContextWords words, CharSequence text, int start, int end) {
        if (words.isEmpty()) {
            return null;
        }
        String found = mayEndBefore(words, Vicinity.NEAREST, text, start)
                ? words.in(wordsBefore(text, start), Vicinity.NEAREST)
                : null;
        if (found == null) {
            found = words.in(given, given.length);
        }
        return found != null ? found : contextWordAfter(words, text, start, end);
    }

    /// The context word directly before a position, disregarding one word such as `number` or `is`; null if there
    /// is none.
    @Nullable
    String announcement(ContextWords words, CharSequence text, int start) {
        return mayEndBefore(words, Vicinity.RIGHT_BEFORE, text, start)
                ? words.in(wordsBefore(text, start), Vicinity.RIGHT_BEFORE)
                : null;
    }

    /// The label of a recognizer directly before a span: a phrase that ends among the last few words, with no
    /// digit between and, if the recognizer requires it, in the same sentence; or a word from the caller.
    @Nullable
    String label(PatternRecognizer recognizer, CharSequence text, int start) {
        return recognizer.isJoined() && !Vicinity.followsWord(text, start)
                ? recognizer.context().in(given, given.length)
                : label(recognizer.context(), recognizer.nearest(), recognizer.isInSentence(), text, start);
    }

    /// The one of these labels that ends among the last few words before a position, with no digit between; or a
    /// word from the caller; null if there is none.
    ///
    /// @param nearest    the number of words among which it must end
    /// @param inSentence whether labels in other sentences or lines are ignored
    public @Nullable String label(ContextWords labels, int nearest, boolean inSentence, CharSequence text, int start) {
        String found = null;
        if (mayEndBefore(labels, nearest, text, start)) {
            Word[] words = wordsBefore(text, start);
            int within = Vicinity.sinceCut(text, start, words, inSentence);
            found = labels.in(words, Math.min(nearest, within));
        }
        return found != null ? found : labels.in(given, given.length);
    }

    /// The one of these words among the first few after a span; null if there is none.
    @Nullable
    String follower(ContextWords words, CharSequence text, int start, int end) {
        return words.isEmpty() ? null : contextWordAfter(words, text, start, end);
    }

    /// Whether a unit or a currency follows a span, which makes it an amount.
    public boolean isMeasured(CharSequence text, int start, int end) {
        if (text.length() - end < Vicinity.AHEAD) {
            unsettled(start);
        }
        return Units.stand(text, end);
    }

    private boolean mayEndBefore(ContextWords words, int nearest, CharSequence text, int start) {
        if (nearest > Vicinity.NEAREST) {
            return Vicinity.mayEndBefore(text, start, words, nearest);
        }
        Vicinity.Glance known = glance;
        if (known == null) {
            known = new Vicinity.Glance();
            glance = known;
        }
        return known.mayEndBefore(text, start, words, nearest);
    }

    /// A buffer for matches.
    Matches matches() {
        Matches room = matches;
        if (room == null) {
            room = new Matches();
            matches = room;
        }
        return room;
    }

    private Word[] wordsBefore(CharSequence text, int start) {
        Word[] known = wordsBefore;
        if (known == null || wordsBeforeStart != start) {
            known = Vicinity.wordsBefore(text, start);
            wordsBefore = known;
            wordsBeforeStart = start;
        }
        return known;
    }

    private @Nullable String contextWordAfter(ContextWords words, CharSequence text, int start, int end) {
        if (text.length() - end < Vicinity.AHEAD) {
            unsettled(start);
        }
        if (wordsAfter == null || wordsAfterEnd != end) {
            wordsAfter = Vicinity.wordsAfter(text, end);
            wordsAfterEnd = end;
        }
        return words.in(wordsAfter, Vicinity.NEAREST);
    }

    /// Reports a span. Ignores spans that begin before the start of the scan: an earlier scan reported them.
    public void found(Recognizer by, int start, int end, double score, String explanation) {
        found(by, by.entityType(), start, end, score, explanation);
    }

    /// Reports a span of one of the recognizer's entities with the computation of its score.
    public void found(Recognizer by, String entityType, int start, int end, double score, String explanation) {
        add(new Finding(by.name(), by.category(), entityType, start, end, score, explanation));
    }

    /// Reports a span with the computation of its score.
    public void found(Recognizer by, int start, int end, double score, Scoring scoring) {
        found(by, by.entityType(), start, end, score, scoring);
    }

    /// Reports a span of one of the recognizer's entities.
    public void found(Recognizer by, String entityType, int start, int end, double score, Scoring scoring) {
        add(new Finding(
                by.name(), by.category(), entityType, start, end, score, "matched " + scoring.pattern(), scoring));
    }

    private void add(Finding finding) {
        int start = finding.start();
        if (start < from) {
            return;
        }
        if (findings == null) {
            findings = new ArrayList<>();
        } else if (start < findings.getLast().start()) {
            sorted = false;
        }
        findings.add(finding);
    }

    /// Takes over the findings in the unveiled text.
    void unveiled(Spans found, Unveiled clear) {
        found.findings().forEach(finding -> {
            int start = clear.start(finding.start());
            if (findings == null) {
                findings = new ArrayList<>();
            }
            findings.add(finding.at(start, clear.end(finding.end())));
        });
        unsettled(clear.start(found.unsettledFrom()));
    }

    /// Takes over the findings of another scan of the same text.
    void join(Spans others) {
        others.findings().forEach(this::add);
        unsettled(others.unsettledFrom);
    }

    /// Removes findings.
    void removeIf(Predicate<Finding> unwanted) {
        if (findings != null) {
            findings.removeIf(unwanted);
        }
    }

    /// Declares that findings from this position on may change when more text arrives.
    public void unsettled(int at) {
        unsettledFrom = Math.min(unsettledFrom, at);
    }

    /// Findings that begin before this position are final.
    public int unsettledFrom() {
        return unsettledFrom;
    }

    /// The findings, in order of start.
    public List<Finding> findings() {
        if (findings == null) {
            return List.of();
        }
        if (!sorted) {
            findings.sort(BY_START);
            sorted = true;
        }
        return findings;
    }
}
