package io.plumbline.gateway.guard.answer;

import io.plumbline.gateway.guard.CleanTexts;
import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.gateway.guard.OutOfTime;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.output.leak.CanaryEraser;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.guardrails.spotlight.Spotlight;
import io.plumbline.guardrails.tool.ToolCall;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.placeholder.StreamRestorer;
import io.plumbline.personaldata.redact.Action;
import io.plumbline.personaldata.redact.StreamRedactor;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Guards one answer, whole or streamed. First redacts what the policy redacts, then restores the caller's own
/// values from their placeholders. In this order, those values are neither lost nor mistaken for the model's
/// words. Redacted values of the answer get placeholders of another vault, which nothing restores. Not
/// thread-safe.
public final class AnswerGuard {

    /// The categories that can be guarded in a stream piece by piece.
    private static final Set<Category> SPANS = EnumSet.of(Category.PII, Category.SECRET, Category.POLICY);

    private final GuardEngine engine;
    private final EffectivePolicy effective;
    private final GuardPolicy policy;
    private final StageRules rules;
    private final PlaceholderVault hidden;
    private final PlaceholderVault takenOut;
    private final GuardReport report;
    private final Surroundings surroundings;
    private final ToolGuard tools;
    private final boolean needsWhole;
    private final AnswerTexts texts;
    private final AnswerSentences sentences;
    private final boolean gated;
    private final AnswerQuestions questions = new AnswerQuestions();
    private final AnswerTime time;
    private @Nullable Spotlight spotlight;
    private @Nullable String stopMessage;

    AnswerGuard(
            GuardEngine engine,
            CleanTexts.OfTeam clean,
            EffectivePolicy effective,
            PlaceholderVault hidden,
            GuardReport report,
            Surroundings surroundings,
            ToolGuard tools) {
        this.engine = engine;
        this.effective = effective;
        this.policy = effective.whole();
        this.rules = policy.rules(Stage.OUTPUT);
        this.time = new AnswerTime(engine, policy.timeoutMs());
        this.hidden = hidden;
        this.takenOut = hidden.forAnswers();
        this.report = report;
        this.needsWhole = !SPANS.containsAll(rules.effective());
        this.surroundings = surroundings;
        this.tools = tools;
        this.texts = new AnswerTexts(engine, clean, surroundings, takenOut, time);
        this.sentences = new AnswerSentences(engine, effective, surroundings, report, questions);
        this.gated = sentences.mayChange();
    }

    /// Removes these marks before anything else is inspected.
    public AnswerGuard erasing(@Nullable Spotlight marks) {
        spotlight = marks;
        return this;
    }

    /// Declares that the answer is streamed.
    public AnswerGuard streamed() {
        time.streamed();
        return this;
    }

    /// Runs an inspection of text that is left out if it is not allowed. A timeout then does not stop the answer.
    ///
    /// @return the result of `look`: whether the text is allowed
    public boolean optionally(BooleanSupplier look) {
        return questions.optionally(look);
    }

    private void erase(TextPlace place) {
        if (spotlight != null && !place.isFixed()) {
            String marked = place.text();
            String plain = spotlight.erase(marked);
            if (!plain.equals(marked)) {
                place.replace(plain);
            }
        }
    }

    /// Redacts a complete text. Since no one sees the text, approval is impossible: what would require it is
    /// blocked. Nothing can be redacted in a fixed place.
    ///
    /// @return whether the text is allowed
    public boolean redact(TextPlace place) {
        return redact(place, effective.unasked());
    }

    /// Redacts a complete text that the approver of the answer sees.
    ///
    /// @return whether the text is allowed, with or without approval
    public boolean redactShown(TextPlace place) {
        return redact(place, place.isFixed() ? effective.unasked() : policy);
    }

    /// Inspects a fixed place without sentences: only with rules, and only for what a text contains.
    public boolean passesLoose(TextPlace place) {
        return redact(place, effective.loose());
    }

    private boolean redact(TextPlace place, GuardPolicy under) {
        erase(place);
        if (isIdle()) {
            return true;
        }
        long start = System.nanoTime();
        String text = place.text();
        Inspection inspection = texts.look(text, place, under);
        report.add(Stage.OUTPUT, inspection);
        boolean passes = questions.passes(inspection);
        if (passes && !inspection.text().equals(text)) {
            passes = !place.isFixed();
            if (passes) {
                place.replace(inspection.text());
            }
        }
        report.took(System.nanoTime() - start);
        noteMessage(inspection);
        return passes;
    }

    private void noteMessage(Inspection inspection) {
        if (stopMessage == null && inspection.decision() == Action.BLOCK) {
            stopMessage = StopMessage.of(inspection.findings(), inspection.rules());
        }
    }

    /// Returns the policy's message about the texts stopped since the last call of this method; null if it has
    /// none.
    public @Nullable String takeStopMessage() {
        String message = stopMessage;
        stopMessage = null;
        return message;
    }

    /// Redacts texts that no one sees, and restores the caller's own values.
    ///
    /// @param changed run if one of them changes
    /// @return whether they are allowed
    public boolean redactAndRestore(List<? extends TextPlace> places, Runnable changed) {
        for (TextPlace place : places) {
            String before = place.text();
            if (!redact(place)) {
                return false;
            }
            restore(place);
            if (!before.equals(place.text())) {
                changed.run();
            }
        }
        return true;
    }

