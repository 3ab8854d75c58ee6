package io.plumbline.eval.page.judge;

import io.plumbline.eval.calibration.CalibrationService;
import io.plumbline.eval.calibration.CalibrationService.Known;
import io.plumbline.eval.calibration.JudgeCalibration;
import io.plumbline.eval.judge.Judge;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// The pages of judges: the list, each judge with its reliability by model, and each calibration with its charts.
@Controller
class JudgePages {

    private final JudgeCatalog judges;
    private final JudgeRows rows;
    private final CalibrationService calibrations;
    private final JudgedGates gates;

    JudgePages(JudgeCatalog judges, JudgeRows rows, CalibrationService calibrations, JudgedGates gates) {
        this.judges = judges;
        this.rows = rows;
        this.calibrations = calibrations;
        this.gates = gates;
    }

    @GetMapping("/judges")
    @RequiresPermission(Permission.JUDGE_READ)
    String list(@Valid Paging paging, Model model) {
        Page<Judge> page = judges.list(paging);
        List<JudgeRow> shown = rows.of(page.items());
        model.addAttribute("judges", shown);
        model.addAttribute("conclusion", JudgeRow.conclusion(shown));
        model.addAttribute("nextCursor", page.nextCursor());
        return "eval/judges";
    }

    @GetMapping("/judges/{name}")
    @RequiresPermission(Permission.JUDGE_READ)
    String show(@PathVariable String name, @Valid Paging paging, Model model) {
        Judge judge = judges.get(name);
        JudgeRow row = rows.of(List.of(judge)).getFirst();
        Page<CalibrationRow> all = calibrations.list(name, null, paging).map(CalibrationRow::of);
        model.addAttribute("judge", judge);
        model.addAttribute("row", row);
        model.addAttribute("conclusion", row.conclusion());
        model.addAttribute("calibrations", all.items());
        model.addAttribute("nextCursor", all.nextCursor());
        return "eval/judge";
    }

    @GetMapping("/judges/{name}/calibrations/{id}")
    @RequiresPermission(Permission.JUDGE_READ)
    String calibration(@PathVariable String name, @PathVariable UUID id, Model model) {
        Known known = calibrations.get(name, id);
        JudgeCalibration calibration = known.calibration();
        model.addAttribute("calibration", CalibrationRow.of(known));
        model.addAttribute("rubric", calibration.rubric());
        model.addAttribute("digest", calibration.judgeDigest());
        model.addAttribute("conclusion", CalibrationConclusion.of(known));
        model.addAttribute("agreement", FigureRows.agreement(calibration.report()));
        model.addAttribute("bias", FigureRows.bias(calibration.report()));
        model.addAttribute(
                "confusion", ConfusionView.of(calibration.report().confusion(), gates.lowestLevel(calibration)));
        model.addAttribute("scatter", ScatterView.of(calibration.items()));
        model.addAttribute("reliability", ReliabilityView.of(calibration.items()));
        model.addAttribute("labels", LabelsView.of(calibration.report(), calibration.items()));
        model.addAttribute("estimate", gates.estimate(calibration));
        model.addAttribute("drift", DriftView.of(calibration.drift()));
        return "eval/calibration";
    }
}
