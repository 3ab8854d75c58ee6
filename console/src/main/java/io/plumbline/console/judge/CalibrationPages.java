package io.plumbline.console.judge;

import io.plumbline.console.api.Parts;
import io.plumbline.console.judge.JudgeClient.Calibration;
import io.plumbline.console.judge.JudgeClient.Judge;
import io.plumbline.console.judge.JudgeClient.Label;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/// The page of a calibration, with its charts, and the request for its confirmation by a second person.
@Controller
@RequestMapping("/judges/{name}/calibrations/{id}")
class CalibrationPages {

    private static final int PAGE = 500;
    private static final int MOST = 5_000;

    private final JudgeClient judges;
    private final RubricScales levels;
    private final ActorNames names;

    CalibrationPages(JudgeClient judges, RubricScales levels, ActorNames names) {
        this.judges = judges;
        this.levels = levels;
        this.names = names;
    }

    @GetMapping
    @RequiresPermission(Permission.JUDGE_READ)
    String show(@PathVariable String name, @PathVariable UUID id, Model model) {
        Calibration calibration = judges.calibration(name, id);
        Judge judge = Objects.requireNonNull(judges.get(name).getBody());
        List<Label> labels = labels(name, id);
        List<String> people = new ArrayList<>();
        Stream.ofNullable(calibration.author()).forEach(people::add);
        Stream.ofNullable(calibration.confirmation().decidedBy()).forEach(people::addAll);
        model.addAttribute("calibration", calibration);
        model.addAttribute("row", CalibrationRow.of(calibration));
        model.addAttribute("names", names.of(people));
        model.addAttribute("conclusion", CalibrationConclusion.of(calibration));
        model.addAttribute("agreement", FigureRows.agreement(calibration.report()));
        model.addAttribute("bias", FigureRows.bias(calibration.report()));
        model.addAttribute(
                "confusion", ConfusionView.of(calibration.report().confusion(), lowestLevel(calibration.rubric())));
        model.addAttribute("scatter", ScatterView.of(labels));
        model.addAttribute("reliability", ReliabilityView.of(judges.reliability(name, id)));
        model.addAttribute("labels", LabelsView.of(calibration.report(), labels));
        model.addAttribute("estimate", EstimateView.of(judges.estimate(name, id)));
        model.addAttribute("drift", DriftView.of(calibration.drift()));
        model.addAttribute(
                "mayConfirm",
                Callers.current().may(Permission.JUDGE_WRITE, judge.team())
                        && calibration.confirmation().state().equals("NONE")
                        && Objects.equals(
                                calibration.verified(), calibration.report().items())
                        && !calibration.stale());
        return "console/judge/calibration";
    }

    /// Requests the confirmation.
    @PostMapping("/confirm")
    @RequiresPermission(Permission.JUDGE_WRITE)
    ModelAndView confirm(@PathVariable String name, @PathVariable UUID id) {
        return Submission.action(
                "/judges/" + name + "/calibrations/" + id,
                "The confirmation is requested. Another person than the author of the labels must approve it.",
                () -> judges.confirm(name, id));
    }

    private List<Label> labels(String name, UUID id) {
        List<Label> labels = new ArrayList<>();
        String cursor = null;
        do {
            Page<Label> page = judges.labels(name, id, PAGE, cursor);
            labels.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null && labels.size() < MOST);
        return labels;
    }

    /// Returns the lowest level of the rubric; 1 if the rubric no longer exists.
    private int lowestLevel(String reference) {
        int at = reference.indexOf('@');
        RubricScales.Scaled rubric = Parts.now(
                        () -> levels.version(reference.substring(0, at), Integer.parseInt(reference.substring(at + 1))))
                .value();
        return rubric == null ? 1 : rubric.scale().min();
    }
}
