package io.plumbline.console.rubric;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.evaluation.Source;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.NewName;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
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

/// Creates a rubric, or adds a version to one, as source with a preview of its changes.
@Controller
class RubricEditPages {

    private static final String FORM = "console/rubric/edit";
    private static final List<String> NOT_OF_THE_DOCUMENT =
            List.of("name", "version", "digest", "builtIn", "createdAt");

    private final RubricClient rubrics;

    RubricEditPages(RubricClient rubrics) {
        this.rubrics = rubrics;
    }

    @GetMapping("/rubrics/new")
    @RequiresPermission(Permission.RUBRIC_WRITE)
    String form(Model model, @ModelAttribute("scope") Scope scope) {
        model.addAllAttributes(shown("", example(scope.team() == null ? "" : scope.team()), false, null));
        return FORM;
    }

    @PostMapping("/rubrics/new")
    @RequiresPermission(Permission.RUBRIC_WRITE)
    ModelAndView create(
            @RequestParam String name,
            @RequestParam String source,
            @RequestParam(required = false) @Nullable String save) {
        String given = name.strip();
        FormErrors problem = NewName.problem(given, "rubric", () -> rubrics.newest(given));
        if (problem != null) {
            return Submission.again(FORM, shown(given, source, false, null), problem);
        }
        return submit(given, source, false, save);
    }

    @GetMapping("/rubrics/{name}/edit")
    @RequiresPermission(Permission.RUBRIC_WRITE)
    String edit(@PathVariable String name, Model model) {
        model.addAllAttributes(shown(name, Source.of(rubrics.source(name), NOT_OF_THE_DOCUMENT), true, null));
        return FORM;
    }

    @PostMapping("/rubrics/{name}/edit")
    @RequiresPermission(Permission.RUBRIC_WRITE)
    ModelAndView add(
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
                    "The version is stored.",
                    () -> "/rubrics/" + name + "/versions/"
                            + rubrics.put(name, document).version());
        }
        try {
            return new ModelAndView(FORM, shown(name, source, existing, rubrics.diff(name, document)));
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(FORM, shown(name, source, existing, null), FormErrors.of(problem));
        }
    }

    private static Map<String, @Nullable Object> shown(
            String name, String source, boolean existing, RubricClient.@Nullable Diff diff) {
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
                  "description": "Whether the answer keeps the tone of the bank.",
                  "scale": {"min": 1, "max": 3},
                  "criteria": [
                    {
                      "name": "tone",
                      "description": "How well the answer keeps the tone.",
                      "anchors": {"1": "Rude or flippant.", "2": "Neutral.", "3": "Polite and clear."}
                    }
                  ]
                }
                """.formatted(team);
    }
}
