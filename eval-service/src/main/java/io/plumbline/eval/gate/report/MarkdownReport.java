package io.plumbline.eval.gate.report;

import io.plumbline.eval.gate.comparison.ItemComparisons;
import io.plumbline.eval.gate.comparison.Redactor;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.result.FlakyItems;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.ledger.result.GateSlice;
import io.plumbline.eval.gate.ledger.result.SliceCheck;
import io.plumbline.eval.gate.verdict.ItemResult;
import io.plumbline.eval.gate.verdict.ItemResults;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a gate in Markdown for pull request comments. Answers are redacted and shown as code on one line, so
/// that nothing in them is interpreted as Markdown or HTML: no links, images, mentions or headings from a model.
public final class MarkdownReport {

    private static final int WORST = 5;
    private static final int SHOWN = 400;
    private static final int SLICES = 20;

    private final Redactor redactor;

    public MarkdownReport(Redactor redactor) {
        this.redactor = redactor;
    }

    public String write(Gate gate, List<ItemResult> results) {
        return write(gate, results, List.of());
    }

    /// @param altered questions altered by the guard policy, redacted
    public String write(Gate gate, List<ItemResult> results, List<ItemComparisons.Altered> altered) {
        StringBuilder text = new StringBuilder();
        text.append("## ").append(mark(gate)).append(" · ").append(gate.suite()).append("\n\n");
        text.append("Candidate: ").append(code(gate.candidate().label()));
        if (gate.baseline() != null) {
            text.append(" · baseline: ").append(code(gate.baseline().label()));
            String origin = GateNarrative.origin(gate);
            text.append(origin == null ? "" : " (" + cell(origin) + ")");
        }
        if (gate.commit() != null) {
            text.append(" · commit: ").append(code(gate.commit()));
        }
        text.append(" · gate: ").append(code(gate.id().toString())).append("\n\n");
        String evidence = GateNarrative.evidence(gate);
        if (evidence != null) {
            text.append("Verdict of ").append(evidence).append(".\n\n");
        }
        String slices = GateNarrative.slices(gate);
        if (slices != null) {
            text.append("Slices: ").append(code(slices)).append("\n\n");
        }
        String informational = GateNarrative.informational(gate);
        if (informational != null) {
            text.append("For information only: ").append(informational).append(".\n\n");
        }
        serving(text, gate);
        if (gate.error() != null) {
            text.append(code(gate.error())).append("\n\n");
        }
        if (!gate.checks().isEmpty()) {
            checks(text, gate.checks());
        }
        slices(text, gate.findings().slices());
        flaky(text, gate);
        altered(text, altered);
        worst(text, gate, results);
        return text.toString();
    }

    private static void serving(StringBuilder text, Gate gate) {
        List<GateNarrative.Fact> facts = GateNarrative.serving(gate);
        facts.forEach(fact -> text.append("- ")
                .append(fact.label())
                .append(": ")
                .append(code(fact.text()))
                .append('\n'));
        text.append(facts.isEmpty() ? "" : "\n");
    }

    private static void altered(StringBuilder text, List<ItemComparisons.Altered> altered) {
        if (altered.isEmpty()) {
            return;
        }
        text.append("\n### Questions altered by the guard policy\n");
        for (ItemComparisons.Altered item : altered) {
            text.append("\n- ").append(code(item.id())).append('\n');
            text.append("  - question: ").append(code(item.input())).append('\n');
            text.append("  - as sent to the model: ").append(code(item.shown())).append('\n');
        }
    }

    private static String mark(Gate gate) {
        if (gate.verdict() == null) {
            return "⚪ " + gate.status();
        }
        return switch (gate.verdict()) {
            case PASS -> "✅ PASS";
            case FAIL -> "❌ FAIL";
            case INCONCLUSIVE -> "⚠️ INCONCLUSIVE";
        };
    }

    private static void checks(StringBuilder text, List<GateCheck> checks) {
        text.append("| Check | Outcome | Value | Interval | Threshold | Reason |\n");
        text.append("|---|---|---:|---|---:|---|\n");
        for (GateCheck check : UrgencyOrder.of(checks)) {
            text.append("| ").append(cell(check.name()));
            text.append(" | ").append(check.outcome()).append(check.blocking() ? "" : " (not blocking)");
            text.append(" | ").append(ReportFigures.number(check, check.value()));
            text.append(" | ").append(ReportFigures.interval(check));
            text.append(" | ").append(ReportFigures.number(check, check.threshold()));
            text.append(" | ").append(cell(check.reason())).append(" |\n");
        }
    }

