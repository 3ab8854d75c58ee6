package io.plumbline.gateway.guard;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.guardrails.redact.PlaceholderVault;
import io.plumbline.guardrails.redact.StreamRedactor;
import io.plumbline.guardrails.redact.StreamRestorer;
import java.util.EnumSet;
import java.util.Set;

/// Guards one answer, whole or streamed. What the policy redacts is taken out first, then the caller's own values
/// come back for their placeholders: so they are neither lost nor mistaken for something that the model said. What
/// is taken out of the answer gets placeholders of another vault, which nothing restores. Not thread-safe.
public final class AnswerGuard {

    /// What a stream can be guarded against piece by piece.
    private static final Set<Category> SPANS = EnumSet.of(Category.PII, Category.SECRET);

    private final GuardEngine engine;
    private final EffectivePolicy effective;
    private final GuardPolicy policy;
    private final StageRules rules;
    private final PlaceholderVault hidden;
    private final PlaceholderVault takenOut = PlaceholderVault.fresh();
    private final GuardReport report;

    AnswerGuard(GuardEngine engine, EffectivePolicy effective, PlaceholderVault hidden, GuardReport report) {
        this.engine = engine;
        this.effective = effective;
        this.policy = effective.whole();
        this.rules = policy.rules(Stage.OUTPUT);
        this.hidden = hidden;
        this.report = report;
    }

    /// Takes out of a text that is there in full what the policy redacts.
    ///
    /// @return whether it may go on
    public boolean redact(TextPlace place) {
        if (rules.effective().isEmpty()) {
            return true;
        }
        long start = System.nanoTime();
        String text = place.text();
        Inspection inspection = place.origin() == TextPlace.Origin.TOOL_ARGUMENTS
                ? engine.inspectJson(Stage.OUTPUT, text, policy, takenOut)
                : engine.inspect(Stage.OUTPUT, text, policy, takenOut);
        report.add(inspection, rules);
        boolean stops = inspection.decision().stops();
        if (!stops && !inspection.text().equals(text)) {
            place.replace(inspection.text());
        }
        report.took(System.nanoTime() - start);
        return !stops;
    }

    /// Puts the caller's own values back into a text that is there in full.
    public void restore(TextPlace place) {
        if (hidden.isEmpty()) {
            return;
        }
        long start = System.nanoTime();
        String text = place.text();
        String restored =
                place.origin() == TextPlace.Origin.TOOL_ARGUMENTS ? hidden.restoreJson(text) : hidden.restore(text);
        if (!restored.equals(text)) {
            place.replace(restored);
        }
        report.took(System.nanoTime() - start);
    }

    /// A guard of one channel of a stream, which does both.
    ///
    /// @param json whether the channel carries JSON, such as the arguments of a tool call
    public ChannelGuard channel(boolean json) {
        StreamRestorer restorer = json ? StreamRestorer.ofJson(hidden) : StreamRestorer.ofText(hidden);
        if (rules.effective().isEmpty()) {
            return new ChannelGuard(null, restorer, rules, report);
        }
        StreamRedactor redactor = json
                ? engine.redactJson(Stage.OUTPUT, policy, takenOut)
                : engine.redactText(Stage.OUTPUT, policy, takenOut);
        return new ChannelGuard(redactor, restorer, rules, report);
    }

    /// Whether the policy looks for something in answers that shows only in the whole text.
    public boolean needsWhole() {
        return !SPANS.containsAll(rules.effective());
    }

    /// Looks at the whole of a text that was streamed.
    ///
    /// @return whether it might have gone on
    public boolean review(String text) {
        Inspection inspection = engine.inspect(Stage.OUTPUT, text, effective.attacks(), PlaceholderVault.fresh());
        report.add(inspection, effective.attacks().rules(Stage.OUTPUT));
        return !inspection.decision().stops();
    }
}
