package io.plumbline.registry.card;

import io.plumbline.registry.asset.Author;
import io.plumbline.registry.card.ModelCard.TrainingData;
import io.plumbline.registry.dataset.DatasetSummary;
import io.plumbline.registry.evaluation.Check;
import io.plumbline.registry.evaluation.Evaluation;
import io.plumbline.registry.model.ModelDocument;
import io.plumbline.registry.promotion.ProductionEntry;
import io.plumbline.registry.supplychain.SupplyChainReport.FileReport;
import io.plumbline.registry.supplychain.SupplyChainReport.SignatureReport;
import io.plumbline.registry.supplychain.VerifiedSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The sections of a card as a person reads them. Markdown and HTML show the same ones.
final class CardTables {

    private CardTables() {}

    /// A section: a title and a table.
    ///
    /// @param rows the first row has the titles of the columns
    record Section(String title, List<List<String>> rows) {

        boolean isEmpty() {
            return rows.size() < 2;
        }
    }

    static String title(ModelCard card) {
        return card.name() + " version " + card.version();
    }

    static List<Section> of(ModelCard card) {
        return List.of(
                summary(card),
                purpose(card),
                origin(card),
                trainingData(card),
                parameters(card),
                artifacts(card),
                signatures(card),
                evaluations(card),
                promotions(card));
    }

    private static Section summary(ModelCard card) {
        Facts facts = new Facts()
                .with("Team", card.team())
                .with("Stage", card.stage().name())
                .with("Risk tier", card.purpose().riskTier().name())
                .with("Licence", card.terms().license())
                .with("Registered", card.createdAt().toString())
                .with("Registered by", text(card.createdBy()))
                .with("Digest", card.digest());
        return facts.section("Summary");
    }

    private static Section purpose(ModelCard card) {
        ModelCard.Purpose purpose = card.purpose();
        return new Facts()
                .with("Description", purpose.description())
                .with("This version", purpose.versionDescription())
                .with("Intended use", purpose.intendedUse())
                .with("Users", purpose.users())
                .with("Out of scope", purpose.outOfScope())
                .with("Limitations", purpose.limitations())
                .with("Ethical considerations", purpose.ethicalConsiderations())
                .section("Purpose");
    }

    private static Section origin(ModelCard card) {
        ModelCard.Origin origin = card.origin();
        Facts facts = new Facts()
                .with("Kind", origin.kind().name())
                .with("Provider", origin.provider())
                .with("Provider's model", origin.upstreamModel());
        if (origin.base() != null) {
            facts.with("Base model", origin.base().reference())
                    .with("Digest of the base model", origin.base().digest())
                    .with("Licence of the base model", origin.base().license());
        }
        if (origin.adapter() != null) {
            facts.with("Adapter", origin.adapter().method().name());
            origin.adapter().settings().forEach((name, value) -> facts.with("Adapter: " + name, value.toString()));
        }
        if (origin.run() != null) {
            facts.with("Training run", origin.run().id())
                    .with("Address of the run", origin.run().link());
        }
        return facts.section("Origin");
    }

    private static Section trainingData(ModelCard card) {
        return table(
                "Training data",
                List.of("Dataset", "Records", "Digest", "Personal data"),
                card.origin().trainingData().stream().map(CardTables::row));
    }

    private static List<String> row(TrainingData data) {
        DatasetSummary summary = data.summary();
        return summary == null
                ? List.of(data.reference(), "", "", "")
                : List.of(
                        data.reference(),
                        Long.toString(summary.records()),
                        summary.digest(),
                        String.join(", ", summary.personalData().keySet())
                                + (summary.isRedacted() ? " (redacted)" : ""));
    }

    private static Section parameters(ModelCard card) {
        Facts facts = new Facts();
        card.terms().parameters().forEach((name, value) -> facts.with(name, value.toString()));
        return facts.section("Parameters");
    }

