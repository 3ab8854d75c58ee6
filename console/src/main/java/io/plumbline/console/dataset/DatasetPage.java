package io.plumbline.console.dataset;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.api.Parts;
import io.plumbline.console.dataset.DatasetClient.AddedRecords;
import io.plumbline.console.dataset.DatasetClient.Dataset;
import io.plumbline.console.dataset.DatasetClient.DatasetVersion;
import io.plumbline.console.dataset.SuiteUseClient.Suite;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Submission;
import io.plumbline.console.page.Tab;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// The page of a dataset: its versions, their records, and the ways to a next version.
@Controller
@RequestMapping("/datasets/{name}")
class DatasetPage {

    private static final int PAGE = 50;
    private static final int RECORDS = 25;
    private static final int MOST_SUITES = 500;
    private static final String UPLOAD = "console/dataset/upload";
    private static final Pattern PLACE = Pattern.compile("/(?:lines|rows)/");
    static final String RECORD = "console/dataset/record-new";

    private final DatasetClient datasets;
    private final SuiteUseClient suites;
    private final ActorNames names;
    private final Parts parts;

    DatasetPage(DatasetClient datasets, SuiteUseClient suites, ActorNames names, Parts parts) {
        this.datasets = datasets;
        this.suites = suites;
        this.names = names;
        this.parts = parts;
    }

    /// An invalid line of an upload.
    ///
    /// @param member the faulty member of the record; empty for the whole line
    record LineFault(String line, String member, String message) {}

    /// The fields of an upload besides the file.
    ///
    /// @param preset the name of a mapping; `own` for the one in `ownMapping`; empty for none
    /// @param ownMapping a JSON object
    record UploadForm(
            @Nullable String redact,
            @Nullable String format,
            @Nullable String preset,
            @Nullable String ownMapping) {

        static final UploadForm EMPTY = new UploadForm("", "", "", "");

        /// Returns the mapping to request; null for none.
        @Nullable
        String mapping() {
            String chosen = Objects.requireNonNullElse(preset, "");
            return switch (chosen) {
                case "" -> null;
                case "own" -> Objects.requireNonNullElse(ownMapping, "").isBlank() ? "{}" : ownMapping;
                default -> chosen;
            };
        }
    }

    @GetMapping
    @RequiresPermission(Permission.DATASET_READ)
    String versions(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        Parts.Loading<Page<Suite>> used = parts.load(() -> suites.list(MOST_SUITES));
        head(name, "Versions", model);
        Page<DatasetVersion> page = datasets.versions(name, PAGE, cursor);
        model.addAttribute("rows", page.items());
        model.addAttribute("pager", Pager.of(page, "/datasets/" + name, cursor));
        model.addAttribute(
                "names",
                names.of(page.items().stream().map(row -> row.createdBy().id()).toList()));
        Page<Suite> all = used.get().value();
        model.addAttribute(
                "usingSuites",
                all == null
                        ? Map.of()
                        : all.items().stream()
                                .filter(suite -> suite.uses(name))
                                .collect(Collectors.groupingBy(Suite::version)));
        return "console/dataset/versions";
    }

    @GetMapping("/records")
    @RequiresPermission(Permission.DATASET_READ)
    String records(
            @PathVariable String name,
            Model model,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor) {
        Dataset dataset = head(name, "Records", model);
        int shown = version == null ? dataset.newestVersion() : version;
        model.addAttribute("number", shown);
        model.addAttribute("q", q);
        if (shown == 0) {
            return "console/dataset/records";
        }
        String words = q == null || q.isBlank() ? null : q.strip();
        model.addAttribute("version", datasets.version(name, shown));
        Page<RecordRow> page =
                datasets.records(name, shown, words, RECORDS, cursor).map(RecordRow::of);
        model.addAttribute("rows", page.items());
        String address = UriComponentsBuilder.fromPath("/datasets/" + name + "/records")
                .queryParam("version", shown)
                .queryParam("q", words == null ? "" : words)
                .build()
                .encode()
                .toUriString();
        model.addAttribute("pager", Pager.of(page, address, cursor));
        return "console/dataset/records";
    }

    @GetMapping("/suites")
    @RequiresPermission(Permission.DATASET_READ)
    String uses(@PathVariable String name, Model model) {
        Parts.Loading<Page<Suite>> used = parts.load(() -> suites.list(MOST_SUITES));
        head(name, "Suites", model);
        model.addAttribute("part", used.get());
        Page<Suite> all = used.get().value();
        model.addAttribute(
                "rows",
                all == null
                        ? List.of()
                        : all.items().stream().filter(suite -> suite.uses(name)).toList());
        return "console/dataset/suites";
    }

