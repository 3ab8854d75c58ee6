package io.plumbline.console.benchmark;

import static io.plumbline.console.benchmark.BenchmarkRunForm.given;

import io.plumbline.console.api.Parts;
import io.plumbline.console.benchmark.BenchmarkClient.Benchmark;
import io.plumbline.console.benchmark.BenchmarkClient.Checked;
import io.plumbline.console.benchmark.BenchmarkClient.Draft;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// The forms that create a benchmark with its files, upload a version of its data, and start a run.
@Controller
class BenchmarkFormPages {

    private static final String NEW = "console/benchmark/new";
    private static final String UPLOAD = "console/benchmark/upload";
    private static final String START = "console/benchmark/start";
    private static final int MOST_BENCHMARKS = 200;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final List<String> FORMATS = List.of(
            "MMLU", "HELLASWAG", "TRUTHFULQA", "BIG_BENCH_HARD", "GSM8K", "XSTEST", "IFEVAL", "BFCL", "HUMANEVAL");

    private final BenchmarkClient benchmarks;

    BenchmarkFormPages(BenchmarkClient benchmarks) {
        this.benchmarks = benchmarks;
    }

    /// What creates a benchmark.
    record BenchmarkForm(
            @Nullable String team,
            @Nullable String name,
            @Nullable String format,
            @Nullable String description) {

        Draft draft() {
            return new Draft(
                    given(team).isEmpty() ? null : given(team),
                    given(format),
                    given(description).isEmpty() ? null : given(description));
        }
    }

    @GetMapping("/benchmarks/new")
    @RequiresPermission(Permission.SUITE_WRITE)
    String form(Model model, @ModelAttribute("scope") Scope scope) {
        model.addAllAttributes(shown(new BenchmarkForm(scope.team(), "", FORMATS.getFirst(), "")));
        return NEW;
    }

    /// Checks the files before it creates the benchmark, so that a malformed file leaves nothing behind.
    @PostMapping("/benchmarks/new")
    @RequiresPermission(Permission.SUITE_WRITE)
    ModelAndView create(BenchmarkForm form, @RequestParam List<MultipartFile> file) {
        String name = given(form.name());
        Map<String, Object> shown = shown(form);
        if (!NAME.matcher(name).matches()) {
            return Submission.again(
                    NEW,
                    shown,
                    FormErrors.at("name", "must be 1 to 63 lowercase letters, digits, dots, hyphens or underscores"));
        }
        if (!FORMATS.contains(given(form.format()))) {
            return Submission.again(NEW, shown, FormErrors.at("format", "must be chosen"));
        }
        if (isNone(file)) {
            return Submission.again(NEW, shown, FormErrors.at("file", "is required"));
        }
        if (Parts.now(() -> benchmarks.benchmark(name)).isPresent()) {
            return Submission.again(NEW, shown, FormErrors.at("name", "is the name of an existing benchmark"));
        }
        return Submission.of(NEW, shown, "The benchmark is stored. Start a run.", () -> {
            Checked _ = benchmarks.check(name, given(form.format()), parts(file));
            Benchmark _ = benchmarks.put(name, form.draft());
            BenchmarkClient.Version _ = benchmarks.upload(name, parts(file));
            return "/benchmarks/runs/new?benchmark=" + name;
        });
    }

    @GetMapping("/benchmarks/{name}/upload")
    @RequiresPermission(Permission.SUITE_WRITE)
    String uploadForm(@PathVariable String name, Model model) {
        model.addAttribute("benchmark", benchmarks.benchmark(name));
        return UPLOAD;
    }

    @PostMapping("/benchmarks/{name}/upload")
    @RequiresPermission(Permission.SUITE_WRITE)
    ModelAndView upload(@PathVariable String name, @RequestParam List<MultipartFile> file) {
        Map<String, Object> shown = Map.of("benchmark", benchmarks.benchmark(name));
        return isNone(file)
                ? Submission.again(UPLOAD, shown, FormErrors.at("file", "is required"))
                : Submission.of(UPLOAD, shown, "The files are stored. Equal items make no new version.", () -> {
                    BenchmarkClient.Version _ = benchmarks.upload(name, parts(file));
                    return "/benchmarks?benchmark=" + name;
                });
    }

    private static boolean isNone(List<MultipartFile> files) {
        return files.stream().allMatch(MultipartFile::isEmpty);
    }

    private static MultiValueMap<String, Object> parts(List<MultipartFile> files) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_OCTET_STREAM);
        MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
        files.forEach(file -> parts.add("file", new HttpEntity<>(file.getResource(), headers)));
        return parts;
    }

    @GetMapping("/benchmarks/runs/new")
    @RequiresPermission(Permission.GATE_RUN)
    String start(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String benchmark,
            @RequestParam(required = false) @Nullable String candidate) {
        model.addAllAttributes(shown(BenchmarkRunForm.of(benchmark, candidate), scope));
        return START;
    }

    @PostMapping("/benchmarks/runs/new")
    @RequiresPermission(Permission.GATE_RUN)
    ModelAndView start(BenchmarkRunForm form, @ModelAttribute("scope") Scope scope) {
        FormErrors errors = form.errors();
        Map<String, Object> shown = shown(form, scope);
        return errors != null
                ? Submission.again(START, shown, errors)
                : Submission.of(
                        START,
                        shown,
                        "The run is queued. This page follows it.",
                        () -> "/benchmarks/runs/"
                                + benchmarks
                                        .open(given(form.benchmark()), form.body())
                                        .id());
    }

    private static Map<String, Object> shown(BenchmarkForm form) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("form", form);
        shown.put("formats", FORMATS);
        return shown;
    }

    private Map<String, Object> shown(BenchmarkRunForm form, Scope scope) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("form", form);
        shown.put(
                "known",
                benchmarks.benchmarks(MOST_BENCHMARKS).items().stream()
                        .filter(known -> scope.includes(known.team()) && known.newestVersion() != null)
                        .toList());
        return shown;
    }
}
