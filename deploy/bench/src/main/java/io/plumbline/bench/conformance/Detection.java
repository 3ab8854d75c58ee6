package io.plumbline.bench.conformance;

import io.plumbline.bench.conformance.ConformanceTable.Row;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.redact.Action;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The share of texts of each source in which something of these categories is found, at the default threshold of
/// a policy. For harmless sources that is the rate of false alarms.
record Detection(String title, Set<Category> categories, List<CorpusSource> sources) implements ConformanceCheck {

    private static final int NO_HURRY = GuardPolicy.LONGEST_TIMEOUT_MS;

    @Override
    public List<String> files() {
        Set<String> files = new LinkedHashSet<>();
        sources.forEach(source -> files.add(source.file()));
        return List.copyOf(files);
    }

    @Override
    public ConformanceTable check(Corpora corpora) {
        List<Row> rows = new ArrayList<>();
        for (CorpusSource source : sources) {
            int texts = 0;
            int detected = 0;
            for (JsonNode row : corpora.rows(source.file())) {
                if (source.wanted().test(row)) {
                    texts++;
                    detected += isDetected(row.path(source.field()).asString(), source.stage()) ? 1 : 0;
                }
            }
            if (texts > 0) {
                String name = (source.attack() ? "" : "harmless: ") + source.name();
                rows.add(new Row(name, texts, List.of(MeasuredRate.of(detected, texts))));
            }
        }
        return new ConformanceTable(title, List.of("detected"), rows);
    }

    private boolean isDetected(String text, Stage stage) {
        Map<Category, Rule> rules = new EnumMap<>(Category.class);
        categories.forEach(category -> rules.put(category, Rule.of(Action.FLAG)));
        GuardPolicy policy = new GuardPolicy(Map.of(stage, StageRules.of(rules)), FailureMode.OPEN, NO_HURRY);
        Inspection inspection = AnalysisDetectors.ENGINE.inspect(stage, text, policy);
        return inspection.decision() != Action.ALLOW;
    }
}
