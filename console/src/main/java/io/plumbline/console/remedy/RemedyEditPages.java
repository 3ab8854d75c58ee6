package io.plumbline.console.remedy;

import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.NewName;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Submission;
import io.plumbline.console.remedy.RemedyClient.Remedy;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/// The form that proposes or changes a remedy. Monitoring requests the approval of what it stores.
@Controller
@RequestMapping("/remedies")
class RemedyEditPages {

    private static final String FORM = "console/remedy/form";
    private static final String DONE = "The remedy is stored. It acts once another person has approved it.";

    private final RemedyClient remedies;

    RemedyEditPages(RemedyClient remedies) {
        this.remedies = remedies;
    }

    @GetMapping("/new")
    @RequiresPermission(Permission.MONITOR_WRITE)
    String form(Model model, @ModelAttribute("scope") Scope scope) {
        model.addAllAttributes(shown(null, RemedyForm.empty(scope.team())));
        return FORM;
    }

    @PostMapping("/new")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView create(RemedyForm form) {
        Map<String, Object> shown = shown(null, form);
        String name = RemedyForm.text(form.name());
        FormErrors problem = NewName.problem(name, "remedy", () -> remedies.get(name));
        return problem == null
                ? stored(name, form, RemedyForm.text(form.team()), shown)
                : Submission.again(FORM, shown, problem);
    }

    @GetMapping("/{name}/edit")
    @RequiresPermission(Permission.MONITOR_WRITE)
    String edit(@PathVariable String name, Model model) {
        var found = remedies.stored(name);
        Remedy remedy = Objects.requireNonNull(found.getBody());
        model.addAllAttributes(
                shown(name, RemedyForm.of(remedy, found.getHeaders().getETag())));
        return FORM;
    }

    @PostMapping("/{name}/edit")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView change(@PathVariable String name, RemedyForm form) {
        return stored(name, form, remedies.get(name).team(), shown(name, form));
    }

    private ModelAndView stored(String name, RemedyForm form, String team, Map<String, Object> shown) {
        FormErrors unreadable = form.unreadable();
        if (unreadable != null) {
            return Submission.again(FORM, shown, unreadable);
        }
        String tag = RemedyForm.text(form.tag());
        return Submission.of(FORM, shown, DONE, () -> {
            remedies.put(name, tag.isEmpty() ? null : tag, form.body(team));
            return "/remedies/" + name;
        });
    }

    /// @param name of the remedy that is changed; null for a new one
    private static Map<String, Object> shown(@Nullable String name, RemedyForm form) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("name", name);
        shown.put("form", form);
        shown.put("sources", RemedyForm.SOURCES);
        shown.put("severities", RemedyForm.SEVERITIES);
        shown.put("kinds", RemedyForm.KINDS);
        return shown;
    }
}
