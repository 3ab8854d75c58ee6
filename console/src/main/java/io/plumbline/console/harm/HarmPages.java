package io.plumbline.console.harm;

import io.plumbline.console.harm.HarmClient.Measurement;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// The list of measurements of bias, hallucination and toxicity, and the form that starts one.
@Controller
@ConsolePage(
        section = Section.EVALUATION,
        label = "Bias and harm",
        path = "/harm",
        permission = Permission.CAMPAIGN_READ,
        order = 55,
        docs = "guides/measure-bias-and-hallucination.md")
class HarmPages {

    private static final int PAGE = 50;
    private static final String FORM = "console/harm/new";

    private final HarmClient measurements;

    HarmPages(HarmClient measurements) {
        this.measurements = measurements;
    }

    @GetMapping("/harm")
    @RequiresPermission(Permission.CAMPAIGN_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String cursor) {
        String wanted = HarmForm.given(kind);
        Page<Measurement> page = measurements.list(wanted.isEmpty() ? null : wanted, PAGE, cursor);
        String address = UriComponentsBuilder.fromPath("/harm")
                .queryParam("kind", wanted)
                .encode()
                .toUriString();
        model.addAttribute(
                "rows",
                page.items().stream()
                        .filter(measurement -> scope.includes(measurement.team()))
                        .map(HarmRow::of)
                        .toList());
        model.addAttribute("kind", wanted);
        model.addAttribute("kinds", measurements.library().kinds());
        model.addAttribute("pager", Pager.of(page, wanted.isEmpty() ? "/harm" : address, cursor));
        model.addAttribute(
                "mayRun", !Callers.current().teamsWith(Permission.CAMPAIGN_RUN).isEmpty());
        return "console/harm/list";
    }

    @GetMapping("/harm/new")
    @RequiresPermission(Permission.CAMPAIGN_RUN)
    String form(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String target,
            @RequestParam(required = false) @Nullable String prompt) {
        model.addAllAttributes(shown(HarmForm.of(scope.team(), target, prompt)));
        return FORM;
    }

    @PostMapping("/harm/new")
    @RequiresPermission(Permission.CAMPAIGN_RUN)
    ModelAndView start(HarmForm form) {
        FormErrors errors = form.errors();
        return errors != null
                ? Submission.again(FORM, shown(form), errors)
                : Submission.of(
                        FORM,
                        shown(form),
                        "The measurement is queued. This page follows it.",
                        () -> "/harm/" + measurements.open(form.body()).id());
    }

    private Map<String, Object> shown(HarmForm form) {
        return Map.of("form", form, "kinds", measurements.library().kinds());
    }
}
