package io.plumbline.gateway.guard.answer;

import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.guardrails.output.leak.CanaryEraser;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.guardrails.spotlight.Spotlight;
import io.plumbline.guardrails.spotlight.SpotlightEraser;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.document.JsonStrings;
import io.plumbline.personaldata.placeholder.StreamRestorer;
import io.plumbline.personaldata.redact.Action;
import io.plumbline.personaldata.redact.StreamRedactor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Guards one channel of a streamed answer: a choice's content, or the arguments of one of its tool calls. Pieces
/// may be cut anywhere; the output equals that of the whole text. Only text that may still become part of a
/// finding is held back. Keeps the channel's text for storage: redacted, with placeholders for the caller's own
/// values. Not thread-safe.
public final class ChannelGuard {

    private static final int MAX_REMEMBERED = 1_000_000;

    private final @Nullable StreamRedactor redactor;
    private final StreamRestorer restorer;
    private final StageRules rules;
    private final GuardReport report;
    private final AnswerQuestions questions;
    private final boolean json;
    private final @Nullable AnswerGate gate;
    private final CanaryEraser eraser;
    private final StringBuilder remembered = new StringBuilder();
    /// Text that has arrived and is not released yet, unmodified.
    private final StringBuilder kept = new StringBuilder();

    private boolean rewritten;
    private @Nullable SpotlightEraser marks;
    private String rest = "";
    private int noted;
    private long taken;
    private long given;

    /// @param json whether it carries JSON
    /// @param gate releases inspected text; null if nothing is held back for inspection
    /// @param eraser removes marks of the system prompt, whatever the policy sets for them
    /// @param questions records what requires an approval, before any of it is released
    ChannelGuard(
            @Nullable StreamRedactor redactor,
            StreamRestorer restorer,
            boolean json,
            @Nullable AnswerGate gate,
            CanaryEraser eraser,
            StageRules rules,
            GuardReport report,
            AnswerQuestions questions) {
        this.redactor = redactor;
        this.restorer = restorer;
        this.json = json;
        this.gate = gate;
        this.eraser = eraser;
        this.rules = rules;
        this.report = report;
        this.questions = questions;
    }

    /// Removes these marks before anything else is inspected.
    ChannelGuard erasing(@Nullable Spotlight spotlight) {
        marks = spotlight == null ? null : spotlight.eraser();
        return this;
    }

    public String push(String piece) {
        long start = System.nanoTime();
        String out = guarded(marks == null ? piece : marks.push(piece));
        compare(piece, out);
        taken += piece.length();
        given += out.length();
        report.took(System.nanoTime() - start);
        return out;
    }

    /// Compares the contents and not the lengths, since a replacement may be as long as the original.
    private void compare(String piece, String out) {
        if (rewritten || (kept.isEmpty() && out.equals(piece))) {
            return;
        }
        kept.append(piece);
        rewritten = kept.length() < out.length() || !out.contentEquals(kept.subSequence(0, out.length()));
        kept.delete(0, rewritten ? kept.length() : out.length());
    }

    private String guarded(String piece) {
        String redacted = redactor == null ? piece : redactor.push(piece);
        ask();
        noteTime();
        remember(redacted);
        return restorer.push(eraser.push(gate == null ? redacted : gate.push(redacted)));
    }

    /// Ends the channel. [#rest] returns the text held back.
    public void end() {
        String unmarked = marks == null ? "" : guarded(marks.finish());
        String last = redactor == null ? "" : redactor.finish();
        ask();
        noteTime();
        remember(last);
        String passed = gate == null ? last : gate.push(last) + gate.finish();
        rest = unmarked + restorer.push(eraser.push(passed) + eraser.finish()) + restorer.finish();
        given += rest.length();
        report.withheld(restorer.withheld());
        if (redactor != null) {
            report.add(Stage.OUTPUT, redactor.findings(), rules);
        }
    }

    private void noteTime() {
        if (redactor != null && redactor.isOutOfTime()) {
            report.notLookedAt();
            questions.ranOutOfTime();
        }
    }

    /// Returns the text held back until the end.
    public String rest() {
        return rest;
    }

    private void ask() {
        if (redactor == null || !redactor.decision().stops()) {
            return;
        }
        List<Finding> findings = redactor.findings();
        if (findings.size() > noted) {
            noted = findings.size();
            questions.note(findings, rules);
        }
    }

    private void remember(String redacted) {
        if (remembered.length() < MAX_REMEMBERED) {
            remembered.append(redacted);
        }
    }

    /// Whether the policy ends the answer here.
    public boolean isStopped() {
        return (gate != null && gate.isStopped()) || (redactor != null && redactor.decision() == Action.BLOCK);
    }

    /// Returns the policy's message for the client; null if it has none or does not end the answer.
    public @Nullable String stopMessage() {
        if (gate != null && gate.isStopped()) {
            return gate.stopMessage();
        }
        return redactor == null ? null : StopMessage.of(redactor.findings(), rules);
    }

    /// Whether everything was released unmodified, so that metadata of the pieces stays valid.
    public boolean isUntouched() {
        return !rewritten && kept.isEmpty();
    }

    /// Returns the number of characters received.
    public long taken() {
        return taken;
    }

    /// Returns the number of characters allowed.
    public long given() {
        return given;
    }

    /// Returns the text as words.
    public String words() {
        String text = remembered.toString();
        return json ? JsonStrings.joined(text) : text;
    }

    /// Returns the text for storage.
    public CharSequence remembered() {
        return remembered;
    }
}
