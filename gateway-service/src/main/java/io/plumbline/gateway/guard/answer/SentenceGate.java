package io.plumbline.gateway.guard.answer;

import io.plumbline.embeddings.GrowingText;
import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.output.SafeRendering;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.redact.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Inspects a streamed text sentence by sentence, each together with the text before it. The stream flows, and it
/// ends at the first sentence that the policy blocks. Memory is bounded: an endless sentence is cut at the end of
/// a word.
///
/// Rules see the last 400 characters before a sentence, or more: from the beginning of the first window that the
/// encoder has not seen completely. If a rule needs the encoder, it sees a [GrowingText]. Short sentences are
/// then inspected together, since each inspection encodes the text before them.
final class SentenceGate implements AnswerGate {

    /// Length of the preceding text that is inspected again.
    private static final int CONTEXT = 400;

    private static final int LONGEST = 600;

    /// Shorter sentences wait for the next one if the encoder inspects them.
    private static final int LEAST_ENCODED = GrowingText.LEAST_BEFORE / 2;

    private static final String FENCE = "```\n";

    private final Function<String, Inspection> look;
    private final @Nullable GrowingText encoded;
    private final StageRules rules;
    private final GuardReport report;
    private final AnswerQuestions questions;
    private final StringBuilder context = new StringBuilder();
    private final StringBuilder pending = new StringBuilder();
    /// The position, in the context or behind it, of the first window that the encoder has not seen completely.
    private int open;

    private boolean fenced;
    private boolean stopped;
    private boolean asked;
    private @Nullable String stopMessage;

    /// @param look inspects the end of a text, with `encoded`
    /// @param encoded the encoder's input; null without an encoder
    SentenceGate(
            Function<String, Inspection> look,
            @Nullable GrowingText encoded,
            StageRules rules,
            GuardReport report,
            AnswerQuestions questions) {
        this.look = look;
        this.encoded = encoded;
        this.rules = rules;
        this.report = report;
        this.questions = questions;
    }

    @Override
    public String push(String piece) {
        if (stopped) {
            return "";
        }
        pending.append(piece);
        int end = sentenceEnd();
        return end == 0 ? "" : judge(end);
    }

    @Override
    public String finish() {
        return stopped || pending.isEmpty() ? "" : judge(pending.length());
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }

    @Override
    public @Nullable String stopMessage() {
        return stopMessage;
    }

    /// Returns the end of the last complete sentence; the end of a word if there is none for too long; otherwise
    /// 0.
    private int sentenceEnd() {
        int least = encoded != null && encoded.isUsed() ? LEAST_ENCODED : 1;
        for (int i = pending.length() - 1; i >= least; i--) {
            char c = pending.charAt(i - 1);
            boolean sentence = ".!?:;".indexOf(c) >= 0 && Character.isWhitespace(pending.charAt(i));
            if (sentence || c == '\n' || "。！？".indexOf(c) >= 0) {
                return i;
            }
        }
        if (pending.length() < LONGEST) {
            return 0;
        }
        for (int i = pending.length(); i > LONGEST / 2; i--) {
            if (Character.isWhitespace(pending.charAt(i - 1))) {
                return i;
            }
        }
        return Character.isHighSurrogate(pending.charAt(pending.length() - 1))
                ? pending.length() - 1
                : pending.length();
    }

    private String judge(int end) {
        String fresh = pending.substring(0, end);
        pending.delete(0, end);
        String fence = fenced ? FENCE : "";
        String before = fence + context;
        String text = before + fresh;
        if (encoded != null) {
            encoded.grow(text, fence.length() + open, before.length());
        }
        Inspection inspection = look.apply(text);
        open = (encoded == null ? text.length() : encoded.open()) - fence.length();
        Action decision = inspection.decision();
        if (decision == Action.BLOCK || (decision == Action.ASK && !asked)) {
            report.add(Stage.OUTPUT, inspection);
        }
        if (!questions.passes(inspection)) {
            stopped = true;
            stopMessage = StopMessage.of(inspection.findings(), inspection.rules());
            pending.setLength(0);
            return "";
        }
        asked |= decision == Action.ASK;
        remember(fresh);
        return SafeRendering.render(fresh, redacted(inspection.findings(), before.length(), fresh.length()));
    }

    /// Returns the redactions that lie in the new part, clipped to it.
    private List<Finding> redacted(List<Finding> findings, int from, int length) {
        List<Finding> redacted = new ArrayList<>();
        for (Finding finding : findings) {
            int end = Math.min(finding.end() - from, length);
            if (end > 0 && rules.actionFor(finding) == Action.REDACT) {
                redacted.add(finding.at(Math.max(0, finding.start() - from), end));
            }
        }
        return redacted;
    }

    private void remember(String fresh) {
        context.append(fresh);
        int surplus = Math.min(open, context.length() - CONTEXT);
        if (surplus > 0) {
            int cut = surplus;
            while (cut < open && context.charAt(cut - 1) > ' ') {
                cut++;
            }
            fenced ^= hasOddFences(context, cut);
            context.delete(0, cut);
            open -= cut;
        }
    }

    /// Whether an odd number of code fences precedes this position.
    private static boolean hasOddFences(CharSequence text, int end) {
        boolean odd = false;
        for (int i = 0; i + 3 <= end; i++) {
            boolean starts = i == 0 || text.charAt(i - 1) == '\n';
            if (starts && text.charAt(i) == '`' && text.charAt(i + 1) == '`' && text.charAt(i + 2) == '`') {
                odd = !odd;
            }
        }
        return odd;
    }
}