    @GetMapping("/upload")
    @RequiresPermission(Permission.DATASET_WRITE)
    String uploadForm(@PathVariable String name, Model model) {
        model.addAllAttributes(uploadModel(datasets.get(name), UploadForm.EMPTY));
        return UPLOAD;
    }

    @PostMapping("/upload")
    @RequiresPermission(Permission.DATASET_WRITE)
    ModelAndView upload(@PathVariable String name, UploadForm form, @RequestParam MultipartFile file) {
        Map<String, Object> model = uploadModel(datasets.get(name), form);
        if (file.isEmpty()) {
            return Submission.again(UPLOAD, model, FormErrors.at("file", "is required"));
        }
        try {
            DatasetVersion version =
                    datasets.upload(name, given(form.redact()), given(form.format()), form.mapping(), parts(file));
            return Submission.redirect(
                    "/datasets/" + name + "/records?version=" + version.version(),
                    new Submission.Flash(
                            "good",
                            "Version " + version.version() + " has " + version.records() + " records.",
                            findings(version.findings()),
                            null));
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest() && problem.status() != 415) {
                throw problem;
            }
            model.put("faults", faults(problem));
            return Submission.again(
                    UPLOAD, model, new FormErrors(problem.title(), problem.detail(), atMapping(problem), null));
        }
    }

    private static String findings(long count) {
        if (count == 0) {
            return "No personal data was found.";
        }
        return (count == 1 ? "One finding" : count + " findings") + " of personal data or credentials.";
    }

    private static MultiValueMap<String, Object> parts(MultipartFile file) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_OCTET_STREAM);
        Resource content = file.getResource();
        MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
        parts.add("file", new HttpEntity<>(content, headers));
        return parts;
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static Map<String, String> atMapping(ApiProblem problem) {
        return problem.errors().stream()
                .filter(error -> error.pointer().equals("/mapping"))
                .collect(Collectors.toMap(_ -> "ownMapping", ApiProblem.FieldError::message, (first, _) -> first));
    }

    private static List<LineFault> faults(ApiProblem problem) {
        return problem.errors().stream()
                .filter(error -> PLACE.matcher(error.pointer()).lookingAt())
                .map(error -> {
                    String place = PLACE.matcher(error.pointer()).replaceFirst("");
                    int slash = place.indexOf('/');
                    return new LineFault(
                            slash < 0 ? place : place.substring(0, slash),
                            slash < 0 ? "" : place.substring(slash + 1),
                            error.message());
                })
                .toList();
    }

    private static Map<String, Object> uploadModel(Dataset dataset, UploadForm form) {
        Map<String, Object> model = new HashMap<>();
        model.put("dataset", dataset);
        model.put("form", form);
        model.put("faults", List.of());
        return model;
    }

    @GetMapping("/records/new")
    @RequiresPermission(Permission.DATASET_WRITE)
    String recordForm(@PathVariable String name, Model model) {
        model.addAttribute("dataset", datasets.get(name));
        model.addAttribute("form", RecordForm.EMPTY);
        return RECORD;
    }

    @PostMapping("/records/new")
    @RequiresPermission(Permission.DATASET_WRITE)
    ModelAndView add(@PathVariable String name, RecordForm form) {
        Map<String, Object> model = Map.of("dataset", datasets.get(name), "form", form);
        try {
            DatasetVersion version = datasets.add(name, new AddedRecords(List.of(form.record())));
            return Submission.redirect(
                    "/datasets/" + name + "/records?version=" + version.version(),
                    new Submission.Flash(
                            "good",
                            "Record added: version " + version.version() + " has " + version.records() + " records.",
                            "Suites keep using the version that they name.",
                            null));
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(RECORD, model, ofRecord(problem));
        }
    }

    /// Returns the errors at the fields of the only added record.
    private static FormErrors ofRecord(ApiProblem problem) {
        Map<String, String> fields = new LinkedHashMap<>();
        problem.errors()
                .forEach(error ->
                        fields.putIfAbsent(error.pointer().replaceFirst("^/records/0/?", ""), error.message()));
        return new FormErrors(problem.title(), problem.detail(), fields, null);
    }

    private Dataset head(String name, String tab, Model model) {
        return head(datasets.get(name), tab, model);
    }

    /// Puts what `console/dataset/head` shows above each tab into the model of a page.
    ///
    /// @param tab the label of the current tab
    static Dataset head(Dataset dataset, String tab, Model model) {
        model.addAttribute("dataset", dataset);
        model.addAttribute(
                "tabs", Tab.of("/datasets/" + dataset.name(), tab, "Versions", "Records", "Audits", "Suites"));
        model.addAttribute("mayWrite", Callers.current().may(Permission.DATASET_WRITE, dataset.team()));
        return dataset;
    }
}
