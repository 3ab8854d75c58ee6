package io.plumbline.guardrails.scan;

import io.plumbline.guardrails.detect.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects what the recognizers find in one scan, and how far the answer can no longer change. Not
/// thread-safe; one per scan. Allocates nothing until something is found.
public final class Spans {

    private static final Comparator<Finding> BY_START = Comparator.comparingInt(Finding::start);

    private final int from;
    private int unsettledFrom = Integer.MAX_VALUE;
    private boolean sorted = true;
    private @Nullable List<Finding> findings;

    Spans(int from) {
        this.from = from;
    }

    /// Reports a span. Spans that begin before the place where the scan began were reported by an earlier scan.
    public void found(Recognizer by, int start, int end, double score, String explanation) {
        if (start < from) {
            return;
        }
        if (findings == null) {
            findings = new ArrayList<>();
        } else if (start < findings.getLast().start()) {
            sorted = false;
        }
        findings.add(new Finding(by.name(), by.category(), by.entityType(), start, end, score, explanation));
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
