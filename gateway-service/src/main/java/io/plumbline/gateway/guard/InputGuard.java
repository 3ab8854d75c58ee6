package io.plumbline.gateway.guard;

import io.plumbline.gateway.guard.TextPlace.Origin;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.guardrails.DetectorFailure;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Guards the input of a model. Inspects every text in a request, regardless of its author and age, and user
/// turns together with the earlier ones. Redacts in place. A block ends the call before anything is sent.
///
/// Texts that an application sends in every conversation are inspected first and redacted identically in all of
/// them, so that the beginning of a prompt does not depend on the caller.
///
/// A policy that detects nothing in the input lets its texts pass unchanged.
///
/// All places of a call share the policy's time limit. The policy's failure mode decides about text that is not
/// inspected in time. Thread-safe.
@Component
public final class InputGuard {

    private final GuardEngine engine;
    private final GuardPool pool;
    private final CleanTexts clean = new CleanTexts();

    InputGuard(GuardEngine engine, GuardPool pool) {
        this.engine = engine;
        this.pool = pool;
    }

    /// Returns the deadline for inspecting the input of a call.
    public Deadline deadline(EffectivePolicy policy) {
        return engine.deadline(policy.whole());
    }

    /// Redacts the places and lets them pass, or blocks or asks. What would have to be redacted in a fixed place
    /// is blocked. All places are inspected before approval is requested, so that no one decides about a call
    /// that is blocked anyway.
    ///
    /// @param team whose call it is
    /// @param report receives the findings
    public GuardDecision guard(
            List<? extends TextPlace> places,
            EffectivePolicy policy,
            String team,
            PlaceholderVault vault,
            Deadline deadline,
            GuardReport report) {
        long start = System.nanoTime();
        try {
            report.looked(policy.whole().rules(Stage.INPUT));
            Look look = new Look(policy, team, vault, deadline, report, OutOfTime.fits(places));
            if (policy.looksAtInput()) {
                return pool.run(places, () -> guardAll(places, look));
            }
            return places.stream()
                    .filter(place -> !place.isReadable())
                    .map(place -> unreadable(place, look))
                    .filter(GuardDecision.Block.class::isInstance)
                    .findFirst()
                    .orElse(GuardDecision.pass());
        } finally {
            report.took(System.nanoTime() - start);
        }
    }

    /// Redacts a passage of a knowledge base. Passages do not end a call: what the policy blocks, or would ask about,
    /// is left out.
    ///
    /// @param team whose call it is
    /// @param report receives the findings
    /// @return the passage for the model; null if it is left out
    public @Nullable String guardPassage(
            String passage,
            EffectivePolicy policy,
            String team,
            PlaceholderVault vault,
            Deadline deadline,
            GuardReport report) {
        long start = System.nanoTime();
        try {
            report.looked(policy.whole().rules(Stage.RETRIEVAL));
            if (!policy.looksAtPassages()) {
                return passage;
            }
            PassagePlace place = new PassagePlace(passage);
            Look look = new Look(policy, team, vault, deadline, report, true);
            GuardDecision decision = pool.run(List.of(place), () -> guard(place, Surroundings.NONE, look));
            return decision instanceof GuardDecision.Pass ? place.text() : null;
        } finally {
            report.took(System.nanoTime() - start);
        }
    }

    /// One call's texts under one policy.
    ///
    /// @param team whose call it is
    /// @param fits whether an idle gateway has time to inspect that much text
    private record Look(
            EffectivePolicy policy,
            String team,
            PlaceholderVault vault,
            Deadline deadline,
            GuardReport report,
            boolean fits) {

        /// Returns the settings for texts that are part of every conversation of an application.
        Look ofApplication(String kind, List<TextPlace> places) {
            return new Look(policy, team, vault.ofApplication(kind, OwnTexts.words(places)), deadline, report, fits);
        }
    }

