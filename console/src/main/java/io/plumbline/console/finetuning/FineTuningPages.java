package io.plumbline.console.finetuning;

import io.plumbline.console.finetuning.FineTuningClient.Job;
import io.plumbline.console.page.Column;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Listing;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The list of fine-tuning jobs, and the form that starts one.
@Controller
@ConsolePage(
        section = Section.MODELS,
        label = "Fine-tuning",
        path = "/fine-tuning-jobs",
        permission = Permission.MODEL_READ,
        order = 15,
        docs = "guides/fine-tune-and-gate.md")
class FineTuningPages {

    private static final String FORM = "console/finetuning/form";

    private final FineTuningClient jobs;

    FineTuningPages(FineTuningClient jobs) {
        this.jobs = jobs;
    }

    @GetMapping("/fine-tuning-jobs")
    @RequiresPermission(Permission.MODEL_READ)
    String list(
            Model model, @ModelAttribute("scope") Scope scope, @RequestParam(required = false) @Nullable String sort) {
        Column<Job> columns = Column.<Job>sorted(sort, "created", "/fine-tuning-jobs")
                .largestFirst("created")
                .by("model", Comparator.comparing(job -> job.terms().target().model()))
                .by("team", Comparator.comparing(Job::team))
                .by("method", Comparator.comparing(job -> job.terms().method()))
                .by("state", Comparator.comparing(Job::state))
                .by("created", Comparator.comparing(job -> job.times().createdAt()));
        Listing<Job> all = Listing.read(jobs::list);
        all.show(all.stream().filter(job -> scope.includes(job.team())).toList(), columns, model);
        model.addAttribute(
                "mayWrite", !Callers.current().teamsWith(Permission.MODEL_WRITE).isEmpty());
        return "console/finetuning/list";
    }

    @GetMapping("/fine-tuning-jobs/new")
    @RequiresPermission(Permission.MODEL_WRITE)
    String form(Model model, @RequestParam(required = false) @Nullable String base) {
        model.addAllAttributes(shown(FineTuningForm.empty(base)));
        return FORM;
    }

    @PostMapping("/fine-tuning-jobs/new")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelAndView create(@RequestParam Map<String, String> fields) {
        FineTuningForm form = new FineTuningForm(fields);
        Map<String, Object> shown = shown(form.withoutSecret());
        FormErrors unreadable = form.unreadable();
        if (unreadable != null) {
            return Submission.again(FORM, shown, unreadable);
        }
        return Submission.of(
                FORM,
                shown,
                "The job is started.",
                () -> "/fine-tuning-jobs/" + jobs.create(form.body()).id());
    }

    private static Map<String, Object> shown(FineTuningForm form) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("form", form);
        shown.put("methods", FineTuningForm.METHODS);
        shown.put("executors", FineTuningForm.EXECUTORS);
        shown.put("policies", FineTuningForm.POLICIES);
        return shown;
    }
}
