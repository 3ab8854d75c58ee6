package io.plumbline.console.trainingplan;

import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Submission;
import io.plumbline.console.trainingplan.TrainingPlanClient.Plan;
import io.plumbline.console.trainingplan.TrainingPlanClient.Run;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.List;
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

/// A training plan: its terms and its runs, with their jobs, versions, gates and approvals.
@Controller
@RequestMapping("/training-plans/{name}")
class TrainingPlanPage {

    private static final int RUNS = 20;

    private final TrainingPlanClient plans;
    private final ActorNames names;

    TrainingPlanPage(TrainingPlanClient plans, ActorNames names) {
        this.plans = plans;
        this.names = names;
    }

    @GetMapping
    @RequiresPermission(Permission.MODEL_READ)
    String show(@PathVariable String name, @RequestParam(required = false) @Nullable String cursor, Model model) {
        Plan plan = plans.get(name);
        Page<Run> runs = plans.runs(name, RUNS, cursor);
        model.addAttribute("plan", plan);
        model.addAttribute("runs", runs.items());
        model.addAttribute("pager", Pager.of(runs, page(name), cursor));
        model.addAttribute("names", names.of(List.of(plan.author().id())));
        model.addAttribute("mayWrite", Callers.current().may(Permission.MODEL_WRITE, plan.team()));
        return "console/trainingplan/show";
    }

    @PostMapping("/pause")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelAndView pause(@PathVariable String name) {
        return Submission.action(page(name), "The plan is paused.", () -> plans.change(name, "pause"));
    }

    @PostMapping("/resume")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelAndView resume(@PathVariable String name) {
        return Submission.action(
                page(name), "The plan is active and uses your rights.", () -> plans.change(name, "resume"));
    }

    @GetMapping("/delete")
    @RequiresPermission(Permission.MODEL_WRITE)
    String confirmDeletion(@PathVariable String name, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Delete the training plan " + name + "?",
                        "Its runs are deleted. Its jobs and versions remain.",
                        page(name) + "/delete",
                        "Delete the plan",
                        true,
                        page(name),
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/delete")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelAndView delete(@PathVariable String name) {
        return Submission.action("/training-plans", "The plan " + name + " is deleted.", () -> plans.delete(name));
    }

    @PostMapping("/runs/{id}/stop")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelAndView stop(@PathVariable String name, @PathVariable UUID id) {
        return Submission.action(page(name), "The run is stopped.", () -> plans.changeRun(name, id, "stop"));
    }

    @PostMapping("/runs/{id}/repeat")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelAndView repeat(@PathVariable String name, @PathVariable UUID id) {
        return Submission.action(page(name), "The step is repeated.", () -> plans.changeRun(name, id, "repeat"));
    }

    private static String page(String name) {
        return "/training-plans/" + name;
    }
}
