package io.plumbline.console.benchmark;

import io.plumbline.console.benchmark.BenchmarkClient.Comparison;
import io.plumbline.console.benchmark.BenchmarkClient.JudgeResult;
import io.plumbline.console.benchmark.BenchmarkClient.Results;
import io.plumbline.console.benchmark.BenchmarkClient.Run;
import io.plumbline.console.benchmark.BenchmarkRow.ChangeLine;
import io.plumbline.console.benchmark.BenchmarkRow.Line;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The page of a run: metrics with intervals, groups, signs of contamination, what is pinned, and comparisons with
/// other
/// runs of the same data and settings.
@Controller
@RequestMapping("/benchmarks/runs/{id}")
class BenchmarkPage {

    private static final int MOST_OTHERS = 50;

    private final BenchmarkClient benchmarks;

    BenchmarkPage(BenchmarkClient benchmarks) {
        this.benchmarks = benchmarks;
    }

    @GetMapping
    @RequiresPermission(Permission.GATE_READ)
    String show(@PathVariable UUID id, Model model) {
        Run run = benchmarks.get(id);
        Results results = run.results();
        model.addAttribute("run", run);
        model.addAttribute("halted", BenchmarkRow.halted(run.halted()));
        model.addAttribute("mayRun", Callers.current().may(Permission.GATE_RUN, run.team()));
        if (results != null) {
            model.addAttribute(
                    "metrics",
                    results.metrics().stream()
                            .map(metric -> Line.of(metric.name(), metric))
                            .toList());
            model.addAttribute(
                    "groups",
                    results.groups().stream()
                            .map(group -> Line.of(group.group(), group.result()))
                            .toList());
            BenchmarkClient.Contamination found = results.contamination();
            model.addAttribute("completed", found == null ? null : completed(found.completed()));
            model.addAttribute(
                    "order",
                    found == null || found.order() == null ? null : ChangeLine.of("Other order", found.order()));
            model.addAttribute("judgeError", results.judge() == null ? null : judged(results.judge()));
            model.addAttribute("others", others(run));
        }
        return "console/benchmark/show";
    }

    private static String completed(BenchmarkClient.@Nullable Metric metric) {
        return metric == null
                ? "none was long enough"
                : BenchmarkRow.share(metric) + ", of " + metric.items() + " that are long enough";
    }

    private static String judged(JudgeResult judge) {
        return judge.error() == null || judge.corrected() == null
                ? "The error of the judge " + judge.name() + " is unknown: " + judge.reason()
                : "On " + judge.error().items() + " labelled answers, the judge " + judge.name() + " was wrong in "
                        + BenchmarkRow.share(judge.error())
                        + ". Corrected by these labels, the share of safe prompts with"
                        + " full compliance is " + BenchmarkRow.share(judge.corrected()) + ".";
    }

    /// Returns the runs that can be the baseline of a comparison.
    private List<BenchmarkRow> others(Run run) {
        return benchmarks.list(run.subject().benchmark(), MOST_OTHERS, null).items().stream()
                .filter(other -> !other.id().equals(run.id())
                        && other.results() != null
                        && other.pins().settingsDigest().equals(run.pins().settingsDigest()))
                .map(BenchmarkRow::of)
                .toList();
    }

    /// Returns the progress alone, while the run lasts.
    @GetMapping("/progress")
    @RequiresPermission(Permission.GATE_READ)
    String progress(@PathVariable UUID id, Model model) {
        model.addAttribute("run", benchmarks.get(id));
        return "console/benchmark/show :: progress";
    }

    @GetMapping("/comparison")
    @RequiresPermission(Permission.GATE_READ)
    String compare(@PathVariable UUID id, @RequestParam UUID baseline, Model model) {
        Comparison comparison = benchmarks.compare(id, baseline);
        model.addAttribute("run", benchmarks.get(id));
        model.addAttribute("baseline", benchmarks.get(baseline));
        model.addAttribute("metric", comparison.metric());
        model.addAttribute("all", comparison.all() == null ? null : ChangeLine.of("All", comparison.all()));
        model.addAttribute(
                "groups",
                comparison.groups().stream()
                        .map(group -> ChangeLine.of(group.group(), group.change()))
                        .toList());
        return "console/benchmark/comparison";
    }

    @PostMapping("/cancel")
    @RequiresPermission(Permission.GATE_RUN)
    ModelAndView cancel(@PathVariable UUID id) {
        return Submission.action("/benchmarks/runs/" + id, "The run is cancelled.", () -> benchmarks.cancel(id));
    }
}
