package io.plumbline.eval.gate.report;

import io.plumbline.eval.gate.comparison.ItemComparison;
import io.plumbline.eval.gate.comparison.ItemComparisons;
import io.plumbline.eval.gate.comparison.Redactor;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.result.FlakyItems;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.ledger.result.GateSlice;
import io.plumbline.eval.gate.ledger.result.SliceCheck;
import io.plumbline.kit.text.WordDifference;
import io.plumbline.kit.text.WordDifference.Piece;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/// Writes a gate as a self-contained HTML file without scripts, images or fonts, with a content security policy
/// that permits only its one style sheet. Texts from models and datasets are redacted, and escaped by the
/// template.
public final class HtmlReport {

    private static final String TEMPLATE = "eval/report";
    private static final String STYLE = style();
    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + digest(STYLE) + "'";

    private final ITemplateEngine templates;
    private final Redactor redactor;

    public HtmlReport(ITemplateEngine templates, Redactor redactor) {
        this.templates = templates;
        this.redactor = redactor;
    }

    /// @param facts facts about the gate, in order
    /// @param compared whether there is a baseline
    record Head(
            String outcome,
            String suite,
            String candidate,
            @Nullable String error,
            List<Fact> facts,
            @Nullable String flaky,
            boolean compared) {}

    record Fact(String name, String text) {}

    record CheckLine(
            String name,
            String outcome,
            boolean blocking,
            String value,
            String interval,
            @Nullable Interval drawing,
            String threshold,
            String reason) {}

    record SliceLine(
            String slice,
            int items,
            boolean small,
            boolean blocking,
            String metric,
            String outcome,
            String reason,
            String value,
            String interval,
            @Nullable Interval drawing,
            String change,
            Change changed) {}

    record Change(String interval, @Nullable Interval drawing) {}

    record Item(String title, String input, List<Side> sides, String scores) {}

    /// @param after whether unique words of this side count as added
    record Side(String name, List<Piece> pieces, boolean after) {}

    /// @param worst items, redacted
    public String write(Gate gate, List<ItemComparison> worst) {
        return write(gate, worst, List.of());
    }

    /// @param altered questions altered by the guard policy, redacted
    public String write(Gate gate, List<ItemComparison> worst, List<ItemComparisons.Altered> altered) {
        FlakyItems flaky = gate.findings().flaky();
        return templates.process(
                TEMPLATE,
                new Context(
                        Locale.ROOT,
                        Map.of(
                                "policy",
                                POLICY,
                                "style",
                                STYLE,
                                "gate",
                                head(gate),
                                "checks",
                                UrgencyOrder.of(gate.checks()).stream()
                                        .map(HtmlReport::line)
                                        .toList(),
                                "slices",
                                gate.findings().slices().stream()
                                        .flatMap(this::lines)
                                        .toList(),
                                "flaky",
                                flaky == null
                                        ? List.of()
                                        : flaky.worst().stream()
                                                .map(item -> GateNarrative.flaky(redactor.redact(item.id()), item))
                                                .toList(),
                                "altered",
                                altered,
                                "items",
                                worst.stream().map(HtmlReport::item).toList())));
    }

