package io.plumbline.eval.page.rubric;

import io.plumbline.eval.judge.Judge;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.page.judge.JudgeRow;
import io.plumbline.eval.page.judge.JudgeRows;
import io.plumbline.eval.rubric.Rubric;
import io.plumbline.eval.rubric.RubricCatalog;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// The pages of rubrics: the list, and each version with its criteria and judges.
@Controller
class RubricPages {

    private static final int MOST_JUDGES = 50;

    private final RubricCatalog rubrics;
    private final JudgeCatalog judges;
    private final JudgeRows rows;

    RubricPages(RubricCatalog rubrics, JudgeCatalog judges, JudgeRows rows) {
        this.rubrics = rubrics;
        this.judges = judges;
        this.rows = rows;
    }

    @GetMapping("/rubrics")
    @RequiresPermission(Permission.RUBRIC_READ)
    String list(@Valid Paging paging, Model model) {
        Page<Rubric> page = rubrics.list(paging);
        model.addAttribute("rubrics", page.items().stream().map(RubricRow::of).toList());
        model.addAttribute("nextCursor", page.nextCursor());
        return "eval/rubrics";
    }

    @GetMapping("/rubrics/{name}")
    @RequiresPermission(Permission.RUBRIC_READ)
    String newest(@PathVariable String name, @Valid Paging paging, Model model) {
        return show(rubrics.newest(name), paging, model);
    }

    @GetMapping("/rubrics/{name}/versions/{version}")
    @RequiresPermission(Permission.RUBRIC_READ)
    String version(@PathVariable String name, @PathVariable int version, @Valid Paging paging, Model model) {
        return show(rubrics.version(name, version), paging, model);
    }

    private String show(Rubric rubric, Paging paging, Model model) {
        List<Judge> using = judges.byRubric(rubric.name(), MOST_JUDGES);
        List<JudgeRow> shown = rows.of(using);
        Page<Rubric> versions = rubrics.versions(rubric.name(), paging);
        model.addAttribute("rubric", rubric);
        model.addAttribute("words", RubricView.of(rubric.document()));
        model.addAttribute("conclusion", RubricView.conclusion(rubric, shown));
        model.addAttribute("versions", versions.items());
        model.addAttribute("nextCursor", versions.nextCursor());
        model.addAttribute("judges", shown);
        return "eval/rubric";
    }
}
