package io.plumbline.standalone.bench.conformance;

import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.operator.Operator;
import io.plumbline.guardrails.policy.Action;
import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.guardrails.redact.PlaceholderVault;
import io.plumbline.guardrails.redact.StreamRedactor;
import io.plumbline.standalone.bench.conformance.ConformanceTable.Row;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Every text cut in two at each of its places: a redactor that is given the pieces must give what it gives for
/// the whole.
final class CutStreams implements ConformanceCheck {

    private static final String CASES = "presidio-cases.jsonl";
    private static final String TEXTS = "pii-anon-eval.jsonl";
    private static final int LONGEST = 400;
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
        return new ConformanceTable(
                "Streams cut at each place, same as the whole",
                List.of("same"),
                List.of(row(corpora, CASES), row(corpora, TEXTS)));
    }

    private static Row row(Corpora corpora, String file) {
        int cuts = 0;
        int same = 0;
        for (JsonNode row : corpora.rows(file)) {
            String text = row.path("text").asString();
            if (text.length() > LONGEST) {
                continue;
            }
            String whole = redacted(text, text.length());
            for (int cut = 1; cut < text.length(); cut++) {
                cuts++;
                same += redacted(text, cut).equals(whole) ? 1 : 0;
            }
        }
        return new Row(file, cuts, List.of(Measure.of(same, cuts)));
    }

    private static String redacted(String text, int cut) {
        StreamRedactor redactor = Analysis.ENGINE.redactText(Stage.OUTPUT, POLICY, PlaceholderVault.fresh());
        return redactor.push(text.substring(0, cut)) + redactor.push(text.substring(cut)) + redactor.finish();
    }
}
