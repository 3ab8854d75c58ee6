package io.plumbline.console.suite;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.evaluation.Source;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Edits a suite as source, with a preview of its changes and of their consequence for production, and requests
/// baselines.
@Controller
@RequestMapping("/suites/{name}")
class SuiteEditPages {

    private static final String FORM = "console/suite/edit";

    private final SuiteClient suites;

    SuiteEditPages(SuiteClient suites) {
        this.suites = suites;
    }

    @GetMapping("/edit")
    @RequiresPermission(Permission.SUITE_WRITE)
    String form(@PathVariable String name, Model model) {
        ResponseEntity<JsonNode> suite = suites.get(name);
        model.addAllAttributes(shown(
                name,
                SuiteSource.document(Objects.requireNonNull(suite.getBody())),
                suite.getHeaders().getETag(),
                null));
        return FORM;
    }

    /// Shows the changes, or makes them.
    ///
    /// @param etag of the suite when the form was opened
    /// @param save absent for a preview
    @PostMapping("/edit")
    @RequiresPermission(Permission.SUITE_WRITE)
    ModelAndView edit(
            @PathVariable String name,
            @RequestParam String source,
            @RequestParam(required = false) @Nullable String etag,
            @RequestParam(required = false) @Nullable String save) {
        JsonNode document;
        try {
            document = Source.read(source);
        } catch (JacksonException e) {
            return Submission.again(
                    FORM,
                    shown(name, source, etag, null),
                    FormErrors.at("source", "must be JSON: " + e.getOriginalMessage()));
        }
        if (save != null) {
            return Submission.of(
                    FORM, shown(name, source, etag, preview(name, document)), "The suite is changed.", () -> {
                        suites.put(name, document, etag == null || etag.isEmpty() ? null : etag);
                        return "/suites/" + name + "/revisions";
                    });
        }
        try {
            return new ModelAndView(FORM, shown(name, source, etag, suites.diff(name, document)));
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(FORM, shown(name, source, etag, null), FormErrors.of(problem));
        }
    }

    /// Returns the preview; null if the document is refused, which saving says better.
    private SuiteClient.@Nullable Diff preview(String name, JsonNode document) {
        try {
            return suites.diff(name, document);
        } catch (ApiProblem problem) {
            return null;
        }
    }

    @GetMapping("/baselines/new")
    @RequiresPermission(Permission.SUITE_WRITE)
    String confirm(@PathVariable String name, @RequestParam UUID gate, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Request the candidate of this gate as the baseline of " + name + "?",
                        "Later versions are compared with it. Another person must approve it; until then the previous"
                                + " baseline stays.",
                        "/suites/" + name + "/baselines",
                        "Request the baseline",
                        false,
                        "/gates/" + gate,
                        Map.of("gate", gate.toString()),
                        true));
        return Confirmation.VIEW;
    }

    @PostMapping("/baselines")
    @RequiresPermission(Permission.SUITE_WRITE)
    ModelAndView ask(
            @PathVariable String name, @RequestParam UUID gate, @RequestParam(defaultValue = "") String reason) {
        return Submission.action(
                "/suites/" + name + "/baselines",
                "The baseline is requested. Another person must approve it.",
                () -> suites.ask(name, new SuiteClient.BaselineBody(gate, reason.isBlank() ? null : reason.strip())));
    }

    private static Map<String, @Nullable Object> shown(
            String name, String source, @Nullable String etag, SuiteClient.@Nullable Diff diff) {
        Map<String, @Nullable Object> shown = new HashMap<>();
        shown.put("name", name);
        shown.put("source", source);
        shown.put("etag", etag);
        shown.put("diff", diff);
        return shown;
    }
}
