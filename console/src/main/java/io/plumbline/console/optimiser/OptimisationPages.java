package io.plumbline.console.optimiser;

import io.plumbline.console.api.Parts;
import io.plumbline.console.optimiser.OptimisationChoices.Named;
import io.plumbline.console.optimiser.OptimisationClient.Optimisation;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The newest optimisations, and the form that starts one.
@Controller
@ConsolePage(
        section = Section.MODELS,
        label = "Optimisations",
        path = "/optimisations",
        permission = Permission.GATE_READ,
        order = 25,
        docs = "guides/prompts-and-datasets.md")
class OptimisationPages {

    private static final int PAGE = 50;
    private static final int MOST = 500;
    private static final String FORM = "console/optimiser/form";
    private static final List<String> STRATEGIES = List.of("BOTH", "INSTRUCTIONS", "FEW_SHOT");

    private final OptimisationClient optimisations;
    private final OptimisationChoices.OptimisedSuites suites;
    private final OptimisationChoices.Versioned versioned;
    private final Parts parts;

    OptimisationPages(
            OptimisationClient optimisations,
            OptimisationChoices.OptimisedSuites suites,
            OptimisationChoices.Versioned versioned,
            Parts parts) {
        this.optimisations = optimisations;
        this.suites = suites;
        this.versioned = versioned;
        this.parts = parts;
    }

    @GetMapping("/optimisations")
    @RequiresPermission(Permission.GATE_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String cursor) {
        Page<Optimisation> page = optimisations.list(null, PAGE, cursor);
        model.addAttribute(
                "rows",
                page.items().stream().filter(job -> scope.includes(job.team())).toList());
        model.addAttribute("pager", Pager.of(page, "/optimisations", cursor));
        model.addAttribute(
                "mayStart",
                !Callers.current().teamsWith(Permission.PROMPT_WRITE).isEmpty());
        return "console/optimiser/list";
    }

    @GetMapping("/optimisations/new")
    @RequiresPermission(Permission.PROMPT_WRITE)
    String form(Model model, @RequestParam(required = false) @Nullable String prompt) {
        model.addAllAttributes(shown(OptimisationForm.of(prompt)));
        return FORM;
    }

    @PostMapping("/optimisations/new")
    @RequiresPermission(Permission.PROMPT_WRITE)
    ModelAndView start(OptimisationForm form) {
        FormErrors unreadable = form.unreadable();
        return unreadable != null
                ? Submission.again(FORM, shown(form), unreadable)
                : Submission.of(
                        FORM,
                        shown(form),
                        "The optimisation is queued. This page follows it.",
                        () -> "/optimisations/"
                                + optimisations.open(form.body()).id());
    }

    private Map<String, Object> shown(OptimisationForm form) {
        Parts.Loading<Page<Named>> suite = parts.load(() -> suites.list(MOST));
        Parts.Loading<Page<Named>> model = parts.load(() -> versioned.models(MOST));
        Parts.Loading<Page<Named>> prompt = parts.load(() -> versioned.prompts(MOST));
        Map<String, Object> shown = new HashMap<>();
        shown.put("form", form);
        shown.put("strategies", STRATEGIES);
        shown.put("suites", items(suite).stream().map(Named::name).toList());
        shown.put("models", references(items(model)));
        shown.put("prompts", references(items(prompt)));
        return shown;
    }

    private static List<Named> items(Parts.Loading<Page<Named>> loading) {
        Page<Named> page = loading.get().value();
        return page == null ? List.of() : page.items();
    }

    /// Returns the newest version of each.
    private static List<String> references(List<Named> all) {
        return all.stream()
                .filter(named -> named.newestVersion() != null && named.newestVersion() > 0)
                .map(named -> named.name() + "@" + named.newestVersion())
                .toList();
    }
}