    /// Whether a text of the answer was stopped only because there was no time to inspect it.
    public boolean isOutOfTime() {
        return questions.isOutOfTime();
    }

    /// Returns the problem for this case.
    public ProblemException outOfTime() {
        return OutOfTime.problem();
    }

    /// Whether the policy does nothing about answers.
    public boolean isIdle() {
        return rules.effective().isEmpty();
    }

    /// Whether tool calls must satisfy rules and therefore wait until they are complete.
    public boolean judgesTools() {
        return !tools.isIdle();
    }

    /// Returns the guard that applies the policy's rules to the answer's tool calls and knows whether one
    /// requires approval.
    public ToolGuard tools() {
        return tools;
    }

    /// Whether the answer may require an approval.
    public boolean mayAsk() {
        return rules.mayAsk() || tools.mayAsk();
    }

    /// Whether the answer requires an approval. Nothing more of it is sent then.
    public boolean isAsked() {
        return !questions.isEmpty() || tools.isAsked();
    }

    /// Returns what in its texts requires an approval, for error messages; empty if only tool calls do.
    public List<String> asked() {
        return questions.categories();
    }

    /// Whether a call is allowed, with or without approval.
    ///
    /// @param call with the caller's own values in it
    public boolean allows(ToolCall call) {
        return tools.allows(call);
    }

    /// Returns JSON with the caller's own values instead of their placeholders.
    public String restoredJson(String json) {
        return hidden.isEmpty() ? json : hidden.restoreJson(json);
    }

    /// Returns tool arguments as [#restore] will produce them.
    public String restoredArguments(String json) {
        if (hidden.isEmpty()) {
            return json;
        }
        StreamRestorer restorer = StreamRestorer.ofArguments(hidden, policy.egress(), true);
        return restorer.push(json) + restorer.finish();
    }

    /// Redacts the gateway's own words to the model about a request, which may quote values that the policy
    /// redacted there; null if they cannot be inspected.
    public @Nullable String hiding(String words) {
        Inspection inspection =
                engine.inspect(Stage.INPUT, words, effective.kept(), hidden, engine.deadline(effective.kept()));
        return inspection.failures().isEmpty() ? inspection.text() : null;
    }

    /// Whether no values of the caller were redacted that would have to be restored.
    public boolean restoresNothing() {
        return hidden.isEmpty();
    }

    /// Restores the caller's own values in a complete text, but not in addresses of hosts that the policy does
    /// not allow.
    public void restore(TextPlace place) {
        if (hidden.isEmpty()) {
            return;
        }
        boolean json = place.origin() == TextPlace.Origin.TOOL_ARGUMENTS;
        restore(
                place,
                json
                        ? StreamRestorer.ofArguments(hidden, policy.egress(), true)
                        : StreamRestorer.ofText(hidden, policy.egress()));
    }

    /// Restores the caller's own values in complete tool arguments.
    public void restoreInput(TextPlace place) {
        restore(place, StreamRestorer.ofArguments(hidden, policy.egress(), false));
    }

    private void restore(TextPlace place, StreamRestorer restorer) {
        if (place.isFixed()) {
            return;
        }
        long start = System.nanoTime();
        String text = place.text();
        String restored = restorer.push(text) + restorer.finish();
        if (!restored.equals(text)) {
            place.replace(restored);
        }
        report.withheld(restorer.withheld());
        report.took(System.nanoTime() - start);
    }

    /// Creates a guard of one channel of a stream, which redacts and restores. If the policy does more than flag
    /// what shows only in sentences, it releases each sentence once it is inspected. JSON is released only at its
    /// end.
    ///
    /// @param json whether the channel carries JSON, such as the arguments of a tool call
    public ChannelGuard channel(boolean json) {
        return channel(
                json,
                json
                        ? StreamRestorer.ofArguments(hidden, policy.egress(), true)
                        : StreamRestorer.ofText(hidden, policy.egress()));
    }

    /// Creates a guard of a channel of tool arguments.
    public ChannelGuard inputChannel() {
        return channel(false, StreamRestorer.ofArguments(hidden, policy.egress(), false));
    }

    private ChannelGuard channel(boolean json, StreamRestorer restorer) {
        if (rules.effective().isEmpty()) {
            return new ChannelGuard(null, restorer, json, null, new CanaryEraser(List.of()), rules, report, questions)
                    .erasing(spotlight);
        }
        StreamRedactor redactor = json
                ? engine.redactJson(Stage.OUTPUT, policy, takenOut)
                : engine.redactText(Stage.OUTPUT, policy, takenOut);
        CanaryEraser eraser = new CanaryEraser(surroundings.canaries());
        StreamRedactor past = rules.mayAsk() ? redactor.pastQuestions() : redactor;
        AnswerGate gate = gated ? sentences.gate(json) : null;
        return new ChannelGuard(past, restorer, json, gate, eraser, rules, report, questions).erasing(spotlight);
    }

    /// Whether the policy detects anything in answers that shows only in the whole text.
    public boolean needsWhole() {
        return needsWhole;
    }

    /// Inspects the whole text of a stream, with the same findings as for an answer that is not streamed. Reuses
    /// existing encodings.
    ///
    /// @return whether the text would have been allowed
    public boolean review(String text) {
        Inspection inspection = sentences.review(text);
        report.add(Stage.OUTPUT, inspection);
        noteMessage(inspection);
        return questions.passes(inspection);
    }
}
