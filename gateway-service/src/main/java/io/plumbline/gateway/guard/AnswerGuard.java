package io.plumbline.gateway.guard;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.detect.Surroundings;
import io.plumbline.guardrails.injection.Spotlight;
import io.plumbline.guardrails.output.CanaryEraser;
import io.plumbline.guardrails.policy.Action;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.guardrails.redact.PlaceholderVault;
import io.plumbline.guardrails.redact.StreamRedactor;
import io.plumbline.guardrails.redact.StreamRestorer;
import io.plumbline.guardrails.tool.ToolCall;
import io.plumbline.kit.problem.ProblemException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Guards one answer, whole or streamed. What the policy redacts is taken out first, then the caller's own values
/// come back for their placeholders: so they are neither lost nor mistaken for something that the model said.
/// What is taken out of the answer gets placeholders of another vault, which nothing restores. Not thread-safe.
public final class AnswerGuard {

    /// What a stream can be guarded against piece by piece.
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

    /// Takes these marks out before anything else is looked at.
    public AnswerGuard erasing(@Nullable Spotlight marks) {
        spotlight = marks;
        return this;
    }

    /// The answer comes as a stream.
    public AnswerGuard streamed() {
        time.streamed();
        return this;
    }

    /// Looks at what is left out where it may not go on: to have no time for it ends nothing.
    ///
    /// @return what `look` gives: whether it may
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

    /// Takes out of a text that is there in full what the policy redacts. Nobody is asked about it, since it
    /// is shown to nobody: what a person would have to decide about is blocked. From a fixed place nothing
    /// can be taken out.
    ///
    /// @return whether it may go on
    public boolean redact(TextPlace place) {
        return redact(place, effective.unasked());
    }

    /// The same for a place that is shown to whoever decides about the answer.
    ///
    /// @return whether it may go on, by itself or when a person agrees
    public boolean redactShown(TextPlace place) {
        return redact(place, place.isFixed() ? effective.unasked() : policy);
    }

    /// The same for a fixed place that holds no sentences, by rules alone and on what a text holds.
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

    /// What the policy says to whoever does not get the texts that were stopped since this was asked last;
    /// null where it has no words of its own.
    public @Nullable String takeStopMessage() {
        String message = stopMessage;
        stopMessage = null;
        return message;
    }

    /// Takes out of texts that are shown to nobody what the policy redacts, and puts the caller's own values
    /// back.
    ///
    /// @param changed run when one of them has become another
    /// @return whether they may go on
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

    /// Whether a text of the answer was stopped only because there was no time to look at it.
    public boolean isOutOfTime() {
        return questions.isOutOfTime();
    }

    /// What is told then.
    public ProblemException outOfTime() {
        return OutOfTime.problem();
    }

    /// Whether the policy does nothing about answers.
    public boolean isIdle() {
        return rules.effective().isEmpty();
    }

    /// Whether calls of tools have to keep rules, so that none may go on before all of it is there.
    public boolean judgesTools() {
        return !tools.isIdle();
    }

    /// Holds the calls of tools in the answer to the policy's rules, and knows whether a person has to decide.
    public ToolGuard tools() {
        return tools;
    }

    /// Whether a person may have to decide about the answer.
    public boolean mayAsk() {
        return rules.mayAsk() || tools.mayAsk();
    }

    /// Whether a person has to decide about the answer: then nothing of it goes out from there.
    public boolean isAsked() {
        return !questions.isEmpty() || tools.isAsked();
    }

    /// What of its texts a person has to decide about, as errors name it; nothing where it is calls of tools
    /// alone.
    public List<String> asked() {
        return questions.categories();
    }

    /// Whether a call may go on, by itself or when a person agrees.
    ///
    /// @param call with the caller's own values in it
    public boolean allows(ToolCall call) {
        return tools.allows(call);
    }

    /// JSON with the caller's own values for their placeholders.
    public String restoredJson(String json) {
        return hidden.isEmpty() ? json : hidden.restoreJson(json);
    }

    /// What a tool is called with, as [#restore] will make it.
    public String restoredArguments(String json) {
        if (hidden.isEmpty()) {
            return json;
        }
        StreamRestorer restorer = StreamRestorer.ofArguments(hidden, policy.egress(), true);
        return restorer.push(json) + restorer.finish();
    }

    /// What the gateway itself says to the model about a request, where it may quote what the policy had hidden
    /// in that; null when it cannot be looked at.
    public @Nullable String hiding(String words) {
        Inspection inspection =
                engine.inspect(Stage.INPUT, words, effective.kept(), hidden, engine.deadline(effective.kept()));
        return inspection.failures().isEmpty() ? inspection.text() : null;
    }

    /// Whether nothing of the caller's was hidden that would have to come back.
    public boolean restoresNothing() {
        return hidden.isEmpty();
    }

    /// Puts the caller's own values back into a text that is there in full, but not into addresses of hosts that
    /// the policy does not allow.
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

    /// The same for text that a tool is called with.
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

    /// A guard of one channel of a stream, which does both. Where the policy does more than to flag what
    /// shows only in sentences, it gives each sentence when it has been looked at; of JSON, nothing before
    /// its end.
    ///
    /// @param json whether the channel carries JSON, such as the arguments of a tool call
    public ChannelGuard channel(boolean json) {
        return channel(
                json,
                json
                        ? StreamRestorer.ofArguments(hidden, policy.egress(), true)
                        : StreamRestorer.ofText(hidden, policy.egress()));
    }

    /// The same for text that a tool is called with.
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

    /// Whether the policy looks for something in answers that shows only in the whole text.
    public boolean needsWhole() {
        return needsWhole;
    }

    /// Looks at the whole of a text that was streamed: what it finds is what it would find in an answer that
    /// was not. What has been encoded before is not encoded again.
    ///
    /// @return whether it might have gone on
    public boolean review(String text) {
        Inspection inspection = sentences.review(text);
        report.add(Stage.OUTPUT, inspection);
        noteMessage(inspection);
        return questions.passes(inspection);
    }
}
