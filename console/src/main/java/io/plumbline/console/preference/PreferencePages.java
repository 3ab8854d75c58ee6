package io.plumbline.console.preference;

import io.plumbline.console.api.Parts;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.console.preference.PreferenceClient.Made;
import io.plumbline.console.preference.PreferenceClient.Plan;
import io.plumbline.kit.security.Caller;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The datasets that were made from feedback, the plans that make them, and the form for both.
@Controller
@ConsolePage(
        section = Section.DATASETS,
        label = "Preferences",
        path = "/preferences",
        permission = Permission.FEEDBACK_READ,
        order = 15,
        docs = "guides/learn-from-feedback.md")
class PreferencePages {

    private static final int PAGE = 50;
    private static final int MOST_PLANS = 500;
    private static final String LIST = "/preferences";
    private static final String FORM = "console/preference/form";
    private static final List<String> FORMATS =
            List.of("TRL_DPO", "TRL_DPO_CONVERSATIONAL", "TRL_KTO", "TRL_KTO_CONVERSATIONAL", "RECORDS");

    private final PreferenceClient preferences;
    private final Parts parts;

    PreferencePages(PreferenceClient preferences, Parts parts) {
        this.preferences = preferences;
        this.parts = parts;
    }

    @GetMapping(LIST)
    @RequiresPermission(Permission.FEEDBACK_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String cursor) {
        Parts.Loading<Page<Plan>> plans = parts.load(() -> preferences.plans(MOST_PLANS, null));
        Page<Made> page = preferences.datasets(PAGE, cursor);
        model.addAttribute(
                "rows",
                page.items().stream()
                        .filter(made -> scope.includes(made.team()))
                        .toList());
        model.addAttribute("pager", Pager.of(page, LIST, cursor));
        Page<Plan> found = plans.get().value();
        model.addAttribute(
                "plans",
                found == null
                        ? List.of()
                        : found.items().stream()
                                .filter(plan -> scope.includes(plan.team()))
                                .toList());
        model.addAttribute("mayMake", mayMake());
        return "console/preference/list";
    }

    private static boolean mayMake() {
        Caller caller = Callers.current();
        return caller.teamsWith(Permission.DATASET_WRITE).stream()
                .anyMatch(team -> caller.may(Permission.CALL_CONTENT_READ, team));
    }

    @GetMapping("/preferences/new")
    @RequiresPermission(Permission.DATASET_WRITE)
    String form(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String route,
            @RequestParam(name = "model", required = false) @Nullable String version,
            @RequestParam(required = false) @Nullable String prompt) {
        model.addAllAttributes(shown(PreferenceForm.empty(scope.team(), route, version, prompt)));
        return FORM;
    }

    @PostMapping("/preferences/new")
    @RequiresPermission(Permission.DATASET_WRITE)
    ModelAndView make(PreferenceForm form) {
        var unreadable = form.unreadable();
        if (unreadable != null) {
            return Submission.again(FORM, shown(form), unreadable);
        }
        if (form.isPlan()) {
            return Submission.of(FORM, shown(form), "Plan saved. It runs now, then on its schedule.", () -> {
                preferences.put(PreferenceForm.text(form.plan()), form.body());
                return LIST;
            });
        }
        return Submission.of(
                FORM,
                shown(form),
                "The feedback was evaluated. The list has a new version unless there were no preferences.",
                () -> {
                    preferences.store(form.body());
                    return LIST;
                });
    }

    @GetMapping("/preferences/plans/{name}/delete")
    @RequiresPermission(Permission.DATASET_WRITE)
    String confirm(@PathVariable String name, Model model) {
        Plan plan = preferences.plan(name);
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Delete the plan " + plan.name() + "?",
                        "It stores no more versions. Its datasets remain.",
                        "/preferences/plans/" + plan.name() + "/delete",
                        "Delete",
                        true,
                        LIST,
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/preferences/plans/{name}/delete")
    @RequiresPermission(Permission.DATASET_WRITE)
    ModelAndView delete(@PathVariable String name) {
        return Submission.action(LIST, "Plan deleted.", () -> preferences.remove(name));
    }

    private static Map<String, Object> shown(PreferenceForm form) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("form", form);
        shown.put("formats", FORMATS);
        return shown;
    }
}
