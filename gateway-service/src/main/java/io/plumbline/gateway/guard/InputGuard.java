package io.plumbline.gateway.guard;

import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.guard.TextPlace.Origin;
import io.plumbline.guardrails.DetectorFailure;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.detect.Deadline;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.detect.Passage;
import io.plumbline.guardrails.detect.Surroundings;
import io.plumbline.guardrails.policy.Action;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.redact.PlaceholderVault;
import io.plumbline.kit.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Guards what goes to a model: every place that holds text is looked at, whoever wrote it and however long ago in
/// the conversation; a turn of the user's together with those before it. What is redacted is replaced in place; what
/// must not go on ends the call before anything has
/// left.
///
/// A policy that looks for nothing in what is sent lets its texts pass as they are; only what looks like
/// something that was hidden is made to look otherwise.
///
/// All places of a call share the policy's time limit. What is not looked at in time is decided by the policy's
/// failure mode. Thread-safe.
@Component
public final class InputGuard {

    private static final String TOO_LATE =
            "The guards could not look at this text in time, and the policy asks to stop then.";

    private static final String UNREADABLE =
            "The guards cannot read this, and the policy asks to stop then: send text in place of tokens.";

    private final GuardEngine engine;
    private final GuardPool pool;
    private final CleanTexts clean = new CleanTexts();

    InputGuard(GuardEngine engine, GuardPool pool) {
        this.engine = engine;
        this.pool = pool;
    }

    /// By when all that a call sends must have been looked at.
    public Deadline deadline(EffectivePolicy policy) {
        return engine.deadline(policy.whole());
    }

    /// Redacts the places and lets them through, or refuses. What would have to be redacted in a fixed place is
    /// refused too. Where a person has to decide, all places are looked at first: nobody is asked about what is
    /// refused anyway.
    ///
    /// @param report to which what was found is added
    /// @throws ProblemException `guardrail-violation`, with the category as `code` and the place as `param`;
    ///     `call-parked` with the same where a person has to decide
    public void guard(
            List<? extends TextPlace> places,
            EffectivePolicy policy,
            PlaceholderVault vault,
            Deadline deadline,
            GuardReport report) {
        long start = System.nanoTime();
        try {
            report.looked(policy.whole().rules(Stage.INPUT));
            pool.run(places, () -> guardAll(places, policy, vault, deadline, report));
        } finally {
            report.took(System.nanoTime() - start);
        }
    }

    private void guardAll(
            List<? extends TextPlace> places,
            EffectivePolicy policy,
            PlaceholderVault vault,
            Deadline deadline,
            GuardReport report) {
        ProblemException question = null;
        Conversation conversation = new Conversation(places, null);
        for (TextPlace place : places) {
            Surroundings surroundings = conversation.around(place);
            if (!place.isReadable()) {
                notLookedAt(UNREADABLE, "unreadable", policy.whole(), place, report);
            } else if (deadline.isPast()) {
                notLookedAt(TOO_LATE, "timeout", policy.whole(), place, report);
            } else if (policy.looksAtInput() || vault.isTagIn(place.text())) {
                Passage passage = engine.passage(stageOf(place), place.text(), surroundings, deadline);
                ProblemException asked = guard(place, passage, policy, vault, report);
                question = question == null ? asked : question;
            }
        }
        if (question != null) {
            throw question;
        }
    }

    /// Redacts whatever the outcome, for what is kept of a call or shown to people: also what the policy would stop.
    /// Text that cannot be looked at becomes empty.
    ///
    /// @param vault of which nobody restores anything
    public void redactOnly(List<? extends TextPlace> places, EffectivePolicy policy, PlaceholderVault vault) {
        Deadline deadline = deadline(policy);
        for (TextPlace place : places) {
            if (!place.isReadable()) {
                place.replace("");
                continue;
            }
            String kept = redacted(Stage.INPUT, place, place.text(), policy, vault, deadline);
            if (stageOf(place) == Stage.TOOL) {
                kept = redacted(Stage.TOOL, place, kept, policy, vault.forAnswers(), deadline);
            }
            if (!kept.equals(place.text())) {
                place.replace(kept);
            }
        }
    }

    private String redacted(
            Stage stage,
            TextPlace place,
            String text,
            EffectivePolicy policy,
            PlaceholderVault vault,
            Deadline deadline) {
        Inspection inspection = place.origin() == Origin.TOOL_ARGUMENTS
                ? engine.inspectJson(stage, text, policy.kept(), vault, deadline)
                : engine.inspect(stage, text, policy.kept(), vault, deadline);
        return inspection.failures().isEmpty() ? inspection.text() : "";
    }

