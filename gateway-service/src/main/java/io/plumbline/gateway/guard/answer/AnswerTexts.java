package io.plumbline.gateway.guard.answer;

import io.plumbline.gateway.guard.CleanTexts;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.output.leak.CanaryEraser;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.redact.Action;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Inspects complete texts of one answer within a time limit. Not thread-safe.
final class AnswerTexts {

    /// Maximum length of a text whose inspection is cached. Most texts outside the answer's own words are
    /// shorter; the answer's own words seldom recur.
    private static final int RECURRING = 64;

    /// The member that identifies an answer.
    private static final String ID = "id";

    private static final int LONGEST_ID = 100;
    private static final Pattern GENERATED_ID = Pattern.compile("(?:chatcmpl|cmpl|gen|embd)-[\\w-]+|(?:msg|resp)_\\w+");

    private final GuardEngine engine;
    private final CleanTexts.OfTeam clean;
    private final Surroundings surroundings;
    private final PlaceholderVault takenOut;
    private final AnswerTime time;
    private @Nullable String around;

    /// @param takenOut stores what is redacted in the answer
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

    /// Inspects a text and returns its findings and its redacted form. Always removes marks of the system prompt.
    ///
    /// @param place of the text
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

    /// Whether a text is an ID in a provider's own format, which is unique per answer and contains nothing.
    private static boolean isGenerated(String id) {
        return id.length() <= LONGEST_ID && GENERATED_ID.matcher(id).matches();
    }

    /// Whether caching its inspection is worthwhile.
    private boolean recurs(String text, TextPlace place, GuardPolicy policy) {
        return text.length() <= RECURRING && !place.param().equals(ID) && engine.isWhole(policy);
    }

    private Inspection inspect(String text, boolean json, GuardPolicy policy) {
        InspectedText passage = engine.passage(Stage.OUTPUT, text, surroundings, time.deadline());
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
