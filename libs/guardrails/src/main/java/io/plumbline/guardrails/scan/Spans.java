package io.plumbline.guardrails.scan;

import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.detect.Scoring;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects what the recognizers find in one scan, and how far the answer can no longer change. Not
/// thread-safe; one per scan. Allocates nothing until something is found.
public final class Spans {

    private static final String[] NO_WORDS = {};
    private static final Comparator<Finding> BY_START = Comparator.comparingInt(Finding::start);

    private final int from;
    private int unsettledFrom = Integer.MAX_VALUE;
    private boolean sorted = true;
    private @Nullable List<Finding> findings;
    private final String[] given;
    private @Nullable Vicinity vicinity;
    private int vicinityStart = -1;
    private int vicinityEnd = -1;

    Spans(int from) {
        this(from, NO_WORDS);
    }

    /// @param given words of context that the caller knows, folded
    Spans(int from, String[] given) {
        this.from = from;
        this.given = given;
    }

    /// The word of context near a span, or among those that the caller gave; null if there is none. Looks at the
    /// words before it and at the first few after.
    public @Nullable String contextWord(ContextWords words, CharSequence text, int start, int end) {
        if (words.isEmpty()) {
            return null;
        }
        if (text.length() - end < Vicinity.AHEAD) {
            unsettled(start);
        }
        Vicinity near = vicinity;
        if (near == null || vicinityStart != start || vicinityEnd != end) {
            near = Vicinity.of(text, start, end);
            vicinity = near;
            vicinityStart = start;
            vicinityEnd = end;
        }
        String found = words.in(near);
        return found != null ? found : words.in(given, given.length);
    }

    /// Reports a span. Spans that begin before the place where the scan began were reported by an earlier scan.
    public void found(Recognizer by, int start, int end, double score, String explanation) {
        add(new Finding(by.name(), by.category(), by.entityType(), start, end, score, explanation));
    }

    /// Reports a span of which it is known how its score came about.
    public void found(Recognizer by, int start, int end, double score, Scoring scoring) {
        add(new Finding(
                by.name(), by.category(), by.entityType(), start, end, score, "matched " + scoring.pattern(), scoring));
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

    /// Takes over what was found in the text behind a veil.
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

    /// Says that what begins at or after this place may look different once more text has come.
    public void unsettled(int at) {
        unsettledFrom = Math.min(unsettledFrom, at);
    }

    /// Whatever begins before this place is final.
    public int unsettledFrom() {
        return unsettledFrom;
    }

    /// What was found, in order of start.
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
