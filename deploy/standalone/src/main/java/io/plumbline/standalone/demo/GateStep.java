package io.plumbline.standalone.demo;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.api.DemoStack;
import io.plumbline.standalone.demo.cast.Cast;
import io.plumbline.standalone.demo.registry.FourEyes;
import io.plumbline.standalone.demo.registry.Registered;
import io.plumbline.standalone.layout.Service;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The CI pipeline requests the gate's verdict on the new version.
final class GateStep implements Step<String> {

    private final DemoStack stage;
    private final Cast cast;
    private final Registered registered;

    GateStep(DemoStack stage, Cast cast, Registered registered) {
        this.stage = stage;
        this.cast = cast;
        this.registered = registered;
    }

    @Override
    public String title() {
        return "The CI pipeline runs the evaluation gate";
    }

    /// @return the gate's id
    @Override
    public String play(Narrator narrator) {
        defineSuite();
        Answer gate = new EvaluationGate(stage, cast).run(narrator, registered.modelVersion(), "PASS");
        EvaluationGate.tell(narrator, gate, Set.of());
        return gate.string("id");
    }

    /// In a second run the suite is already required in production; its new dataset therefore needs approval.
    private void defineSuite() {
        Api eval = stage.as(cast.engineer(), Service.EVAL);
        new FourEyes(stage, cast)
                .change(() -> eval.put(
                        "/api/v1/suites/" + RegistrationStep.SUITE,
                        Map.of(
                                "team", cast.team(),
                                "dataset", registered.dataset(),
                                "template", Map.of("prompt", registered.prompt()),
                                "metrics",
                                        List.of(
                                                Map.of(
                                                        "name",
                                                        "rougeL",
                                                        "floor",
                                                        0.7,
                                                        "maxRegression",
                                                        0.05,
                                                        "blocking",
                                                        true),
                                                Map.of("name", "tokenF1", "floor", 0.75, "blocking", true),
                                                Map.of("name", "bleu", "blocking", false)),
                                "repeats", 1,
                                "concurrency", 8,
                                "seed", 42)));
    }
}
