package io.plumbline.guardrails.redact;

import io.plumbline.guardrails.detect.Deadline;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.policy.Action;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.guardrails.redact.Redaction.Output;
import io.plumbline.guardrails.scan.SpanScanner;
import io.plumbline.guardrails.scan.Spans;
import java.util.ArrayList;
import java.util.List;

/// The part of a growing text that is not yet given on, and as much before it as recognizers look back at.
///
/// Three places move forward through it: what was given on ends at `given`; findings that begin before
/// `scanned` are final and have entered the sweep; the text ends at the window's length. Between `given` and
/// `scanned` lies at most the undecided finding of the sweep, which counts offsets from the beginning of the
/// text, not of the window.
final class RedactionWindow {

    private static final int TRIM_AT = 1024;

    private final SpanScanner scanner;
    private final Redaction redaction;
    private final Deadline deadline;
    private final Piece output;
    private final StringBuilder text = new StringBuilder();
    private final List<Finding> findings = new ArrayList<>();
    private OverlapSweep sweep;
    private Action decision = Action.ALLOW;
    private int given;
    private int scanned;
    private int dropped;

    /// Where the window writes to.
    interface Piece extends Output {
        /// The first characters of the window are gone; indexes count from what follows them.
        void drop(int characters);
    }

    RedactionWindow(SpanScanner scanner, StageRules rules, PlaceholderVault vault, Deadline deadline, Piece output) {
        this.scanner = scanner.restrictedTo(rules.effective());
        this.redaction = new Redaction(rules, vault);
        this.deadline = deadline;
        this.output = output;
        this.sweep = new OverlapSweep(rules, this::settled);
    }

    StringBuilder text() {
        return text;
    }

    /// Starts a new text. What stands to its left is context, looked at and not given on.
    void restart(CharSequence context) {
        output.drop(text.length());
        text.setLength(0);
        text.append(context);
        given = text.length();
        scanned = given;
        dropped = -given;
        sweep = new OverlapSweep(redaction.rules(), this::settled);
    }

    /// Gives on what can no longer change.
    void advance() {
        step(false);
    }

    /// Gives on everything: the text is complete.
    void complete() {
        step(true);
    }

    boolean isStopped() {
        return decision.stops();
    }

    Action decision() {
        return decision;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    private void step(boolean complete) {
        if (isStopped()) {
            return;
        }
        Spans spans = scanner.scan(text, scanned, deadline);
        int end = complete ? text.length() : Math.max(scanned, spans.unsettledFrom());
        for (Finding finding : spans.findings()) {
            if (finding.start() >= end || isStopped()) {
                break;
            }
            if (redaction.rules().actionFor(finding) != Action.ALLOW) {
                sweep.offer(finding.at(finding.start() + dropped, finding.end() + dropped));
            }
        }
        if (!isStopped()) {
            sweep.settle(end + dropped);
        }
        if (!isStopped()) {
            given = redaction.keep(text, given, sweep.undecidedFrom(end + dropped) - dropped, complete, output);
            scanned = end;
            trim();
        }
    }

    private void settled(Finding finding) {
        if (isStopped()) {
            return;
        }
        Action action = redaction.rules().actionFor(finding);
        decision = decision.or(action);
        findings.add(finding);
        if (action == Action.FLAG) {
            return;
        }
        int start = finding.start() - dropped;
        given = redaction.keep(text, given, start, true, output);
        if (action == Action.REDACT) {
            int end = finding.end() - dropped;
            output.replace(redaction.replacement(finding, text.substring(start, end)));
            given = end;
        }
    }

    private void trim() {
        int unneeded = Math.min(given, scanned - SpanScanner.LOOKBEHIND);
        if (unneeded >= TRIM_AT) {
            text.delete(0, unneeded);
            output.drop(unneeded);
            given -= unneeded;
            scanned -= unneeded;
            dropped += unneeded;
        }
    }
}
