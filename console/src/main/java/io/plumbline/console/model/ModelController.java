package io.plumbline.console.model;

import io.plumbline.console.api.Parts;
import io.plumbline.console.model.ModelClient.RegisteredModel;
import io.plumbline.console.page.Column;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// The list of registered models, and the form that registers one.
@Controller
@ConsolePage(
        section = Section.MODELS,
        label = "Models",
        path = "/models",
        permission = Permission.MODEL_READ,
        order = 10,
        docs = "guides/production-changes.md")
class ModelController {

    private static final int MOST = 500;
    private static final String FORM = "console/model/new";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    private final ModelClient models;

    ModelController(ModelClient models) {
        this.models = models;
    }

    @GetMapping("/models")
    @RequiresPermission(Permission.MODEL_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String stage,
            @RequestParam(required = false) @Nullable String sort) {
        String words = q == null ? "" : q.strip().toLowerCase(Locale.ROOT);
        String filtered = UriComponentsBuilder.fromPath("/models")
                .queryParam("q", words)
                .queryParam("stage", Objects.requireNonNullElse(stage, ""))
                .build()
                .encode()
                .toUriString();
        Column<RegisteredModel> columns = Column.<RegisteredModel>sorted(sort, "name", filtered)
                .by("name", Comparator.comparing(RegisteredModel::name))
                .by("team", Comparator.comparing(RegisteredModel::team))
                .by("risk", Comparator.comparingInt(row -> ModelForm.RISK_TIERS.indexOf(row.riskTier())))
                .by("updated", Comparator.comparing(RegisteredModel::updatedAt));
        List<RegisteredModel> rows = models.list(MOST, null).items().stream()
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
                "mayRegister",
                !Callers.current().teamsWith(Permission.MODEL_WRITE).isEmpty());
        return "console/model/list";
    }

    @GetMapping("/models/new")
    @RequiresPermission(Permission.MODEL_WRITE)
    String form(Model model, @ModelAttribute("scope") Scope scope) {
        model.addAttribute("form", new ModelForm("", scope.team(), "", "LIMITED", "", ""));
        model.addAttribute("tiers", ModelForm.RISK_TIERS);
        return FORM;
    }

    @PostMapping("/models/new")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelAndView register(ModelForm form) {
        String name = Objects.requireNonNullElse(form.name(), "").strip();
        Map<String, Object> shown = Map.of("form", form, "tiers", ModelForm.RISK_TIERS);
        // A PUT would replace it.
        if (!name.isEmpty() && Parts.now(() -> models.get(name)).isPresent()) {
            return Submission.again(FORM, shown, FormErrors.at("name", "is the name of an existing model"));
        }
        if (!NAME.matcher(name).matches()) {
            return Submission.again(
                    FORM,
                    shown,
                    FormErrors.at("name", "must be 1 to 63 lowercase letters, digits, dots, hyphens or underscores"));
        }
        return Submission.of(
                FORM,
                shown,
                "Model registered. Add its first version.",
                () -> "/models/" + models.put(name, form.body()).name());
    }
}
