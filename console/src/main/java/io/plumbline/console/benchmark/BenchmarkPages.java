package io.plumbline.console.benchmark;

import io.plumbline.console.benchmark.BenchmarkClient.Run;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/// The benchmarks, and the list of their runs.
@Controller
@ConsolePage(
        section = Section.EVALUATION,
        label = "Benchmarks",
        path = "/benchmarks",
        permission = Permission.GATE_READ,
        order = 55,
        docs = "guides/run-a-benchmark.md")
class BenchmarkPages {

    private static final int PAGE = 50;
    private static final int MOST_BENCHMARKS = 200;

    private final BenchmarkClient benchmarks;

    BenchmarkPages(BenchmarkClient benchmarks) {
        this.benchmarks = benchmarks;
    }

    @GetMapping("/benchmarks")
    @RequiresPermission(Permission.GATE_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String benchmark,
            @RequestParam(required = false) @Nullable String cursor) {
        String wanted = benchmark == null ? "" : benchmark.strip();
        Page<Run> page = benchmarks.list(wanted.isEmpty() ? null : wanted, PAGE, cursor);
        String address = UriComponentsBuilder.fromPath("/benchmarks")
                .queryParam("benchmark", wanted)
                .encode()
                .toUriString();
        model.addAttribute(
                "rows",
                page.items().stream()
                        .filter(run -> scope.includes(run.team()))
                        .map(BenchmarkRow::of)
                        .toList());
        model.addAttribute(
                "known",
                benchmarks.benchmarks(MOST_BENCHMARKS).items().stream()
                        .filter(known -> scope.includes(known.team()))
                        .toList());
        model.addAttribute("benchmark", wanted);
        model.addAttribute(
                "mayRun", !Callers.current().teamsWith(Permission.GATE_RUN).isEmpty());
        model.addAttribute(
                "mayWrite", !Callers.current().teamsWith(Permission.SUITE_WRITE).isEmpty());
        model.addAttribute("pager", Pager.of(page, wanted.isEmpty() ? "/benchmarks" : address, cursor));
        return "console/benchmark/list";
    }
}
