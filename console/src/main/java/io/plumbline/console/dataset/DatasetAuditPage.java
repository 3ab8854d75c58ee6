package io.plumbline.console.dataset;

import io.plumbline.console.dataset.DatasetClient.Audit;
import io.plumbline.console.dataset.DatasetClient.Dataset;
import io.plumbline.console.dataset.DatasetClient.Finding;
import io.plumbline.console.dataset.DatasetClient.Meaning;
import io.plumbline.console.dataset.DatasetClient.Report;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.ArrayList;
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

/// The audits of a dataset's versions: the report of one, the earlier ones, and a button that starts another.
@Controller
@RequestMapping("/datasets/{name}/audits")
class DatasetAuditPage {

    /// A version has no more.
    private static final int MOST = 100;

    private final DatasetClient datasets;
    private final ActorNames names;

    DatasetAuditPage(DatasetClient datasets, ActorNames names) {
        this.datasets = datasets;
        this.names = names;
    }

    /// A kind of finding.
    ///
    /// @param of number of records that were compared
    record Row(String label, String meaning, Finding finding, int of) {

        public double share() {
            return of == 0 ? 0 : 100.0 * finding.count() / of;
        }
    }

    /// @param id of the audit that is shown; null for the newest one
    @GetMapping
    @RequiresPermission(Permission.DATASET_READ)
    String show(
            @PathVariable String name,
            Model model,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @Nullable UUID id) {
        Dataset dataset = DatasetPage.head(datasets.get(name), "Audits", model);
        int number = version == null ? dataset.newestVersion() : version;
        model.addAttribute("number", number);
        model.addAttribute("audits", List.of());
        model.addAttribute("audit", null);
        if (number == 0) {
            return "console/dataset/audits";
        }
        List<Audit> audits = datasets.audits(name, number, MOST).items();
        Audit shown = audits.stream()
                .filter(each -> id == null || each.id().equals(id))
                .findFirst()
                .orElse(null);
        model.addAttribute("version", datasets.version(name, number));
        model.addAttribute("audits", audits);
        model.addAttribute("audit", shown);
        model.addAttribute("rows", shown == null ? List.of() : rows(shown.report()));
        model.addAttribute(
                "names",
                names.of(audits.stream().map(each -> each.createdBy().id()).toList()));
        return "console/dataset/audits";
    }

    private static List<Row> rows(Report report) {
        List<Row> rows = new ArrayList<>(List.of(
                new Row(
                        "Duplicates",
                        "Its question is that of the other record, except for case and punctuation.",
                        report.duplicates(),
                        report.audited()),
                new Row(
                        "Near-duplicates",
                        "Its question is nearly that of the other record.",
                        report.nearDuplicates(),
                        report.audited()),
                new Row(
                        "Contradictions",
                        "Its reference differs from that of most records with nearly the same question.",
                        report.contradictions(),
                        report.audited())));
        Meaning meaning = report.byMeaning();
        if (meaning != null) {
            rows.add(new Row(
                    "Likely label flips",
                    "Nearly all records of similar meaning have the reference of the other record.",
                    meaning.labelFlips(),
                    meaning.embedded()));
            rows.add(new Row(
                    "Outliers",
                    "It resembles no record; the other one is the nearest.",
                    meaning.outliers(),
                    meaning.embedded()));
        }
        return rows;
    }

    @PostMapping
    @RequiresPermission(Permission.DATASET_WRITE)
    ModelAndView audit(@PathVariable String name, @RequestParam int version) {
        return Submission.action(
                "/datasets/" + name + "/audits?version=" + version,
                "Version " + version + " is audited.",
                () -> datasets.audit(name, version));
    }
}
