package io.plumbline.gateway.guard;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.detect.Passage;
import io.plumbline.guardrails.detect.Surroundings;
import io.plumbline.guardrails.output.CanaryEraser;
import io.plumbline.guardrails.policy.Action;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.redact.PlaceholderVault;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Looks at texts of one answer that are there in full, as long as there is time. Not thread-safe.
final class AnswerTexts {

    /// Of what stands beside an answer, most is shorter; an answer's own text hardly comes twice.
    private static final int RECURRING = 64;

    /// The member by which an answer is told from all others.
    private static final String ID = "id";

    private static final int LONGEST_ID = 100;
    private static final Pattern GENERATED_ID = Pattern.compile("(?:chatcmpl|cmpl|gen|embd)-[\\w-]+|(?:msg|resp)_\\w+");

    private final GuardEngine engine;
    private final CleanTexts.OfTeam clean;
    private final Surroundings surroundings;
    private final PlaceholderVault takenOut;
    private final AnswerTime time;
    private @Nullable String around;

    /// @param takenOut holds what is taken out of the answer
    AnswerTexts(
            GuardEngine engine,
            CleanTexts.OfTeam clean,
            Surroundings surroundings,
            PlaceholderVault takenOut,
            AnswerTime time) {
        this.engine = engine;
        this.clean = clean;
        this.surroundings = surroundings;
        this.takenOut = takenOut;
        this.time = time;
    }

    /// What is found in a text, and what it becomes: without marks of the system prompt, whatever the policy
    /// does about those.
    ///
    /// @param place where the text stands
    Inspection look(String text, TextPlace place, GuardPolicy policy) {
        long start = System.nanoTime();
        if (place.param().equals(ID) && isGenerated(text)) {
            return new Inspection(
                    Action.ALLOW, text, List.of(), Map.of(), takenOut, List.of(), policy.rules(Stage.OUTPUT));
        }
        try {
            boolean json = place.origin() == TextPlace.Origin.TOOL_ARGUMENTS;
            CleanTexts.Asked asked = !json && recurs(text, place, policy)
                    ? clean.ask(policy, Stage.OUTPUT, false, text, around(), takenOut)
                    : CleanTexts.NOT_ASKED;
            CleanTexts.Clean known = asked.known();
            if (known != null) {
                return new Inspection(
                        Action.ALLOW, text, known.findings(), Map.of(), takenOut, List.of(), known.rules());
            }
            Inspection inspection = unmarked(inspect(text, json, policy));
            if (inspection.text().equals(text)) {
                asked.learn(inspection);
            }
            return inspection;
        } finally {
            time.took(System.nanoTime() - start);
        }
    }

    /// Whether it is an id in a provider's own form, which is new in every answer and says nothing.
    private static boolean isGenerated(String id) {
        return id.length() <= LONGEST_ID && GENERATED_ID.matcher(id).matches();
    }

    /// Whether it is worth while to remember it.
    private boolean recurs(String text, TextPlace place, GuardPolicy policy) {
        return text.length() <= RECURRING && !place.param().equals(ID) && engine.isWhole(policy);
    }

    private Inspection inspect(String text, boolean json, GuardPolicy policy) {
        Passage passage = engine.passage(Stage.OUTPUT, text, surroundings, time.deadline());
        return json
                ? engine.inspectJson(Stage.OUTPUT, passage, policy, takenOut)
                : engine.inspect(Stage.OUTPUT, passage, policy, takenOut);
    }

    private Inspection unmarked(Inspection of) {
        String text = CanaryEraser.erase(of.text(), surroundings.canaries());
        return text.equals(of.text())
                ? of
                : new Inspection(
                        of.decision(), text, of.findings(), of.actions(), of.vault(), of.failures(), of.rules());
    }

    private String around() {
        String known = around;
        if (known == null) {
            known = CleanTexts.around(surroundings);
            around = known;
        }
        return known;
    }
}
