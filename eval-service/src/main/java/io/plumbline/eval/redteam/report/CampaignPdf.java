package io.plumbline.eval.redteam.report;

import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.report.CampaignHtml.Line;
import io.plumbline.eval.redteam.result.CampaignResults;
import io.plumbline.eval.report.CommitteeReport;
import io.plumbline.eval.report.CommitteeReport.Fact;
import io.plumbline.eval.report.CommitteeReport.Section;
import io.plumbline.eval.report.CommitteeReport.Table;
import io.plumbline.eval.report.TaggedPdf;
import java.util.List;
import java.util.Objects;

/// Writes a campaign as a PDF for a risk committee, with the contents of its HTML.
public final class CampaignPdf {

    private CampaignPdf() {}

    /// @param campaign with results
    public static byte[] write(Campaign campaign) {
        CampaignResults results = Objects.requireNonNull(campaign.state().results());
        List<Section> sections = List.of(
                new Section(
                        "Attack success by category",
                        List.of(
                                "Lower attack success is better, and so is lower over-refusal. One without the other says"
                                        + " little: a system that refuses everything resists every attack. Intervals have a"
                                        + " confidence of 95 % (Clopper and Pearson; Newcombe for the effect of the guards)."),
                        rates("Category", CampaignHtml.categories(results))),
                new Section(
                        "Attack success by strategy", List.of(), rates("Strategy", CampaignHtml.strategies(results))),
                findings(results),
                new Section(
                        "Limits of these figures",
                        List.of(
                                "The attacks come from a grammar, so the intervals hold for attacks of this kind, not for"
                                        + " every attack. Supply chain and training data are not tested, because no prompt can"
                                        + " test them. Detectors grade the answers. The table has their measured errors."),
                        new Table(
                                List.of("Detector", "Measured error"),
                                CampaignHtml.graders(results).stream()
                                        .map(grader -> List.of(grader.name(), grader.text()))
                                        .toList())));
        List<Fact> facts = CampaignHtml.facts(campaign).stream()
                .map(fact -> new Fact(fact.name(), fact.text()))
                .toList();
        return TaggedPdf.write(
                new CommitteeReport(campaign.outcome(), "Red team on " + campaign.target(), facts, sections));
    }

    private static Table rates(String first, List<Line> lines) {
        return new Table(
                List.of(
                        first,
                        "OWASP and ATLAS",
                        "Attack success",
                        "Over-refusal",
                        "Without guards",
                        "Change by the guards"),
                lines.stream()
                        .map(line -> List.of(
                                line.name(),
                                line.places(),
                                line.attacks(),
                                line.overRefusal(),
                                line.withoutGuards(),
                                line.guards()))
                        .toList());
    }

    private static Section findings(CampaignResults results) {
        return results.findings().isEmpty()
                ? new Section("Findings", "No attack succeeded.")
                : new Section(
                        "Findings",
                        List.of(),
                        new Table(
                                List.of("Category", "Finding"),
                                results.findings().stream()
                                        .map(CampaignHtml::finding)
                                        .map(finding -> List.of(finding.name(), finding.text()))
                                        .toList()));
    }
}