    private GuardDecision guardAll(List<? extends TextPlace> places, Look look) {
        EarlierTexts earlier = new EarlierTexts(places, null);
        OwnTexts own = OwnTexts.of(places);
        GuardDecision decision = GuardDecision.pass();
        if (!own.instructions().isEmpty()) {
            Look instructions = look.ofApplication("instructions", own.instructions());
            decision = guardAll(own.instructions(), earlier, instructions, decision);
        }
        if (!own.tools().isEmpty()) {
            decision = guardAll(own.tools(), earlier, look.ofApplication("tools", own.tools()), decision);
        }
        return guardAll(own.rest(), earlier, look, decision);
    }

    private GuardDecision guardAll(List<TextPlace> places, EarlierTexts earlier, Look look, GuardDecision before) {
        GuardDecision decision = before;
        for (TextPlace place : places) {
            if (decision instanceof GuardDecision.Block) {
                return decision;
            }
            Surroundings surroundings = earlier.around(place);
            decision = decision.or(place.isReadable() ? guard(place, surroundings, look) : unreadable(place, look));
        }
        return decision;
    }

    private GuardDecision unreadable(TextPlace place, Look look) {
        return notLookedAt(InputRefusals.unreadable(place), "unreadable", place, look);
    }

    /// Redacts texts that are stored or shown to people, whatever the decision. Redacts also what the policy
    /// would block. Empties texts that cannot be inspected.
    ///
    /// @param vault whose values are never restored
    /// @return whether all texts could be inspected
    public boolean redactOnly(List<? extends TextPlace> places, EffectivePolicy policy, PlaceholderVault vault) {
        Deadline deadline = deadline(policy);
        boolean complete = true;
        for (TextPlace place : places) {
            if (!place.isReadable()) {
                place.replace("");
                complete = false;
                continue;
            }
            String kept = redacted(Stage.INPUT, place, place.text(), policy, vault, deadline);
            if (kept != null && stageOf(place) == Stage.TOOL) {
                kept = redacted(Stage.TOOL, place, kept, policy, vault.forAnswers(), deadline);
            }
            complete &= kept != null;
            String shown = kept == null ? "" : kept;
            if (!shown.equals(place.text())) {
                place.replace(shown);
            }
        }
        return complete;
    }

    /// Returns the problem for texts for which there was no time.
    public ProblemException outOfTime() {
        return OutOfTime.problem();
    }

    /// Returns the redacted text; null if it could not be inspected.
    private @Nullable String redacted(
            Stage stage,
            TextPlace place,
            String text,
            EffectivePolicy policy,
            PlaceholderVault vault,
            Deadline deadline) {
        Inspection inspection = place.origin() == Origin.TOOL_ARGUMENTS
                ? engine.inspectJson(stage, text, policy.kept(), vault, deadline)
                : engine.inspect(stage, text, policy.kept(), vault, deadline);
        return inspection.failures().isEmpty() ? inspection.text() : null;
    }

    /// Inspects only for attacks, in text that reaches the model as part of another text.
    ///
    /// @param report receives the findings
    public GuardDecision refuseAttacks(
            List<? extends TextPlace> places, EffectivePolicy policy, Deadline deadline, GuardReport report) {
        PlaceholderVault unused = PlaceholderVault.fresh();
        Look look = new Look(policy, "", unused, deadline, report, OutOfTime.fits(places));
        GuardDecision decision = GuardDecision.pass();
        for (TextPlace place : places) {
            InspectedText passage = engine.passage(Stage.INPUT, place.text(), Surroundings.NONE, deadline);
            Inspection inspection = inspect(Stage.INPUT, place, passage, policy.attacks(), unused, look);
            decision = decision.or(stopped(inspection, place, look));
            if (decision instanceof GuardDecision.Block) {
                return decision;
            }
        }
        return decision;
    }

