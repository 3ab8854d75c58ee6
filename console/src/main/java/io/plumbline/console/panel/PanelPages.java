package io.plumbline.console.panel;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.evaluation.Source;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.NewName;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.console.panel.PanelClient.Panel;
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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The list of panels, and the source of one with a preview of its changes.
@Controller
@ConsolePage(
        section = Section.EVALUATION,
        label = "Panels",
        path = "/panels",
        permission = Permission.PANEL_READ,
        order = 50,
        docs = "guides/run-a-panel.md")
class PanelPages {

    private static final int PAGE = 50;
    private static final String FORM = "console/panel/edit";
    private static final List<String> NOT_OF_THE_DOCUMENT =
            List.of("name", "revision", "state", "runId", "total", "decided", "createdAt", "updatedAt", "closedAt");

    private final PanelClient panels;

    PanelPages(PanelClient panels) {
        this.panels = panels;
    }

    @GetMapping("/panels")
    @RequiresPermission(Permission.PANEL_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String cursor) {
        Page<Panel> page = panels.list(PAGE, cursor);
        model.addAttribute(
                "rows",
                page.items().stream()
                        .filter(panel -> scope.includes(panel.team()))
                        .toList());
        model.addAttribute("pager", Pager.of(page, "/panels", cursor));
        model.addAttribute(
                "mayWrite", !Callers.current().teamsWith(Permission.PANEL_WRITE).isEmpty());
        return "console/panel/list";
    }

    @GetMapping("/panels/new")
    @RequiresPermission(Permission.PANEL_WRITE)
    String form(Model model, @ModelAttribute("scope") Scope scope) {
        String team = scope.team();
        model.addAllAttributes(shown("", example(team == null ? "" : team), false, null));
        return FORM;
    }

    @PostMapping("/panels/new")
    @RequiresPermission(Permission.PANEL_WRITE)
    ModelAndView create(
            @RequestParam String name,
            @RequestParam String source,
            @RequestParam(required = false) @Nullable String save) {
        String given = name.strip();
        FormErrors problem = NewName.problem(given, "panel", () -> panels.get(given));
        if (problem != null) {
            return Submission.again(FORM, shown(given, source, false, null), problem);
        }
        return submit(given, source, false, save);
    }

    @GetMapping("/panels/{name}/edit")
    @RequiresPermission(Permission.PANEL_WRITE)
    String edit(@PathVariable String name, Model model) {
        model.addAllAttributes(shown(name, Source.of(panels.source(name), NOT_OF_THE_DOCUMENT), true, null));
        return FORM;
    }

    @PostMapping("/panels/{name}/edit")
    @RequiresPermission(Permission.PANEL_WRITE)
    ModelAndView change(
            @PathVariable String name,
            @RequestParam String source,
            @RequestParam(required = false) @Nullable String save) {
        return submit(name, source, true, save);
    }

    private ModelAndView submit(String name, String source, boolean existing, @Nullable String save) {
        JsonNode document;
        try {
            document = Source.read(source);
        } catch (JacksonException e) {
            return Submission.again(
                    FORM,
                    shown(name, source, existing, null),
                    FormErrors.at("source", "must be JSON: " + e.getOriginalMessage()));
        }
        if (save != null) {
            return Submission.of(
                    FORM,
                    shown(name, source, existing, null),
                    "The panel is stored.",
                    () -> "/panels/" + panels.put(name, document).name());
        }
        try {
            return new ModelAndView(FORM, shown(name, source, existing, panels.diff(name, document)));
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(FORM, shown(name, source, existing, null), FormErrors.of(problem));
        }
    }

    private static Map<String, @Nullable Object> shown(
            String name, String source, boolean existing, PanelClient.@Nullable Diff diff) {
        Map<String, @Nullable Object> shown = new HashMap<>();
        shown.put("name", name);
        shown.put("source", source);
        shown.put("existing", existing);
        shown.put("diff", diff);
        return shown;
    }

    private static String example(String team) {
        return """
                {
                  "team": "%s",
                  "title": "Answers to customers",
                  "type": "SINGLE",
                  "rubric": "accuracy@1",
                  "guidelines": "Rate the answer, not the question.",
                  "source": {"dataset": "answers@1", "answers": ["answer"], "items": 100},
                  "design": {"annotators": 3, "perItem": 2}
                }
                """.formatted(team);
    }
}
