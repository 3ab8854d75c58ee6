package io.plumbline.gateway.guard;

import io.plumbline.embeddings.GrowingText;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.output.SafeRendering;
import io.plumbline.guardrails.policy.Action;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Looks at a streamed text sentence by sentence, each together with what was said just before, so that a stream flows
/// and yet ends at the first sentence that the policy blocks. Memory is bounded: a sentence without an end is cut where
/// a word ends.
///
/// Rules see the last 400 characters before a sentence, and where the encoder has not seen the window whole in
/// which those stand, from its beginning on. The encoder, where a rule needs it, sees a [GrowingText]; then short
/// sentences are looked at together, since what stands before them is encoded with each look.
final class SentenceGate implements AnswerGate {

    /// How much of what was said before is looked at again.
    private static final int CONTEXT = 400;

    private static final int LONGEST = 600;

    /// Shorter sentences than this wait for the next where the encoder looks at them.
    private static final int LEAST_ENCODED = GrowingText.LEAST_BEFORE / 2;

    private static final String FENCE = "```\n";

    private final Function<String, Inspection> look;
    private final @Nullable GrowingText encoded;
    private final StageRules rules;
    private final GuardReport report;
    private final AnswerQuestions questions;
    private final StringBuilder context = new StringBuilder();
    private final StringBuilder pending = new StringBuilder();
    /// Where in the context, or behind it, the first window begins that the encoder has not seen whole.
    private int open;

    private boolean fenced;
    private boolean stopped;
    private boolean asked;
    private @Nullable String stopMessage;

    /// @param look looks at the end of a text, through `encoded`
    /// @param encoded what the encoder sees; null without one
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

    /// Where the last complete sentence ends; where a word ends when there is none for too long; else 0.
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

    /// What is to be redacted in the new part, as far as it lies there.
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

    /// Whether a code block is opened in the first characters that is not closed there, or the other way round.
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
