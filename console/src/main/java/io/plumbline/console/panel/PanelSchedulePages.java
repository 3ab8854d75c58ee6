package io.plumbline.console.panel;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.api.Parts;
import io.plumbline.console.evaluation.Source;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.console.panel.PanelScheduleClient.Schedule;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
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

/// The list of schedules of panels, and the source of one with a preview of its changes.
@Controller
@ConsolePage(
        section = Section.EVALUATION,
        label = "Panel schedules",
        path = "/panel-schedules",
        permission = Permission.PANEL_READ,
        order = 52,
        docs = "guides/run-a-panel.md")
class PanelSchedulePages {

    static final List<String> NOT_OF_THE_DOCUMENT = List.of("name", "revision", "nextRun", "last", "stopped");

    private static final int PAGE = 50;
    private static final String LIST = "/panel-schedules";
    private static final String FORM = "console/panel/schedule-form";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,50}");

    private final PanelScheduleClient schedules;

    PanelSchedulePages(PanelScheduleClient schedules) {
        this.schedules = schedules;
    }

    /// What the form holds.
    ///
    /// @param etag of the stored schedule; empty for a new one
    /// @param save present to store it, absent to preview the changes
    record Draft(
            @Nullable String name,
            @Nullable String source,
            @Nullable String etag,
            @Nullable String save) {}

    @GetMapping(LIST)
    @RequiresPermission(Permission.PANEL_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String cursor) {
        Page<Schedule> page = schedules.list(PAGE, cursor);
        model.addAttribute(
                "rows",
                page.items().stream()
                        .filter(schedule -> scope.includes(schedule.team()))
                        .toList());
        model.addAttribute("pager", Pager.of(page, LIST, cursor));
        model.addAttribute(
                "mayWrite", !Callers.current().teamsWith(Permission.PANEL_WRITE).isEmpty());
        return "console/panel/schedules";
    }

    @GetMapping("/panel-schedules/new")
    @RequiresPermission(Permission.PANEL_WRITE)
    String form(Model model, @ModelAttribute("scope") Scope scope) {
        String team = scope.team();
        model.addAllAttributes(shown("", example(team == null ? "" : team), "", false, null));
        return FORM;
    }

    @PostMapping("/panel-schedules/new")
    @RequiresPermission(Permission.PANEL_WRITE)
    ModelAndView create(Draft draft) {
        String name = text(draft.name()).strip();
        FormErrors errors = null;
        if (!NAME.matcher(name).matches()) {
            errors = FormErrors.at("name", "must be 1 to 51 lowercase letters, digits, dots, hyphens or underscores");
        } else if (Parts.now(() -> schedules.get(name)).isPresent()) {
            errors = FormErrors.at("name", "is the name of an existing schedule");
        }
        return errors == null
                ? submit(name, draft, false)
                : Submission.again(FORM, shown(name, text(draft.source()), "", false, null), errors);
    }

    @GetMapping("/panel-schedules/{name}/edit")
    @RequiresPermission(Permission.PANEL_WRITE)
    String edit(@PathVariable String name, Model model) {
        ResponseEntity<JsonNode> stored = schedules.document(name);
        String source = Source.of(Objects.requireNonNull(stored.getBody()), NOT_OF_THE_DOCUMENT);
        model.addAllAttributes(shown(name, source, text(stored.getHeaders().getETag()), true, null));
        return FORM;
    }

    @PostMapping("/panel-schedules/{name}/edit")
    @RequiresPermission(Permission.PANEL_WRITE)
    ModelAndView change(@PathVariable String name, Draft draft) {
        return submit(name, draft, true);
    }

    private ModelAndView submit(String name, Draft draft, boolean existing) {
        String source = text(draft.source());
        String etag = text(draft.etag());
        Map<String, @Nullable Object> shown = shown(name, source, etag, existing, null);
        JsonNode document;
        try {
            document = Source.read(source);
        } catch (JacksonException e) {
            return Submission.again(FORM, shown, FormErrors.at("source", "must be JSON: " + e.getOriginalMessage()));
        }
        if (draft.save() != null) {
            return Submission.of(
                    FORM,
                    shown,
                    "The schedule is stored and runs in your name.",
                    () -> LIST + "/"
                            + schedules
                                    .put(name, etag.isEmpty() ? null : etag, document)
                                    .name());
        }
        try {
            return new ModelAndView(FORM, shown(name, source, etag, existing, schedules.diff(name, document)));
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(FORM, shown, FormErrors.of(problem));
        }
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    private static Map<String, @Nullable Object> shown(
            String name, String source, String etag, boolean existing, PanelClient.@Nullable Diff diff) {
        Map<String, @Nullable Object> shown = new HashMap<>();
        shown.put("name", name);
        shown.put("source", source);
        shown.put("etag", etag);
        shown.put("existing", existing);
        shown.put("diff", diff);
        return shown;
    }

    private static String example(String team) {
        return """
                {
                  "team": "%s",
                  "everyMonths": 3,
                  "source": {"dataset": "rated-answers", "answer": "completion", "strata": ["route", "label"], "items": 100},
                  "title": "Answers of the quarter",
                  "rubric": "accuracy@1",
                  "design": {"annotators": 3, "perItem": 2},
                  "daysOpen": 30
                }
                """.formatted(team);
    }
}