    /// Blocking slices first, then the worst outcomes, then the largest.
    private void slices(StringBuilder text, List<GateSlice> slices) {
        List<String> rows = slices.stream()
                .sorted(Comparator.comparing((GateSlice slice) -> !slice.blocking())
                        .thenComparingInt(slice -> -badness(slice)))
                .flatMap(slice -> slice.checks().stream().map(check -> row(slice, check)))
                .limit(SLICES)
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        text.append("\n### Slices\n\n");
        text.append("| Slice | Items | Metric | Outcome | Value | Interval | Change | Interval of the change |\n");
        text.append("|---|---:|---|---|---:|---|---:|---|\n");
        rows.forEach(text::append);
    }

    private static int badness(GateSlice slice) {
        return slice.checks().stream()
                .mapToInt(check -> List.of("PASS", "INCONCLUSIVE", "FAIL").indexOf(check.outcome()))
                .max()
                .orElse(-1);
    }

    private String row(GateSlice slice, SliceCheck check) {
        return "| " + code(redactor.redact(slice.name())).replace("|", "\\|") + (slice.blocking() ? " (blocks)" : "")
                + " | " + slice.items() + (slice.small() ? " (few)" : "")
                + " | " + cell(check.name())
                + " | " + check.outcome()
                + " | " + ReportFigures.number(check.value())
                + " | " + ReportFigures.interval(check.ciLow(), check.ciHigh())
                + " | " + ReportFigures.signed(check.difference())
                + " | " + ReportFigures.interval(check.differenceLow(), check.differenceHigh()) + " |\n";
    }

    private void flaky(StringBuilder text, Gate gate) {
        FlakyItems flaky = gate.findings().flaky();
        if (flaky == null || flaky.count() == 0) {
            return;
        }
        text.append("\n### Flaky items\n\n").append(GateNarrative.flaky(gate)).append("\n\n");
        flaky.worst().stream()
                .limit(WORST)
                .forEach(item -> text.append("- ")
                        .append(GateNarrative.flaky(code(redactor.redact(item.id())), item))
                        .append('\n'));
    }

    private void worst(StringBuilder text, Gate gate, List<ItemResult> results) {
        List<ItemResult> worst =
                ItemResults.against(results).stream().limit(WORST).toList();
        if (worst.isEmpty()) {
            return;
        }
        text.append(gate.baseline() == null ? "\n### Items that scored lowest\n" : "\n### Items that got worse\n");
        for (ItemResult result : worst) {
            text.append("\n- ").append(code(redactor.redact(result.id())));
            if (result.slice() != null) {
                text.append(" of slice ").append(code(redactor.redact(result.slice())));
            }
            if (result.change() != null) {
                text.append(String.format(Locale.ROOT, ": %+.3f", result.change()));
                scores(text, result);
            }
            text.append('\n');
            line(text, "question", result.input());
            line(
                    text,
                    "expected",
                    result.references().isEmpty() ? null : result.references().getFirst());
            line(text, "baseline", result.baseline());
            line(text, "candidate", result.candidate());
            line(text, "error", result.error());
        }
    }

    /// Returns for example ` (rougeL 0.912 → 0.104, bleu 71.300 → 2.100)`.
    private static void scores(StringBuilder text, ItemResult result) {
        String separator = " (";
        for (Map.Entry<String, Double> score : result.scores().entrySet()) {
            text.append(separator).append(score.getKey()).append(' ');
            text.append(ReportFigures.number(result.baselineScores().get(score.getKey())));
            text.append(" → ").append(ReportFigures.number(score.getValue()));
            separator = ", ";
        }
        text.append(')');
    }

    private void line(StringBuilder text, String name, @Nullable String value) {
        if (value != null) {
            text.append("  - ")
                    .append(name)
                    .append(": ")
                    .append(code(redactor.redact(value)))
                    .append('\n');
        }
    }

    /// Returns the text as a code span that it cannot close: on one line, truncated, between more backticks than
    /// its longest run. Invisible and directional characters are removed.
    public static String code(String text) {
        StringBuilder line = new StringBuilder();
        text.strip().codePoints().limit(SHOWN).forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> line.append(' ');
                case Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> {}
                default -> line.appendCodePoint(c);
            }
        });
        if (line.isEmpty()) {
            return "(empty)";
        }
        String fence = "`".repeat(longestRun(line) + 1);
        boolean cut = text.strip().codePointCount(0, text.strip().length()) > SHOWN;
        return fence + " " + line + (cut ? "…" : "") + " " + fence;
    }

    private static int longestRun(CharSequence text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /// Formats this service's own words for a table.
    private static String cell(String text) {
        StringBuilder cell = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c < 0x20) {
                cell.append(' ');
            } else if (c == '<' || c == '&') {
                cell.append("&#").append(c).append(';');
            } else {
                cell.append("\\`*_[]|~".indexOf(c) >= 0 ? "\\" : "").appendCodePoint(c);
            }
        });
        return cell.toString();
    }
}
