package io.plumbline.console.prompt;

import io.plumbline.console.api.Parts;
import io.plumbline.console.page.Column;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.console.prompt.PromptClient.Prompt;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// The list of prompts, and the forms that create and change one.
@Controller
@ConsolePage(
        section = Section.MODELS,
        label = "Prompts",
        path = "/prompts",
        permission = Permission.PROMPT_READ,
        order = 20,
        docs = "guides/prompts-and-datasets.md")
class PromptController {

    private static final int MOST = 500;
    private static final String FORM = "console/prompt/form";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    private final PromptClient prompts;

    PromptController(PromptClient prompts) {
        this.prompts = prompts;
    }

    @GetMapping("/prompts")
    @RequiresPermission(Permission.PROMPT_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String stage,
            @RequestParam(required = false) @Nullable String sort) {
        String words = q == null ? "" : q.strip().toLowerCase(Locale.ROOT);
        String filtered = UriComponentsBuilder.fromPath("/prompts")
                .queryParam("q", words)
                .queryParam("stage", Objects.requireNonNullElse(stage, ""))
                .build()
                .encode()
                .toUriString();
        Column<Prompt> columns = Column.<Prompt>sorted(sort, "name", filtered)
                .by("name", Comparator.comparing(Prompt::name))
                .by("team", Comparator.comparing(Prompt::team))
                .by("newest", Comparator.comparing(Prompt::newestVersion))
                .by("updated", Comparator.comparing(Prompt::updatedAt));
        List<Prompt> rows = prompts.list(MOST, null).items().stream()
                .filter(row -> scope.includes(row.team()))
                .filter(row -> words.isEmpty()
                        || (row.name() + " " + row.description())
                                .toLowerCase(Locale.ROOT)
                                .contains(words))
                .filter(row -> !"production".equals(stage) || row.production() != null)
                .toList();
        model.addAttribute("rows", columns.sort(rows));
        model.addAttribute("columns", columns);
        model.addAttribute("q", words);
        model.addAttribute("stage", stage);
        model.addAttribute(
                "mayWrite", !Callers.current().teamsWith(Permission.PROMPT_WRITE).isEmpty());
        return "console/prompt/list";
    }

    @GetMapping("/prompts/new")
    @RequiresPermission(Permission.PROMPT_WRITE)
    String form(Model model, @ModelAttribute("scope") Scope scope) {
        model.addAllAttributes(shown(new PromptForm("", scope.team(), "", "LIMITED", "", ""), true));
        return FORM;
    }

    @PostMapping("/prompts/new")
    @RequiresPermission(Permission.PROMPT_WRITE)
    ModelAndView create(PromptForm form) {
        String name = form.strippedName();
        Map<String, Object> shown = shown(form, true);
        if (!NAME.matcher(name).matches()) {
            return Submission.again(
                    FORM,
                    shown,
                    FormErrors.at("name", "must be 1 to 63 lowercase letters, digits, dots, hyphens or underscores"));
        }
        // A PUT would replace it.
        if (Parts.now(() -> prompts.get(name)).isPresent()) {
            return Submission.again(FORM, shown, FormErrors.at("name", "is the name of an existing prompt"));
        }
        return Submission.of(
                FORM,
                shown,
                "Prompt created. Write its first version.",
                () -> "/prompts/" + prompts.put(name, form.body()).name() + "/versions/new");
    }

    @GetMapping("/prompts/{name}/edit")
    @RequiresPermission(Permission.PROMPT_WRITE)
    String edit(@PathVariable String name, Model model) {
        model.addAllAttributes(shown(PromptForm.of(prompts.get(name)), false));
        return FORM;
    }

    @PostMapping("/prompts/{name}/edit")
    @RequiresPermission(Permission.PROMPT_WRITE)
    ModelAndView change(@PathVariable String name, PromptForm form) {
        PromptForm named = new PromptForm(
                name,
                prompts.get(name).team(),
                form.description(),
                form.riskTier(),
                form.requiredSuites(),
                form.tags());
        return Submission.of(
                FORM,
                shown(named, false),
                "Prompt changed.",
                () -> "/prompts/" + prompts.put(name, named.body()).name());
    }

    private static Map<String, Object> shown(PromptForm form, boolean isNew) {
        return Map.of(
                "form",
                form,
                "tiers",
                PromptForm.RISK_TIERS,
                "isNew",
                isNew,
                "title",
                isNew ? "New prompt" : "Settings of " + form.name());
    }
}
