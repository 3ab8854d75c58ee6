package io.plumbline.console.suite;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.api.LoadedPart;
import io.plumbline.console.api.Parts;
import io.plumbline.console.gate.GateClient;
import io.plumbline.console.gate.GateRow;
import io.plumbline.console.page.Column;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.console.suite.RegistryNames.Versioned;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.Comparator;
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

/// The list of suites, and the form that creates one.
@Controller
@ConsolePage(
        section = Section.EVALUATION,
        label = "Suites",
        path = "/suites",
        permission = Permission.SUITE_READ,
        order = 20,
        docs = "evaluation.md")
class SuitePages {

    private static final int MOST = 200;
    private static final String FORM = "console/suite/new";

    private final SuiteClient suites;
    private final GateClient gates;
    private final RegistryNames registry;

    SuitePages(SuiteClient suites, GateClient gates, RegistryNames registry) {
        this.suites = suites;
        this.gates = gates;
        this.registry = registry;
    }

    @GetMapping("/suites")
    @RequiresPermission(Permission.SUITE_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String cursor) {
        Page<SuiteDocument> page = suites.list(MOST, cursor);
        List<GateRow> newest = gates.list(null, null, null, MOST, null).items().stream()
                .map(GateRow::of)
                .toList();
        Column<SuiteRow> columns = Column.<SuiteRow>sorted(sort, "name", "/suites")
                .by("name", Comparator.comparing(SuiteRow::name))
                .by("team", Comparator.comparing(SuiteRow::team))
                .by("updated", Comparator.comparing(SuiteRow::updatedAt));
        model.addAttribute(
                "rows",
                columns.sort(page.items().stream()
                        .filter(suite -> scope.includes(suite.team()))
                        .map(suite -> SuiteRow.of(suite, newest))
                        .toList()));
        model.addAttribute("columns", columns);
        model.addAttribute("pager", Pager.of(page, "/suites", cursor));
        model.addAttribute(
                "mayWrite", !Callers.current().teamsWith(Permission.SUITE_WRITE).isEmpty());
        return "console/suite/list";
    }

    @GetMapping("/suites/new")
    @RequiresPermission(Permission.SUITE_WRITE)
    String form(Model model, @ModelAttribute("scope") Scope scope) {
        model.addAllAttributes(shown(new SuiteForm("", scope.team(), "", "", SuiteForm.METRICS)));
        return FORM;
    }

    @PostMapping("/suites/new")
    @RequiresPermission(Permission.SUITE_WRITE)
    ModelAndView create(SuiteForm form) {
        FormErrors errors = form.errors();
        if (errors != null) {
            return Submission.again(FORM, shown(form), errors);
        }
        String name = SuiteForm.text(form.name());
        // A PUT would replace it.
        if (Parts.now(() -> suites.get(name)).isPresent()) {
            return Submission.again(FORM, shown(form), FormErrors.at("name", "is the name of an existing suite"));
        }
        try {
            suites.put(name, form.document(), null);
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            FormErrors refused = FormErrors.of(problem);
            Map<String, String> fields = new HashMap<>(refused.fields());
            if (fields.containsKey("template")) {
                fields.put("prompt", fields.get("template"));
            }
            return Submission.again(
                    FORM,
                    shown(form),
                    new FormErrors(refused.message(), refused.detail(), fields, refused.approvalId()));
        }
        return Submission.redirect(
                "/suites/" + name, new Submission.Flash("good", "Suite created. Run a gate on it.", null, null));
    }

    private Map<String, @Nullable Object> shown(SuiteForm form) {
        return Map.of(
                "form", form,
                "datasets", references(Parts.now(() -> registry.datasets(MOST))),
                "prompts", references(Parts.now(() -> registry.prompts(MOST))));
    }

    private static List<String> references(LoadedPart<Page<Versioned>> part) {
        Page<Versioned> page = part.value();
        return page == null
                ? List.of()
                : page.items().stream()
                        .filter(one -> one.newestVersion() != null && one.newestVersion() > 0)
                        .map(Versioned::reference)
                        .toList();
    }
}
