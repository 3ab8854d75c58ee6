package io.plumbline.console.rollout;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.api.LoadedPart;
import io.plumbline.console.api.Parts;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.Submission;
import io.plumbline.console.rollout.AnalysisClient.Analysis;
import io.plumbline.console.rollout.AnalysisClient.Rollback;
import io.plumbline.console.rollout.RolloutClient.Drill;
import io.plumbline.console.rollout.RolloutClient.Rollout;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The page of a rollout: its standing in words, both versions, the evidence over time, the decisions so far, and
/// those that a person can take.
@Controller
@RequestMapping("/rollouts/{id}")
class RolloutPage {

    private static final int MOST_ROLLBACKS = 500;

    private final RolloutClient rollouts;
    private final AnalysisClient analyses;
    private final Parts parts;
    private final Clock clock;

    RolloutPage(RolloutClient rollouts, AnalysisClient analyses, Parts parts, Clock clock) {
        this.rollouts = rollouts;
        this.analyses = analyses;
        this.parts = parts;
        this.clock = clock;
    }

    @GetMapping
    @RequiresPermission(Permission.ROLLOUT_READ)
    String show(@PathVariable UUID id, Model model) {
        var analysing = parts.load(() -> analyses.get(id));
        var drilling = parts.load(() -> rollouts.drills(id));
        Rollout rollout = rollouts.get(id);
        LoadedPart<Analysis> analysed = analysing.get();
        Analysis analysis = analysed.value();
        List<Drill> drills = drilling.get().value();
        model.addAttribute("rollout", rollout);
        model.addAttribute("drills", drills == null ? List.of() : drills);
        model.addAttribute("analysed", analysed);
        model.addAttribute("standing", RolloutStanding.of(rollout, analysis, clock.instant()));
        model.addAttribute(
                "charts",
                analysis == null
                        ? List.of()
                        : analysis.metrics().stream()
                                .map(metric -> MetricChart.of(analysis, metric))
                                .toList());
        model.addAttribute("events", analysis == null ? List.of() : RolloutEvent.of(analysis));
        model.addAttribute("rollback", "ROLLED_BACK".equals(rollout.state()) ? rollback(id) : null);
        model.addAttribute("mayDecide", Callers.current().may(Permission.ROLLOUT_WRITE, rollout.team()));
        return "console/rollout/show";
    }

    private @Nullable Rollback rollback(UUID id) {
        Page<Rollback> found =
                Parts.now(() -> analyses.rollbacks(MOST_ROLLBACKS)).value();
        return found == null
                ? null
                : found.items().stream()
                        .filter(rollback -> rollback.rolloutId().equals(id))
                        .findFirst()
                        .orElse(null);
    }

    @PostMapping("/drill")
    @RequiresPermission(Permission.ROLLOUT_WRITE)
    ModelAndView drill(@PathVariable UUID id) {
        try {
            Drill drill = rollouts.drill(id);
            return Submission.redirect(
                    "/rollouts/" + id,
                    new Submission.Flash(
                            drill.passed() ? "good" : "bad",
                            drill.passed()
                                    ? "A rollback would succeed. The rehearsal took " + drill.millis() + " ms."
                                    : "A rollback would fail.",
                            drill.problem(),
                            null));
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.redirect(
                    "/rollouts/" + id, new Submission.Flash("bad", problem.title() + ".", problem.detail(), null));
        }
    }

    @GetMapping("/decide")
    @RequiresPermission(Permission.ROLLOUT_WRITE)
    String confirm(@PathVariable UUID id, @RequestParam Decision to, Model model) {
        Rollout rollout = rollouts.get(id);
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        to.title.formatted(
                                rollout.candidate().model() + "@"
                                        + rollout.candidate().version(),
                                rollout.route()),
                        to.consequence,
                        "/rollouts/" + id + "/decide",
                        to.verb,
                        to == Decision.ABORT,
                        "/rollouts/" + id,
                        Map.of("to", to.name()),
                        true));
        return Confirmation.VIEW;
    }

    @PostMapping("/decide")
    @RequiresPermission(Permission.ROLLOUT_WRITE)
    ModelAndView decide(
            @PathVariable UUID id, @RequestParam Decision to, @RequestParam(required = false) @Nullable String reason) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (reason != null && !reason.isBlank()) {
            body.put("reason", reason.strip());
        }
        if (to == Decision.COMPLETE) {
            body.put("full", true);
        }
        return Submission.action(
                "/rollouts/" + id,
                to.done,
                () -> rollouts.decide(
                        id, to == Decision.COMPLETE ? "promote" : to.name().toLowerCase(Locale.ROOT), body));
    }

    /// The decisions of a person, in words.
    enum Decision {
        PAUSE(
                "Pause the rollout of %s on %s?",
                "The canary keeps its share, and no verdict advances it.", "Pause", "The rollout is paused."),
        RESUME("Resume the rollout of %s on %s?", "Verdicts advance it again.", "Resume", "The rollout runs again."),
        PROMOTE(
                "Advance the rollout of %s on %s by a step?",
                "The canary gets the next step’s share of the calls before the evidence is conclusive. The last step"
                        + " promotes it.",
                "Advance",
                "The rollout has advanced."),
        COMPLETE(
                "Promote %s on %s now?",
                "It serves all calls at once, without the remaining steps. In production, gates and approvals still"
                        + " apply.",
                "Promote",
                "The candidate is promoted."),
        ABORT(
                "Abort the rollout of %s on %s?",
                "All calls return to the control at once. To try again, start another rollout.",
                "Abort",
                "The rollout is aborted. All calls return to the control.");

        private final String title;
        private final String consequence;
        private final String verb;
        private final String done;

        Decision(String title, String consequence, String verb, String done) {
            this.title = title;
            this.consequence = consequence;
            this.verb = verb;
            this.done = done;
        }
    }
}
