package io.plumbline.bench.conformance;

import io.plumbline.bench.conformance.ConformanceTable.Row;
import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.operator.Operator;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.redact.Action;
import io.plumbline.personaldata.redact.StreamRedactor;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Cuts every text in two at each position: a redactor must give the same for the pieces as for the whole. A long
/// text is cut at some positions, evenly spaced. Uses all processors.
final class CutStreams implements ConformanceCheck {

    private static final String CASES = "presidio-cases.jsonl";
    private static final String TEXTS = "pii-anon-eval.jsonl";
    private static final int LONG = 400;
    private static final int CUTS_OF_LONG = 100;
    private static final Rule REPLACE =
            Rule.of(Action.REDACT).withOperator(Operator.REPLACE).withThreshold(0);
    private static final GuardPolicy POLICY = new GuardPolicy(
            Map.of(Stage.OUTPUT, StageRules.of(Map.of(Category.PII, REPLACE, Category.SECRET, REPLACE))),
            FailureMode.CLOSED,
            GuardPolicy.LONGEST_TIMEOUT_MS);

    @Override
    public List<String> files() {
        return List.of(CASES, TEXTS);
    }

    @Override
    public ConformanceTable check(Corpora corpora) {
        Cutter cutter = new Cutter();
        return new ConformanceTable(
                "Streams cut at each place, same as the whole",
                List.of("same"),
                List.of(
                        cutter.row(corpora, CASES, CASES, text -> true),
                        cutter.row(corpora, TEXTS, TEXTS, text -> text.length() <= LONG),
                        cutter.row(
                                corpora,
                                TEXTS,
                                "its longer texts, at %d places each".formatted(CUTS_OF_LONG),
                                text -> text.length() > LONG)));
    }

    /// The number of cuts, and of those that made no difference.
    private record Cuts(int all, int same) {

        private static final Cuts NONE = new Cuts(0, 0);

        private Cuts and(Cuts other) {
            return new Cuts(all + other.all, same + other.same);
        }
    }

    private static final class Cutter {

        private final GuardEngine engine = GuardEngine.standard(
                new RememberedEncodings(MiniLmEncoder.shared().load()));

        private Row row(Corpora corpora, String file, String name, Predicate<String> wanted) {
            Cuts cuts = corpora.rows(file).parallelStream()
                    .map(row -> row.path("text").asString())
                    .filter(wanted)
                    .map(this::cuts)
                    .reduce(Cuts.NONE, Cuts::and);
            return new Row(name, cuts.all, List.of(MeasuredRate.of(cuts.same, cuts.all)));
        }

        private Cuts cuts(String text) {
            String whole = redacted(text, text.length());
            int step = text.length() > LONG ? text.length() / CUTS_OF_LONG : 1;
            int all = 0;
            int same = 0;
            for (int cut = step; cut < text.length(); cut += step) {
                all++;
                same += redacted(text, cut).equals(whole) ? 1 : 0;
            }
            return new Cuts(all, same);
        }

        private String redacted(String text, int cut) {
            StreamRedactor redactor = engine.redactText(Stage.OUTPUT, POLICY, PlaceholderVault.fresh());
            return redactor.push(text.substring(0, cut)) + redactor.push(text.substring(cut)) + redactor.finish();
        }
    }
}