    private static Head head(Gate gate) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Candidate", gate.candidate().label()));
        String origin = GateNarrative.origin(gate);
        facts.add(new Fact(
                "Baseline",
                gate.baseline() == null
                        ? "none"
                        : gate.baseline().label() + (origin == null ? "" : " (" + origin + ")")));
        add(facts, "Evidence", GateNarrative.evidence(gate));
        add(facts, "Commit", gate.commit());
        add(facts, "Pull request", gate.pullRequest());
        add(
                facts,
                "Finished",
                gate.finishedAt() == null ? null : gate.finishedAt().toString());
        facts.add(new Fact("Suite", gate.suite() + ", revision " + gate.suiteRevision()));
        facts.add(new Fact("Gate", gate.id().toString()));
        add(facts, "Slices", GateNarrative.slices(gate));
        String informational = GateNarrative.informational(gate);
        GateNarrative.serving(gate).forEach(fact -> facts.add(new Fact(fact.label(), fact.text())));
        add(facts, "Counts", informational == null ? null : "no, for information only: " + informational);
        return new Head(
                gate.verdict() == null ? gate.status().name() : gate.verdict().name(),
                gate.suite(),
                gate.candidate().label(),
                gate.error(),
                facts,
                GateNarrative.flaky(gate),
                gate.baseline() != null);
    }

    private static void add(List<Fact> facts, String name, @Nullable String text) {
        if (text != null) {
            facts.add(new Fact(name, text));
        }
    }

    private static CheckLine line(GateCheck check) {
        return new CheckLine(
                check.name(),
                check.outcome(),
                check.blocking(),
                ReportFigures.number(check, check.value()),
                ReportFigures.interval(check),
                ReportFigures.drawing(check.value(), check.ciLow(), check.ciHigh(), check.threshold()),
                ReportFigures.number(check, check.threshold()),
                check.reason());
    }

    private Stream<SliceLine> lines(GateSlice slice) {
        String name = redactor.redact(slice.name());
        return slice.checks().stream().map(check -> line(name, slice, check));
    }

    private static SliceLine line(String name, GateSlice slice, SliceCheck check) {
        return new SliceLine(
                name,
                slice.items(),
                slice.small(),
                slice.blocking(),
                check.name(),
                check.outcome(),
                check.reason(),
                ReportFigures.number(check.value()),
                ReportFigures.interval(check.ciLow(), check.ciHigh()),
                ReportFigures.drawing(check.value(), check.ciLow(), check.ciHigh(), null),
                ReportFigures.signed(check.difference()),
                new Change(
                        ReportFigures.interval(check.differenceLow(), check.differenceHigh()),
                        ReportFigures.drawing(check.difference(), check.differenceLow(), check.differenceHigh(), 0.0)));
    }

    private static Item item(ItemComparison item) {
        List<Side> sides = new ArrayList<>();
        String expected = item.references().isEmpty() ? null : item.references().getFirst();
        String before = item.baseline() == null ? expected : item.baseline();
        String after = item.candidate();
        WordDifference difference = before == null || after == null ? null : WordDifference.between(before, after);
        if (item.baseline() != null && expected != null) {
            sides.add(new Side("Expected", List.of(new Piece(expected, false)), false));
        }
        if (before != null) {
            List<Piece> pieces = difference == null ? List.of(new Piece(before, false)) : difference.before();
            sides.add(new Side(item.baseline() == null ? "Expected" : "Baseline", pieces, false));
        }
        if (after != null) {
            sides.add(new Side(
                    "Candidate", difference == null ? List.of(new Piece(after, false)) : difference.after(), true));
            if (item.error() != null) {
                sides.add(new Side("Error", List.of(new Piece(item.error(), false)), false));
            }
        } else {
            String none = item.error() == null ? "No answer." : item.error();
            sides.add(new Side("Candidate", List.of(new Piece(none, false)), true));
        }
        return new Item(title(item), item.input(), sides, scores(item));
    }

    private static String title(ItemComparison item) {
        return item.id()
                + (item.slice() == null ? "" : " of slice " + item.slice())
                + (item.change() == null ? "" : ": " + ReportFigures.signed(item.change()));
    }

    private static String scores(ItemComparison item) {
        List<String> scores = new ArrayList<>();
        item.scores()
                .forEach(score -> scores.add(score.metric() + " "
                        + (score.baseline() == null ? "" : ReportFigures.number(score.baseline()) + " → ")
                        + ReportFigures.number(score.candidate())));
        return String.join(", ", scores);
    }

    private static String style() {
        try (InputStream style = HtmlReport.class.getResourceAsStream("/eval/report.css")) {
            return new String(Objects.requireNonNull(style).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String style) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