    private GuardDecision guard(TextPlace place, Surroundings surroundings, Look look) {
        if (place.isIdentifier()) {
            pseudonymize(place, look);
            return GuardDecision.pass();
        }
        GuardPolicy rules = rulesFor(place, look.policy());
        Stage stage = stageOf(place);
        boolean json = place.origin() == Origin.TOOL_ARGUMENTS;
        CleanTexts.Asked asked = engine.isWhole(rules)
                ? clean.ask(
                        rules, stage, look.team(), json, place.text(), CleanTexts.around(surroundings), look.vault())
                : CleanTexts.NOT_ASKED;
        CleanTexts.Clean known = asked.known();
        if (known != null) {
            look.report().add(stage, known.findings(), known.rules());
            return GuardDecision.pass();
        }
        if (look.deadline().isPast()) {
            return notLookedAt(InputRefusals.tooLate(place, look.fits()), "timeout", place, look);
        }
        InspectedText passage = engine.passage(stage, place.text(), surroundings, look.deadline());
        Inspection inspection = inspect(stage, place, passage, rules, look.vault(), look);
        GuardDecision decision = stopped(inspection, place, look);
        if (decision instanceof GuardDecision.Block) {
            return decision;
        }
        asked.learn(inspection);
        return decision instanceof GuardDecision.Ask ? decision : replaced(inspection, place);
    }

    /// Returns the block or ask that an inspection calls for; otherwise pass.
    private static GuardDecision stopped(Inspection inspection, TextPlace place, Look look) {
        return switch (inspection.decision()) {
            case BLOCK ->
                new GuardDecision.Block(
                        inspection.isOutOfTime()
                                ? InputRefusals.tooLate(place, look.fits())
                                : InputRefusals.of(inspection, place));
            case ASK -> {
                look.report().asks(place);
                yield new GuardDecision.Ask(InputRefusals.categoryOf(inspection), place.param());
            }
            default -> GuardDecision.pass();
        };
    }

    /// Replaces an identifier with a pseudonym. Identifiers are short and inspected by rules alone, so that none
    /// misses the deadline.
    private void pseudonymize(TextPlace place, Look look) {
        Stage stage = stageOf(place);
        Inspection inspection =
                engine.inspect(stage, place.text(), look.policy().pseudonyms(), look.vault(), Deadline.NONE);
        look.report().add(stage, inspection);
        if (!inspection.text().equals(place.text())) {
            place.replace(inspection.text());
        }
    }

    private static GuardDecision replaced(Inspection inspection, TextPlace place) {
        String text = inspection.text();
        if (!text.equals(place.text())) {
            if (place.isFixed()) {
                return new GuardDecision.Block(InputRefusals.irreplaceable(inspection, place));
            }
            place.replace(text);
        }
        return GuardDecision.pass();
    }

    private static GuardPolicy rulesFor(TextPlace place, EffectivePolicy policy) {
        return switch (place.origin()) {
            case INSTRUCTIONS -> policy.redaction();
            case PASSAGE -> policy.unasked();
            default -> policy.whole();
        };
    }

    private static Stage stageOf(TextPlace place) {
        return switch (place.origin()) {
            case TOOL_RESULT, TOOL_ARGUMENTS -> Stage.TOOL;
            case PASSAGE -> Stage.RETRIEVAL;
            default -> Stage.INPUT;
        };
    }

    private Inspection inspect(
            Stage stage, TextPlace place, InspectedText passage, GuardPolicy rules, PlaceholderVault vault, Look look) {
        Inspection inspection = place.origin() == Origin.TOOL_ARGUMENTS
                ? engine.inspectJson(stage, passage, rules, vault)
                : engine.inspect(stage, passage, rules, vault);
        look.report().add(stage, inspection);
        return inspection;
    }

    private GuardDecision notLookedAt(ProblemException refusal, String reason, TextPlace place, Look look) {
        look.report().notLookedAt();
        Stage stage = stageOf(place);
        GuardPolicy policy = look.policy().whole();
        boolean closed = policy.isClosed(policy.rules(stage));
        engine.watch().failed(stage, DetectorFailure.ofAll(reason), closed);
        return closed ? new GuardDecision.Block(refusal) : GuardDecision.pass();
    }
}
