package io.plumbline.console.dataset;

import io.plumbline.console.api.LoadedPart;
import io.plumbline.console.api.Parts;
import io.plumbline.console.dataset.DatasetClient.Dataset;
import io.plumbline.console.dataset.SuiteUseClient.Suite;
import io.plumbline.console.page.Column;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Listing;
import io.plumbline.console.page.NewName;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// The list of datasets, and the form that creates one.
@Controller
@ConsolePage(
        section = Section.DATASETS,
        label = "Datasets",
        path = "/datasets",
        permission = Permission.DATASET_READ,
        order = 10,
        docs = "guides/prompts-and-datasets.md")
class DatasetPages {

    private static final int MOST = 500;
    private static final String FORM = "console/dataset/form";

    private final DatasetClient datasets;
    private final SuiteUseClient suites;
    private final Parts parts;

    DatasetPages(DatasetClient datasets, SuiteUseClient suites, Parts parts) {
        this.datasets = datasets;
        this.suites = suites;
        this.parts = parts;
    }

    /// The form that creates a dataset.
    record DatasetForm(
            @Nullable String name,
            @Nullable String team,
            @Nullable String description,
            @Nullable Boolean golden) {

        String strippedName() {
            return Objects.requireNonNullElse(name, "").strip();
        }
    }

    @GetMapping("/datasets")
    @RequiresPermission(Permission.DATASET_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String sort) {
        Parts.Loading<Page<Suite>> used = parts.load(() -> suites.list(MOST));
        String words = q == null ? "" : q.strip().toLowerCase(Locale.ROOT);
        String filtered = UriComponentsBuilder.fromPath("/datasets")
                .queryParam("q", words)
                .build()
                .encode()
                .toUriString();
        Column<Dataset> columns = Column.<Dataset>sorted(sort, "name", filtered)
                .by("name", Comparator.comparing(Dataset::name))
                .by("team", Comparator.comparing(Dataset::team))
                .by("newest", Comparator.comparingInt(Dataset::newestVersion))
                .by("updated", Comparator.comparing(Dataset::updatedAt));
        Listing<Dataset> all = Listing.read(datasets::list);
        all.show(
                all.stream()
                        .filter(row -> scope.includes(row.team()))
                        .filter(row -> (row.name() + " " + row.description())
                                .toLowerCase(Locale.ROOT)
                                .contains(words))
                        .toList(),
                columns,
                model);
        model.addAttribute("q", words);
        LoadedPart<Page<Suite>> uses = used.get();
        model.addAttribute("uses", uses);
        model.addAttribute(
                "suitesByDataset",
                uses.value() == null
                        ? Map.of()
                        : uses.value().items().stream()
                                .collect(Collectors.groupingBy(
                                        suite -> suite.dataset()
                                                .substring(0, suite.dataset().indexOf('@')),
                                        Collectors.mapping(Suite::name, Collectors.joining(", ")))));
        model.addAttribute(
                "mayWrite",
                !Callers.current().teamsWith(Permission.DATASET_WRITE).isEmpty());
        return "console/dataset/list";
    }

    @GetMapping("/datasets/new")
    @RequiresPermission(Permission.DATASET_WRITE)
    String form(Model model, @ModelAttribute("scope") Scope scope) {
        model.addAttribute("form", new DatasetForm("", scope.team(), "", false));
        return FORM;
    }

    @PostMapping("/datasets/new")
    @RequiresPermission(Permission.DATASET_WRITE)
    ModelAndView create(DatasetForm form) {
        String name = form.strippedName();
        Map<String, Object> shown = Map.of("form", form);
        FormErrors problem = NewName.problem(name, "dataset", () -> datasets.get(name));
        if (problem != null) {
            return Submission.again(FORM, shown, problem);
        }
        return Submission.of(
                FORM,
                shown,
                "Dataset created. Upload its first version.",
                () -> "/datasets/"
                        + datasets.put(
                                        name,
                                        new DatasetClient.DatasetBody(
                                                Objects.requireNonNullElse(form.team(), ""),
                                                Objects.requireNonNullElse(form.description(), ""),
                                                Boolean.TRUE.equals(form.golden())))
                                .name()
                        + "/upload");
    }
}