    /// Looks only for attacks, in text that reaches the model as part of other text.
    ///
    /// @return what a person has to be asked; null for nothing
    /// @throws ProblemException `guardrail-violation`
    public @Nullable ProblemException refuseAttacks(
            List<? extends TextPlace> places, EffectivePolicy policy, Deadline deadline, GuardReport report) {
        PlaceholderVault unused = PlaceholderVault.fresh();
        ProblemException question = null;
        for (TextPlace place : places) {
            Passage passage = engine.passage(Stage.INPUT, place.text(), Surroundings.NONE, deadline);
            Inspection inspection = inspect(Stage.INPUT, place, passage, policy.attacks(), unused, report);
            if (inspection.decision() == Action.ASK) {
                report.asks(place);
                question = question == null ? refusal(inspection, place) : question;
            }
        }
        return question;
    }

    /// @return what a person has to be asked; null for nothing
    private @Nullable ProblemException guard(
            TextPlace place, Passage passage, EffectivePolicy policy, PlaceholderVault vault, GuardReport report) {
        boolean instructions = place.origin() == Origin.INSTRUCTIONS;
        GuardPolicy rules = instructions ? policy.redaction() : policy.whole();
        CleanTexts.Asked asked = instructions
                ? clean.ask(rules, stageOf(place), place.text(), CleanTexts.ALONE, vault)
                : CleanTexts.NOT_ASKED;
        CleanTexts.Clean known = asked.known();
        if (known != null) {
            report.add(stageOf(place), known.findings(), known.rules());
            return null;
        }
        Inspection inspection = inspect(stageOf(place), place, passage, rules, vault, report);
        asked.learn(inspection);
        if (inspection.decision() == Action.ASK) {
            report.asks(place);
            return refusal(inspection, place);
        }
        String text = inspection.text();
        if (!text.equals(place.text())) {
            if (place.isFixed()) {
                throw irreplaceable(inspection, place);
            }
            place.replace(text);
        }
        return null;
    }

    private static Stage stageOf(TextPlace place) {
        return place.origin() == Origin.TOOL_RESULT || place.origin() == Origin.TOOL_ARGUMENTS
                ? Stage.TOOL
                : Stage.INPUT;
    }

    private Inspection inspect(
            Stage stage,
            TextPlace place,
            Passage passage,
            GuardPolicy policy,
            PlaceholderVault vault,
            GuardReport report) {
        Inspection inspection = place.origin() == Origin.TOOL_ARGUMENTS
                ? engine.inspectJson(stage, passage, policy, vault)
                : engine.inspect(stage, passage, policy, vault);
        report.add(stage, inspection);
        if (inspection.decision() == Action.BLOCK) {
            throw refusal(inspection, place);
        }
        return inspection;
    }

    private void notLookedAt(String why, String reason, GuardPolicy policy, TextPlace place, GuardReport report) {
        report.notLookedAt();
        Stage stage = stageOf(place);
        boolean closed = policy.isClosed(policy.rules(stage));
        engine.watch().failed(stage, DetectorFailure.ofAll(reason), closed);
        if (closed) {
            throw refusal(why, Category.POLICY, place);
        }
    }

    /// What the strictest finding is about; the policy itself when none is stricter than that.
    private static Category categoryOf(Inspection inspection, Action least) {
        Category category = Category.POLICY;
        Action strictest = least;
        for (Finding finding : inspection.findings()) {
            Action action = inspection.rules().actionFor(finding);
            if (action.isStricterThan(strictest)) {
                strictest = action;
                category = finding.category();
            }
        }
        return category;
    }

    private static ProblemException irreplaceable(Inspection inspection, TextPlace place) {
        Category category = categoryOf(inspection, Action.FLAG);
        return refusal(
                "The policy redacts " + category.wireName() + ", and in this place nothing can stand for it.",
                category,
                place);
    }

    /// In the policy's own words, where it has some.
    private static ProblemException refusal(Inspection inspection, TextPlace place) {
        Category category = categoryOf(inspection, Action.REDACT);
        Rule rule = inspection.rules().rule(category);
        String message = rule == null ? null : rule.message();
        boolean found =
                inspection.actions().getOrDefault(category, Action.ALLOW).stops();
        String words = message != null ? message : usualWords(category, inspection.decision(), found);
        return refusal(
                inspection.decision() == Action.ASK ? CallProblem.CALL_PARKED : CallProblem.GUARDRAIL_VIOLATION,
                words,
                category,
                place);
    }

    private static String usualWords(Category category, Action action, boolean found) {
        if (category == Category.POLICY) {
            return found ? "The policy does not let words in this text pass." : TOO_LATE;
        }
        return action == Action.ASK
                ? "The policy wants a person to decide about " + category.wireName() + " in this text."
                : "The policy does not let " + category.wireName() + " in this text pass.";
    }

    private static ProblemException refusal(String what, Category category, TextPlace place) {
        return refusal(CallProblem.GUARDRAIL_VIOLATION, what, category, place);
    }

    private static ProblemException refusal(CallProblem type, String what, Category category, TextPlace place) {
        return type.because(what).with("code", category.wireName()).with("param", place.param());
    }
}
