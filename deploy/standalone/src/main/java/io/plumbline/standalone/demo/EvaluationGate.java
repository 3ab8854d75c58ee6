package io.plumbline.standalone.demo;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.api.DemoStack;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.demo.cast.Cast;
import io.plumbline.standalone.demo.registry.Registered;
import io.plumbline.standalone.layout.Service;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The evaluation gate, as called by the CI pipeline for a version of the model. The version in production is the
/// baseline; the first version has none.
final class EvaluationGate {

    private static final Set<String> ENDS = Set.of("DONE", "ERROR", "CANCELLED");

    private final Api eval;

    EvaluationGate(DemoStack stage, Cast cast) {
        this.eval = stage.as(cast.pipeline(), Service.EVAL);
    }

    /// @return the gate when it has finished
    /// @throws StoryBroke if its verdict is another
    Answer run(Narrator narrator, int version, String verdict) {
        String candidate = Registered.MODEL + "@" + version;
        Answer begun = eval.post(
                        "/api/v1/gates",
                        Map.of(
                                "suite",
                                RegistrationStep.SUITE,
                                "candidate",
                                Map.of("model", Registered.MODEL, "version", version)))
                .expect(202);
        String id = begun.string("id");
        Answer done = narrator.during("the gate runs " + candidate, progress -> {
            Answer now = begun;
            while (!ENDS.contains(now.string("status"))) {
                now = eval.get("/api/v1/gates/" + id + "?wait=2").expect(200);
                progress.at("the gate runs %s, %s".formatted(candidate, progressOf(now)));
            }
            return now;
        });
        if (!done.string("verdict").equals(verdict)) {
            tell(narrator, done, Set.of());
            throw new StoryBroke("The gate %s returned %s %s, but the demo expects %s."
                    .formatted(id, done.string("status"), done.string("verdict"), verdict));
        }
        return done;
    }

    /// The items with the largest loss, the worst first.
    List<JsonNode> worstItems(Answer gate, int most) {
        return eval.get("/api/v1/gates/%s/items?outcome=FAILED&limit=%d".formatted(gate.string("id"), most))
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .toList();
    }

    private static String progressOf(Answer gate) {
        return "%d %% of the answers received"
                .formatted(Math.round(gate.body().path("progress").asDouble() * 100));
    }

    /// @param outcomes of the checks to print; empty for all
    static void tell(Narrator narrator, Answer gate, Set<String> outcomes) {
        String verdict = "Verdict: %s".formatted(gate.string("verdict"));
        if (gate.string("verdict").equals("PASS")) {
            narrator.good(verdict);
        } else {
            narrator.bad(verdict);
        }
        narrator.verbatim(
                "    %-20s %8s   %-16s %9s  %s".formatted("check", "value", "95 % interval", "bound", "outcome"));
        for (JsonNode check : gate.body().path("checks")) {
            String outcome = check.path("outcome").asString("");
            if (outcomes.isEmpty() || outcomes.contains(outcome)) {
                narrator.verbatim("    %-20s %8s   %-16s %9s  %s"
                        .formatted(
                                check.path("name").asString(""),
                                decimal(check.path("value")),
                                interval(check),
                                decimal(check.path("threshold")),
                                outcome));
            }
        }
    }

    private static String interval(JsonNode check) {
        return check.path("ciLow").isNumber()
                ? decimal(check.path("ciLow")) + " … " + decimal(check.path("ciHigh"))
                : "-";
    }

    static String decimal(JsonNode number) {
        return number.isNumber() ? String.format(Locale.ROOT, "%.3f", number.asDouble()) : "-";
    }
}
