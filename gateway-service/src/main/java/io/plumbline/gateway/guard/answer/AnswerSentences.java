package io.plumbline.gateway.guard.answer;

import io.plumbline.embeddings.GrowingText;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.embeddings.WindowMemory;
import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.output.InsecureOutputDetector;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Inspects one streamed answer for what shows only in sentences. While it arrives, it inspects for findings that
/// the policy does more about than flag. At the end it inspects the whole text, so that the findings equal those
/// of an answer that is not streamed. The encoder encodes each part only once.
///
/// Not thread-safe.
final class AnswerSentences {

    private final GuardEngine engine;
    private final EffectivePolicy policy;
    private final Surroundings surroundings;
    private final GuardReport report;
    private final AnswerQuestions questions;
    private @Nullable WindowMemory memory;

    AnswerSentences(
            GuardEngine engine,
            EffectivePolicy policy,
            Surroundings surroundings,
            GuardReport report,
            AnswerQuestions questions) {
        this.engine = engine;
        this.policy = policy;
        this.surroundings = surroundings;
        this.report = report;
        this.questions = questions;
    }

    /// Whether a finding may change the answer. Without a system prompt, there is nothing to leak.
    boolean mayChange() {
        return !barred().isEmpty();
    }

    /// Returns the categories that may change the answer.
    private Set<Category> barred() {
        Set<Category> barred = EnumSet.noneOf(Category.class);
        barred.addAll(policy.barring().rules(Stage.OUTPUT).categories());
        if (surroundings.systemPrompt() == null && surroundings.canaries().isEmpty()) {
            barred.remove(Category.SYSTEM_PROMPT_LEAK);
        }
        return barred;
    }

    /// Whether only addresses may change it, by stopping it.
    private boolean isStoppedByAddressesAlone() {
        Rule rule = policy.barring().rules(Stage.OUTPUT).rule(Category.INSECURE_OUTPUT);
        return rule != null
                && rule.stopsOnlyFor(InsecureOutputDetector.EXFILTRATION)
                && barred().equals(Set.of(Category.INSECURE_OUTPUT));
    }

    /// Creates the gate that releases a channel's text.
    AnswerGate gate(boolean json) {
        GuardPolicy barring = policy.barring();
        PlaceholderVault unused = PlaceholderVault.fresh();
        if (isStoppedByAddressesAlone()) {
            return new AddressGate(
                    text -> engine.inspect(Stage.OUTPUT, passage(text, barring), barring, unused), report, questions);
        }
        if (json) {
            return new WholeGate(
                    text -> engine.inspectJson(Stage.OUTPUT, passage(text, barring), barring, unused),
                    report,
                    questions);
        }
        GrowingText growing = growing();
        return new SentenceGate(
                text -> {
                    InspectedText passage = passage(text, barring);
                    InspectedText seen = growing == null ? passage : passage.through(growing);
                    return engine.inspect(Stage.OUTPUT, seen, barring, unused);
                },
                growing,
                barring.rules(Stage.OUTPUT),
                report,
                questions);
    }

    private @Nullable GrowingText growing() {
        TextEncoder encoder = engine.encoder();
        if (encoder == null) {
            return null;
        }
        WindowMemory windows = memory == null ? new WindowMemory(encoder) : memory;
        memory = windows;
        return new GrowingText(encoder, windows);
    }

    /// Inspects the whole text.
    Inspection review(String text) {
        GuardPolicy attacks = policy.attacks();
        InspectedText whole = passage(text, attacks);
        InspectedText seen = memory == null ? whole : whole.through(memory);
        return engine.inspect(Stage.OUTPUT, seen, attacks, PlaceholderVault.fresh());
    }

    private InspectedText passage(String text, GuardPolicy under) {
        return engine.passage(Stage.OUTPUT, text, surroundings, engine.deadline(under));
    }
}
