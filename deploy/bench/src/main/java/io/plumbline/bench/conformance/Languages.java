package io.plumbline.bench.conformance;

import io.plumbline.bench.conformance.ConformanceTable.Row;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.policy.BuiltInPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.redact.Action;
import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// For each language: how many attacks of callers and how many in documents are found, and how many harmless
/// sentences the policies `standard` and `strict` block, as input and as answers. The texts are a file like
/// `languages.txt` of the guardrails' tests, which documents its notation.
public final class Languages implements ConformanceCheck {

    private static final String FILE = "languages.txt";
    private static final String PLACE = "$";
    private static final String HEADING = "\\[\\w+\\.\\w+]";
    private static final Set<Category> ATTACKS = Set.of(Category.PROMPT_INJECTION, Category.JAILBREAK);

    @Override
    public List<String> files() {
        return List.of(FILE);
    }

    @Override
    public ConformanceTable check(Corpora corpora) {
        return check(corpora.folder().resolve(FILE), AnalysisDetectors.ENGINE);
    }

    /// An engine's table for a file of texts.
    ///
    /// @throws CannotContinue if the file cannot be read
    public static ConformanceTable check(Path file, GuardEngine engine) {
        Map<String, List<String>> texts = read(file);
        Set<String> languages = new LinkedHashSet<>();
        texts.keySet().forEach(key -> languages.add(key.substring(0, key.indexOf('.'))));
        List<Row> rows = new ArrayList<>();
        for (String language : languages) {
            rows.add(new Language(language, texts, engine).row());
        }
        return new ConformanceTable(
                "Languages", List.of("direct", "in documents", "standard blocks", "strict blocks"), rows);
    }

    private static Map<String, List<String>> read(Path file) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        try {
            List<String> into = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (line.matches(HEADING)) {
                    into = texts.computeIfAbsent(line.substring(1, line.length() - 1), _ -> new ArrayList<>());
                } else if (!line.isBlank() && !line.startsWith("//")) {
                    into.add(line);
                }
            }
        } catch (IOException e) {
            throw new CannotContinue("%s cannot be read.".formatted(file), e);
        }
        return texts;
    }

    /// The texts of one language.
    private record Language(String code, Map<String, List<String>> texts, GuardEngine engine) {

        private List<String> of(String kind) {
            return texts.getOrDefault(code + "." + kind, List.of());
        }

        private Row row() {
            List<String> direct = of("direct");
            List<String> planted = of("planted");
            List<String> documents = of("document");
            List<String> harmless = new ArrayList<>(of("chat"));
            harmless.addAll(of("answer"));
            int found = 0;
            for (int i = 0; i < planted.size(); i++) {
                String document = documents.isEmpty() ? PLACE : documents.get(i % documents.size());
                found += isFound(document.replace(PLACE, planted.get(i)), Stage.TOOL) ? 1 : 0;
            }
            int foundDirect = (int)
                    direct.stream().filter(text -> isFound(text, Stage.INPUT)).count();
            return new Row(
                    code,
                    direct.size() + planted.size() + 2 * harmless.size(),
                    List.of(
                            MeasuredRate.of(foundDirect, direct.size()),
                            MeasuredRate.of(found, planted.size()),
                            blocked(harmless, BuiltInPolicy.STANDARD),
                            blocked(harmless, BuiltInPolicy.STRICT)));
        }

        private boolean isFound(String text, Stage stage) {
            return engine.inspect(stage, text, BuiltInPolicy.OBSERVE.policy()).findings().stream()
                    .anyMatch(finding ->
                            ATTACKS.contains(finding.category()) && finding.score() >= Finding.REPORTED_FROM);
        }

        private MeasuredRate blocked(List<String> harmless, BuiltInPolicy policy) {
            int blocked = 0;
            for (String text : harmless) {
                blocked += isBlocked(text, Stage.INPUT, policy) ? 1 : 0;
                blocked += isBlocked(text, Stage.OUTPUT, policy) ? 1 : 0;
            }
            return MeasuredRate.of(blocked, 2 * harmless.size());
        }

        private boolean isBlocked(String text, Stage stage, BuiltInPolicy policy) {
            return engine.inspect(stage, text, policy.policy()).decision() == Action.BLOCK;
        }
    }
}
