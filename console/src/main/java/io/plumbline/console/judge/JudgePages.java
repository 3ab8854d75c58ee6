package io.plumbline.console.judge;

import io.plumbline.console.api.Parts;
import io.plumbline.console.judge.JudgeClient.Calibration;
import io.plumbline.console.judge.JudgeClient.Judge;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

/// The list of judges, the page of a judge with its reliability by model, and the form that creates or changes one.
@Controller
@ConsolePage(
        section = Section.EVALUATION,
        label = "Judges",
        path = "/judges",
        permission = Permission.JUDGE_READ,
        order = 30,
        docs = "guides/judge.md")
class JudgePages {

    private static final int PAGE = 50;
    private static final String FORM = "console/judge/form";

    private final JudgeClient judges;
    private final JudgeRows rows;

    JudgePages(JudgeClient judges, JudgeRows rows) {
        this.judges = judges;
        this.rows = rows;
    }

    @GetMapping("/judges")
    @RequiresPermission(Permission.JUDGE_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String cursor) {
        Page<Judge> page = judges.list(PAGE, cursor);
        List<JudgeRow> shown = page.items().stream()
                .filter(judge -> scope.includes(judge.team()))
                .map(rows::of)
                .toList();
        model.addAttribute("rows", shown);
        model.addAttribute("conclusion", JudgeRow.conclusion(shown));
        model.addAttribute("pager", Pager.of(page, "/judges", cursor));
        model.addAttribute(
                "mayWrite", !Callers.current().teamsWith(Permission.JUDGE_WRITE).isEmpty());
        return "console/judge/list";
    }

    @GetMapping("/judges/{name}")
    @RequiresPermission(Permission.JUDGE_READ)
    String show(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        Judge judge = judge(name);
        Page<Calibration> page = judges.calibrations(name, PAGE, cursor);
        JudgeRow row = rows.of(judge);
        model.addAttribute("judge", judge);
        model.addAttribute("row", row);
        model.addAttribute("conclusion", row.conclusion());
        model.addAttribute(
                "calibrations", page.items().stream().map(CalibrationRow::of).toList());
        model.addAttribute("pager", Pager.of(page, "/judges/" + name, cursor));
        model.addAttribute("mayWrite", Callers.current().may(Permission.JUDGE_WRITE, judge.team()));
        return "console/judge/show";
    }

    @GetMapping("/judges/new")
    @RequiresPermission(Permission.JUDGE_WRITE)
    String form(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String rubric) {
        model.addAttribute("form", new JudgeForm("", scope.team(), rubric, "", "", "", "", ""));
        model.addAttribute("existing", false);
        return FORM;
    }

    @PostMapping("/judges/new")
    @RequiresPermission(Permission.JUDGE_WRITE)
    ModelAndView create(JudgeForm form) {
        Map<String, Object> shown = Map.of("form", form, "existing", false);
        FormErrors errors = form.errors();
        String name = JudgeForm.given(form.name());
        if (errors != null) {
            return Submission.again(FORM, shown, errors);
        }
        // A PUT would replace it.
        if (Parts.now(() -> judges.get(name)).isPresent()) {
            return Submission.again(FORM, shown, FormErrors.at("name", "is the name of an existing judge"));
        }
        return Submission.of(FORM, shown, "Judge created. Calibrate it before its ratings count in gates.", () -> {
            judges.put(name, form.body(), null);
            return "/judges/" + name;
        });
    }

    @GetMapping("/judges/{name}/edit")
    @RequiresPermission(Permission.JUDGE_WRITE)
    String edit(@PathVariable String name, Model model) {
        ResponseEntity<Judge> judge = judges.get(name);
        model.addAttribute(
                "form",
                JudgeForm.of(
                        Objects.requireNonNull(judge.getBody()),
                        judge.getHeaders().getETag()));
        model.addAttribute("existing", true);
        return FORM;
    }

    @PostMapping("/judges/{name}/edit")
    @RequiresPermission(Permission.JUDGE_WRITE)
    ModelAndView save(@PathVariable String name, JudgeForm form) {
        Map<String, Object> shown = Map.of("form", form, "existing", true);
        FormErrors errors = form.errors();
        return errors != null
                ? Submission.again(FORM, shown, errors)
                : Submission.of(FORM, shown, "The judge is changed.", () -> {
                    String etag = JudgeForm.given(form.etag());
                    judges.put(name, form.body(), etag.isEmpty() ? null : etag);
                    return "/judges/" + name;
                });
    }

    private Judge judge(String name) {
        return Objects.requireNonNull(judges.get(name).getBody());
    }
}