    private static Section artifacts(ModelCard card) {
        List<FileReport> reports = card.terms().supplyChain().artifacts();
        List<ModelDocument.Artifact> files = card.terms().artifacts();
        return table(
                "Files",
                List.of("Address", "Format", "Digest", "Type", "Bytes"),
                IntStream.range(0, files.size()).mapToObj(i -> row(files.get(i), reports.get(i))));
    }

    private static List<String> row(ModelDocument.Artifact file, FileReport report) {
        return List.of(
                file.uri(),
                report.format() + (report.danger() == null ? "" : ": " + report.danger()),
                orEmpty(file.digest() == null ? report.digest() : file.digest()),
                orEmpty(file.mediaType()),
                file.sizeBytes() == null ? "" : file.sizeBytes().toString());
    }

    private static Section signatures(ModelCard card) {
        return table(
                "Signatures",
                List.of("Signer", "Method", "Subject", "Signed files", "Verified", "Counts"),
                card.terms().supplyChain().signatures().stream().map(CardTables::row));
    }

    private static List<String> row(SignatureReport report) {
        VerifiedSignature signature = report.signature();
        return List.of(
                signature.signer(),
                signature.method(),
                signature.issuer() == null
                        ? orEmpty(signature.subject())
                        : signature.subject() + " (" + signature.issuer() + ")",
                signature.manifestDigest(),
                signature.verifiedAt().toString(),
                report.counts() ? "yes" : "no: the policy no longer trusts the signer");
    }

    private static Section evaluations(ModelCard card) {
        return table(
                "Evaluations",
                List.of("Suite", "Kind", "Verdict", "Finished", "Check", "Value", "Interval", "Required", "Outcome"),
                card.evaluations().stream().flatMap(CardTables::rows));
    }

    private static Stream<List<String>> rows(Evaluation evaluation) {
        List<String> head = List.of(
                evaluation.run().suite()
                        + (evaluation.run().suiteRevision() == null
                                ? ""
                                : " (revision " + evaluation.run().suiteRevision() + ")"),
                evaluation.counts() ? evaluation.kind() : evaluation.kind() + " (does not count)",
                evaluation.verdict().name(),
                evaluation.finishedAt().toString());
        return evaluation.checks().isEmpty()
                ? Stream.of(joined(head, List.of("", "", "", "", "")))
                : evaluation.checks().stream().map(check -> joined(head, row(check)));
    }

    private static List<String> row(Check check) {
        return List.of(
                check.name(),
                number(check.value()),
                interval(check),
                number(check.threshold()),
                check.outcome().name());
    }

    private static String interval(Check check) {
        return check.ciLow() == null || check.ciHigh() == null
                ? ""
                : number(check.ciLow()) + " to " + number(check.ciHigh());
    }

    static String number(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.6g", value);
    }

    private static Section promotions(ModelCard card) {
        return table(
                "Promotions to production",
                List.of("At", "By", "Approval", "Approvers", "Reason"),
                card.promotions().stream().map(CardTables::row));
    }

    private static List<String> row(ProductionEntry entry) {
        return List.of(
                entry.at().toString(),
                text(entry.by()),
                entry.approvalId() == null
                        ? "none required"
                        : entry.approvalId().toString(),
                entry.approvers() == null ? "" : entry.approvers().toString(),
                orEmpty(entry.reason()));
    }

    private static Section table(String title, List<String> columns, Stream<List<String>> rows) {
        return new Section(title, Stream.concat(Stream.of(columns), rows).toList());
    }

    private static List<String> joined(List<String> head, List<String> tail) {
        return Stream.concat(head.stream(), tail.stream()).toList();
    }

    private static String text(Author author) {
        return author.type().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + author.id();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /// Collects the rows of a section of names and values.
    private static final class Facts {

        private final List<List<String>> rows = new ArrayList<>();

        /// Adds a fact, unless it is absent or empty.
        Facts with(String name, @Nullable String value) {
            if (value != null && !value.isBlank()) {
                rows.add(List.of(name, value));
            }
            return this;
        }

        Section section(String title) {
            return table(title, List.of("Fact", "Value"), rows.stream());
        }
    }
}
