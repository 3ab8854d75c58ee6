package io.plumbline.personaldata.redact;

import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.redact.Redaction.Output;
import io.plumbline.personaldata.scan.SpanScanner;
import io.plumbline.personaldata.scan.Spans;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The part of a growing text that is not yet passed on, and as much before it as recognizers may read.
///
/// Positions move forward through it. Text passed on ends at `given`. Spans that begin before `scanned` are
/// final, and so are findings of whole-passage detectors before `looked`: findings that begin before both enter
/// the sweep, which holds at most one undecided finding. Findings count from the beginning of the text, not of
/// the window.
final class RedactionWindow {

    private static final int TRIM_AT = 256;

    /// A held-back tail is read again only when it has grown by a part of its length, which keeps the total
    /// reading linear in it. Short tails are read each time.
    private static final int SHORT_TAIL = 64;

    private static final int GROWTH = 8;

    private final SpanScanner scanner;
    private final Redaction redaction;
    private final Passages passages;
    private final Deadline deadline;
    private final Piece output;
    private final StringBuilder text = new StringBuilder();
    private final List<Finding> findings = new ArrayList<>();
    private final Deque<Finding> spans = new ArrayDeque<>();
    private final Deque<Finding> seen = new ArrayDeque<>();
    private final SegmentCutter cutter = new SegmentCutter();
    private OverlapSweep sweep;
    private Action decision = Action.ALLOW;
    private boolean outOfTime;
    private int given;
    private int scanned;
    private int read;
    private int dropped;

    /// The output of the window.
    interface Piece extends Output {
        /// Removes the first characters of the window; indexes count from what follows them.
        void drop(int characters);
    }

    RedactionWindow(SpanScanner scanner, Redaction redaction, Passages passages, Deadline deadline, Piece output) {
        this.scanner = scanner.restrictedTo(redaction.rules().effective());
        this.redaction = redaction;
        this.passages = passages;
        this.deadline = deadline;
        this.output = output;
        this.sweep = new OverlapSweep(redaction.rules(), this::settled);
    }

    StringBuilder text() {
        return text;
    }

    /// Starts a new text. The text to its left is context: read, but not passed on.
    void restart(CharSequence context) {
        output.drop(text.length());
        text.setLength(0);
        text.append(context);
        given = text.length();
        scanned = given;
        read = 0;
        dropped = -given;
        cutter.restart(0);
        spans.clear();
        seen.clear();
        sweep = new OverlapSweep(redaction.rules(), this::settled);
    }

    /// Passes on what can no longer change.
    void advance() {
        step(false);
    }

    /// Passes on everything: the text is complete.
    void complete() {
        step(true);
    }

    boolean isStopped() {
        return redaction.ends(decision);
    }

    /// Whether it stopped because a detector had no time.
    boolean isOutOfTime() {
        return outOfTime;
    }

    Action decision() {
        return decision;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /// The findings since the last call.
    List<Finding> takeFindings() {
        if (findings.isEmpty()) {
            return List.of();
        }
        List<Finding> taken = List.copyOf(findings);
        findings.clear();
        return taken;
    }

    private void step(boolean complete) {
        if (isStopped()) {
            return;
        }
        scan(complete);
        int end = scanned;
        if (passages.areNeeded()) {
            look(complete);
            end = Math.min(end, Math.max(given, cutter.from()));
        }
        sweep(end);
        if (!isStopped()) {
            given = redaction.keep(text, given, sweep.undecidedFrom(end + dropped) - dropped, complete, output);
            trim();
        }
    }

    private void scan(boolean complete) {
        int tail = text.length() - scanned;
        if (!complete && tail > SHORT_TAIL && (text.length() - read) * GROWTH < tail) {
            return;
        }
        Spans found = scanner.scan(text, scanned, deadline);
        int end = complete ? text.length() : Math.max(scanned, found.unsettledFrom());
        for (Finding finding : found.findings()) {
            if (finding.start() >= end) {
                break;
            }
            enter(finding, finding.start(), finding.end(), spans);
        }
        scanned = end;
        read = text.length();
    }

    private void look(boolean complete) {
        try {
            int from = cutter.from();
            while (cutter.next(text, complete)) {
                look(from);
                from = cutter.from();
            }
        } catch (Passages.UnansweredException e) {
            decision = Action.BLOCK;
            outOfTime = e.isOutOfTime();
        }
    }

    private void look(int from) {
        if (!maySpeakOfSomebody(Math.max(given, from), cutter.seen())) {
            return;
        }
        for (Finding finding : passages.look(text.substring(from, cutter.seen()))) {
            int start = Math.max(given, finding.start() + from);
            int end = finding.end() + from;
            if (start < cutter.end() && start < end) {
                enter(finding, start, end, seen);
            }
        }
    }

    /// A single word in lower case, as in most machine-generated values, names nobody; nor does a number.
    private boolean maySpeakOfSomebody(int from, int to) {
        boolean word = false;
        boolean space = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (Character.isLetter(c)) {
                if (space || !Character.isLowerCase(c)) {
                    return true;
                }
                word = true;
            } else {
                space |= word && Character.isWhitespace(c);
            }
        }
        return false;
    }

    private void enter(Finding finding, int start, int end, Deque<Finding> into) {
        if (redaction.rules().actionFor(finding) != Action.ALLOW) {
            into.add(finding.at(start + dropped, end + dropped));
        }
    }

    /// Offers findings that begin before a position, and settles those that end there.
    private void sweep(int end) {
        int place = end + dropped;
        while (!isStopped()) {
            Deque<Finding> next = first(spans) <= first(seen) ? spans : seen;
            if (first(next) >= place) {
                break;
            }
            sweep.offer(next.remove());
        }
        if (!isStopped()) {
            sweep.settle(place);
        }
    }

    private static int first(Deque<Finding> findings) {
        Finding first = findings.peek();
        return first == null ? Integer.MAX_VALUE : first.start();
    }

    private void settled(Finding finding) {
        if (isStopped() || redaction.isInvented(text, finding.start() - dropped, finding.end() - dropped)) {
            return;
        }
        Action action = redaction.rules().actionFor(finding);
        decision = decision.or(action);
        findings.add(finding);
        if (action != Action.REDACT && !redaction.ends(action)) {
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
        int most = Math.min(given, scanned - SpanScanner.LOOKBEHIND);
        if (passages.areNeeded()) {
            most = Math.min(most, cutter.from());
        }
        if (most < TRIM_AT) {
            return;
        }
        int unneeded = Math.min(most, Lookbehind.from(text, scanned));
        if (unneeded >= TRIM_AT) {
            text.delete(0, unneeded);
            output.drop(unneeded);
            given -= unneeded;
            scanned -= unneeded;
            read -= unneeded;
            cutter.drop(unneeded);
            dropped += unneeded;
        }
    }
}
