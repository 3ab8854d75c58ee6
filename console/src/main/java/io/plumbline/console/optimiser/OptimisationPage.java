package io.plumbline.console.optimiser;

import io.plumbline.console.optimiser.OptimisationClient.Optimisation;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/// The page of an optimisation: its candidates with their scores and differences, its cost, and its
/// cancellation.
@Controller
@RequestMapping("/optimisations/{id}")
class OptimisationPage {

    private final OptimisationClient optimisations;

    OptimisationPage(OptimisationClient optimisations) {
        this.optimisations = optimisations;
    }

    @GetMapping
    @RequiresPermission(Permission.GATE_READ)
    String show(@PathVariable UUID id, Model model) {
        fill(id, model);
        return "console/optimiser/show";
    }

    /// Returns the part that changes while the optimisation runs.
    @GetMapping("/progress")
    @RequiresPermission(Permission.GATE_READ)
    String progress(@PathVariable UUID id, Model model) {
        fill(id, model);
        return "console/optimiser/show :: progress";
    }

    private void fill(UUID id, Model model) {
        Optimisation job = optimisations.get(id);
        model.addAttribute("job", job);
        model.addAttribute("cards", CandidateCard.of(job.candidates()));
        model.addAttribute("mayCancel", job.isOpen() && Callers.current().may(Permission.PROMPT_WRITE, job.team()));
    }

    @GetMapping("/cancel")
    @RequiresPermission(Permission.PROMPT_WRITE)
    String confirm(@PathVariable UUID id, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Cancel the optimisation?",
                        "It makes no more calls and stores no version.",
                        "/optimisations/" + id + "/cancel",
                        "Cancel the optimisation",
                        true,
                        "/optimisations/" + id,
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/cancel")
    @RequiresPermission(Permission.PROMPT_WRITE)
    ModelAndView cancel(@PathVariable UUID id) {
        return Submission.action(
                "/optimisations/" + id, "The optimisation is cancelled.", () -> optimisations.cancel(id));
    }
}
