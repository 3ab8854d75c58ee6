package io.plumbline.standalone.demo;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.layout.Service;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The CI pipeline asks the evaluation gate whether the new version is good enough.
final class GateStep implements Step<String> {

    private final Stage stage;
    private final Cast cast;
    private final Registered registered;

    GateStep(Stage stage, Cast cast, Registered registered) {
        this.stage = stage;
        this.cast = cast;
        this.registered = registered;
    }

    @Override
    public String title() {
        return "The CI pipeline asks the evaluation gate";
    }

    @Override
    public String play(Narrator narrator) {
        defineSuite();
        Api eval = stage.as(cast.pipeline(), Service.EVAL);
        Answer begun = eval.post(
                        "/api/v1/gates",
                        Map.of(
                                "suite",
                                RegistrationStep.SUITE,
                                "candidate",
                                Map.of("model", Registered.MODEL, "version", registered.modelVersion())))
                .expect(202);
        String id = begun.string("id");
        Answer done = narrator.during("the gate runs " + registered.model(), progress -> {
            Answer now = begun;
            while (!isFinished(now)) {
                now = eval.get("/api/v1/gates/" + id + "?wait=2").expect(200);
                progress.at("the gate runs %s, %s".formatted(registered.model(), progressOf(now)));
            }
            return now;
        });
        tell(narrator, done);
        if (!done.string("verdict").equals("PASS")) {
            throw new StoryBroke("The gate %s says %s %s, but the story tells of a PASS."
                    .formatted(id, done.string("status"), done.string("verdict")));
        }
        return id;
    }

    private void defineSuite() {
        stage.as(cast.engineer(), Service.EVAL)
                .put(
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
                                "seed", 42))
                .expect(200, 201);
    }

    private static boolean isFinished(Answer gate) {
        return List.of("DONE", "ERROR", "CANCELLED").contains(gate.string("status"));
    }

    private static String progressOf(Answer gate) {
        return "%d %% of the answers are there"
                .formatted(Math.round(gate.body().path("progress").asDouble() * 100));
    }

    private static void tell(Narrator narrator, Answer gate) {
        String verdict = "Verdict: %s".formatted(gate.string("verdict"));
        if (gate.string("verdict").equals("PASS")) {
            narrator.good(verdict);
        } else {
            narrator.bad(verdict);
        }
        narrator.verbatim(
                "    %-20s %8s   %-16s %9s  %s".formatted("check", "value", "95 % interval", "bound", "outcome"));
        for (JsonNode check : gate.body().path("checks")) {
            narrator.verbatim("    %-20s %8s   %-16s %9s  %s"
                    .formatted(
                            check.path("name").asString(""),
                            decimal(check.path("value")),
                            interval(check),
                            decimal(check.path("threshold")),
                            check.path("outcome").asString("")));
        }
    }

    private static String interval(JsonNode check) {
        return check.path("ciLow").isNumber()
                ? decimal(check.path("ciLow")) + " … " + decimal(check.path("ciHigh"))
                : "-";
    }

    private static String decimal(JsonNode number) {
        return number.isNumber() ? String.format(Locale.ROOT, "%.3f", number.asDouble()) : "-";
    }
}
