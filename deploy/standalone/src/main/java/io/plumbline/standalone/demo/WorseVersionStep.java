package io.plumbline.standalone.demo;

import io.plumbline.standalone.console.Excerpt;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.DemoStack;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.demo.cast.Cast;
import io.plumbline.standalone.demo.registry.ModelVersions;
import io.plumbline.standalone.demo.registry.Registered;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Shows a worse next version that the gate blocks, with the reasons.
final class WorseVersionStep implements Step<WorseVersionStep.Stopped> {

    private static final double QUALITY = 0.6;
    private static final int SHOWN = 3;
    private static final int TEXT_WIDTH = 76;

    private final DemoStack stage;
    private final Cast cast;
    private final Registered registered;

    WorseVersionStep(DemoStack stage, Cast cast, Registered registered) {
        this.stage = stage;
        this.cast = cast;
        this.registered = registered;
    }

    /// The blocked version, and the gate that blocked it.
    record Stopped(int version, String gate) {}

    @Override
    public String title() {
        return "The gate blocks version %d, a worse one".formatted(registered.modelVersion() + 1);
    }

    @Override
    public Stopped play(Narrator narrator) {
        ModelVersions versions = new ModelVersions(stage, cast);
        int version = versions.register();
        stage.simulator()
                .put("/control/" + ModelVersions.upstreamModel(version), Map.of("quality", QUALITY))
                .expect(200);
        narrator.good("Registered model %s@%d. Its provider gives bad answers to two of five questions."
                .formatted(Registered.MODEL, version));
        EvaluationGate gate = new EvaluationGate(stage, cast);
        Answer failed = gate.run(narrator, version, "FAIL");
        EvaluationGate.tell(narrator, failed, Set.of("FAIL"));
        tellWhatGotWorse(narrator, version, gate.worstItems(failed, SHOWN));

        Answer refused = versions.promote(version).expect(409);
        if (!refused.problemSlug().equals("gate-required")) {
            throw new StoryBroke("The promotion was refused, but not because of a missing gate: " + refused.text());
        }
        narrator.good("The engineer requests production anyway and is refused, %d %s: %s"
                .formatted(refused.status(), refused.problemSlug(), refused.string("detail")));
        return new Stopped(version, failed.string("id"));
    }

    private void tellWhatGotWorse(Narrator narrator, int version, List<JsonNode> items) {
        if (items.isEmpty()) {
            throw new StoryBroke("The gate failed, but none of its items did.");
        }
        narrator.detail("The items that got worst:");
        for (JsonNode item : items) {
            narrator.verbatim("    %-16s %s".formatted(Excerpt.of(item.path("id"), 16), fall(item)));
            tellText(narrator, "asked", item.path("input"));
            tellText(narrator, "version " + registered.modelVersion(), item.path("baseline"));
            tellText(narrator, "version " + version, item.path("candidate"));
        }
    }

    private static void tellText(Narrator narrator, String who, JsonNode text) {
        narrator.verbatim("      %-11s %s".formatted(who, Excerpt.of(text, TEXT_WIDTH)));
    }

    /// The metric with the largest drop, with both values: `rougeL 0.93 → 0.08`.
    private static String fall(JsonNode item) {
        String metric = item.path("fellMost").asString("");
        return item.path("scores")
                .valueStream()
                .filter(score -> score.path("metric").asString("").equals(metric))
                .findFirst()
                .map(score -> "%s %s → %s"
                        .formatted(
                                metric,
                                EvaluationGate.decimal(score.path("baseline")),
                                EvaluationGate.decimal(score.path("candidate"))))
                .orElse("");
    }
}
