package io.plumbline.console.rubric;

import io.plumbline.console.judge.JudgeRow;
import io.plumbline.console.judge.JudgeRows;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.rubric.RubricClient.Rubric;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// The list of rubrics, and each version with its criteria and judges.
@Controller
@ConsolePage(
        section = Section.EVALUATION,
        label = "Rubrics",
        path = "/rubrics",
        permission = Permission.RUBRIC_READ,
        order = 40,
        docs = "guides/judge.md")
class RubricPages {

    private static final int PAGE = 50;

    private final RubricClient rubrics;
    private final JudgeRows judges;

    RubricPages(RubricClient rubrics, JudgeRows judges) {
        this.rubrics = rubrics;
        this.judges = judges;
    }

    @GetMapping("/rubrics")
    @RequiresPermission(Permission.RUBRIC_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String cursor) {
        Page<Rubric> page = rubrics.list(PAGE, cursor);
        model.addAttribute(
                "rows",
                page.items().stream()
                        .filter(rubric -> rubric.builtIn() || scope.includes(rubric.team()))
                        .map(RubricRow::of)
                        .toList());
        model.addAttribute("pager", Pager.of(page, "/rubrics", cursor));
        model.addAttribute(
                "mayWrite",
                !Callers.current().teamsWith(Permission.RUBRIC_WRITE).isEmpty());
        return "console/rubric/list";
    }

    @GetMapping("/rubrics/{name}")
    @RequiresPermission(Permission.RUBRIC_READ)
    String newest(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        return show(rubrics.newest(name), cursor, model);
    }

    @GetMapping("/rubrics/{name}/versions/{version}")
    @RequiresPermission(Permission.RUBRIC_READ)
    String version(
            @PathVariable String name,
            @PathVariable int version,
            Model model,
            @RequestParam(required = false) @Nullable String cursor) {
        return show(rubrics.version(name, version), cursor, model);
    }

    private String show(Rubric rubric, @Nullable String cursor, Model model) {
        List<JudgeRow> using =
                Callers.current().teamsWith(Permission.JUDGE_READ).isEmpty()
                        ? List.of()
                        : judges.ofRubric(rubric.name());
        Page<Rubric> versions = rubrics.versions(rubric.name(), PAGE, cursor);
        model.addAttribute("rubric", rubric);
        model.addAttribute("words", RubricView.of(rubric));
        model.addAttribute("conclusion", RubricView.conclusion(rubric, using));
        model.addAttribute("judges", using);
        model.addAttribute("versions", versions.items());
        model.addAttribute("pager", Pager.of(versions, "/rubrics/" + rubric.name(), cursor));
        model.addAttribute(
                "mayWrite", rubric.team() != null && Callers.current().may(Permission.RUBRIC_WRITE, rubric.team()));
        model.addAttribute(
                "mayJudge", !Callers.current().teamsWith(Permission.JUDGE_WRITE).isEmpty());
        return "console/rubric/show";
    }
}
