package io.plumbline.eval.metric;

import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.embeddings.TokenSequence;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Compares every metric with the numbers that its reference implementation gave for the same texts.
///
/// The folder holds `metric-vectors.jsonl` (pairs with sentence scores), `metric-corpus-vectors.json` (corpora
/// with scores and signatures), `official-test-vectors.json` (numbers from the projects' own tests, printed
/// with fewer digits) and `porter-nltk-vectors.tsv` (words and their stems); `bertscore-vectors.jsonl` if it likes.
/// Signatures must be equal; one that
/// differs counts as an infinite difference. A corpus that misses pairs in the folder cannot be compared, and
/// the report says so.
public final class MetricConformance {

    private static final double TOLERANCE = 1e-6;

    /// What rounding to five digits can hide.
    private static final double FIVE_DIGITS = 5.1e-6;

    private static final String SACREBLEU = "sacrebleu 2.6.0, ";
    private static final String NLTK = "NLTK 3.9.1, ";
    private static final String ROUGE_SCORE = "rouge_score 0.1.2, ";

    /// The metrics by the fields of the vectors.
    private static final Map<String, String> SACREBLEU_FIELDS = new TreeMap<>(Map.of(
            "bleu", "bleu",
            "bleu_lc", "bleu-lc",
            "bleu_intl", "bleu-intl",
            "bleu_char", "bleu-char",
            "bleu_none", "bleu-none",
            "bleu_floor", "bleu-floor",
            "bleu_addk", "bleu-addk",
            "chrf", "chrf",
            "chrfpp", "chrfpp"));

    private static final String BERT_SCORE = "bertscore-vectors.jsonl";
    private static final String BERT_SCORE_MODEL = "all-minilm-l6-v2-q";

    /// The numbers are given with six digits.
    private static final double BERT_SCORE_TOLERANCE = 1e-5;

    private final MetricCatalog catalog = MetricCatalog.all(MiniLmEncoder.shared());
    private final Map<String, Comparison> comparisons = new LinkedHashMap<>();
    private final List<String> notCompared = new ArrayList<>();
    private final Path folder;

    private MetricConformance(Path folder) {
        this.folder = folder;
    }

    /// @param arguments the folder with the reference numbers
    public static void main(String... arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length != 1) {
            out.println("usage: MetricConformance FOLDER");
            System.exit(2);
        }
        ConformanceReport report = check(Path.of(arguments[0]));
        out.print(report.table());
        System.exit(report.conforms() ? 0 : 1);
    }

    /// @throws UncheckedIOException if one of the four files cannot be read
    public static ConformanceReport check(Path folder) {
        MetricConformance conformance = new MetricConformance(folder);
        try {
            Map<String, JsonNode> pairs = conformance.readPairs();
            conformance.checkPairs(pairs);
            conformance.checkCorpora(pairs);
            conformance.checkProjectTests();
            conformance.checkStemmer();
            conformance.checkBertScore(pairs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ConformanceReport(
                conformance.comparisons.values().stream().map(Comparison::line).toList(), conformance.notCompared);
    }

    private Map<String, JsonNode> readPairs() throws IOException {
        JsonMapper json = JsonMapper.shared();
        Map<String, JsonNode> pairs = new LinkedHashMap<>();
        for (String line : Files.readAllLines(folder.resolve("metric-vectors.jsonl"))) {
            JsonNode pair = json.readTree(line);
            pairs.put(pair.get("id").asString(), pair);
        }
        return pairs;
    }

    private void checkPairs(Map<String, JsonNode> pairs) {
        pairs.forEach((id, pair) -> {
            TextPair texts = new TextPair(pair.get("hyp").asString(), strings(pair.get("refs")));
            SACREBLEU_FIELDS.forEach((field, name) -> {
                if (pair.has(field)) {
                    comparePair(name, SACREBLEU + "pairs", id, texts, pair.get(field));
                }
            });
            comparePair("meteor", NLTK + "pairs", id, texts, pair.get("meteor_wp"));
            pair.get("rouge_stem")
                    .properties()
                    .forEach(rouge -> comparePair(
                            rouge.getKey(),
                            ROUGE_SCORE + "pairs",
                            id,
                            texts,
                            rouge.getValue().get(2)));
        });
    }

    private void checkCorpora(Map<String, JsonNode> pairs) throws IOException {
        read("metric-corpus-vectors.json").properties().forEach(entry -> {
            String id = entry.getKey();
            JsonNode group = entry.getValue();
            SACREBLEU_FIELDS.forEach((field, name) -> {
                if (group.has(field)) {
                    String signature = metric(name).corpusSignature(ReferenceCount.of(1));
                    boolean equal =
                            signature.equals(group.get(field).get("signature").asString());
                    comparison(name, SACREBLEU + "signature", 0).add(id, 0, equal ? 0 : Double.POSITIVE_INFINITY);
                }
            });
            List<String> ids = strings(group.get("ids"));
            List<String> missing =
                    ids.stream().filter(pair -> !pairs.containsKey(pair)).toList();
            if (missing.isEmpty()) {
                compareCorpus(id, ids.stream().map(pairs::get).toList(), group);
            } else {
                notCompared.add("corpus " + id + ": " + missing.size() + " of its " + ids.size()
                        + " pairs are not in the folder");
            }
        });
    }

    private void compareCorpus(String id, List<JsonNode> pairs, JsonNode expected) {
        List<TextPair> corpus = pairs.stream()
                .map(pair -> TextPair.of(
                        pair.get("hyp").asString(), pair.get("refs").get(0).asString()))
                .toList();
        SACREBLEU_FIELDS.forEach((field, name) -> {
            if (expected.has(field)) {
                double score = ScoredCorpus.of(metric(name), corpus).score();
                comparison(name, SACREBLEU + "corpora", TOLERANCE)
                        .add(id, expected.get(field).get("score").asDouble(), score);
            }
        });
        expected.get("rouge_stem_mean_f").properties().forEach(rouge -> {
            double score = ScoredCorpus.of(metric(rouge.getKey()), corpus).score();
            comparison(rouge.getKey(), ROUGE_SCORE + "corpora", TOLERANCE)
                    .add(id, rouge.getValue().asDouble(), score);
        });
    }

    private void checkProjectTests() throws IOException {
        JsonNode vectors = read("official-test-vectors.json");
        JsonNode sacrebleu = vectors.get("sacrebleu");
        for (JsonNode test : sacrebleu.get("corpus_bleu")) {
            JsonNode arguments = test.get("args");
            if (arguments.isEmpty() || (arguments.size() == 1 && arguments.has("tokenize"))) {
                String name = arguments.isEmpty()
                        ? "bleu"
                        : "bleu-" + arguments.get("tokenize").asString();
                ScoredCorpus scored = ScoredCorpus.of(metric(name), corpus(test.get("hyps"), test.get("refs")));
                comparison(name, "sacrebleu's own tests", TOLERANCE)
                        .add("corpus", test.get("score").asDouble(), scored.score());
            }
        }
        JsonNode rouge = vectors.get("rouge");
        for (JsonNode test : rouge.get("simple")) {
            compareRouge(test, test.get("hyp"), test.get("ref"));
        }
        for (JsonNode test : rouge.get("expected")) {
            if (test.get("stem").asBoolean()) {
                boolean several = test.get("i").isString();
                JsonNode hypothesis = several
                        ? rouge.get("prediction_multi")
                        : rouge.get("predictions").get(test.get("i").asInt());
                JsonNode reference = several
                        ? rouge.get("target_multi")
                        : rouge.get("targets").get(test.get("i").asInt());
                compareRouge(test, hypothesis, reference);
            }
        }
    }

    private void compareRouge(JsonNode test, JsonNode hypothesis, JsonNode reference) {
        String name = test.get("type").asString();
        double score = ScoredCorpus.of(metric(name), List.of(TextPair.of(hypothesis.asString(), reference.asString())))
                .score();
        comparison(name, "ROUGE-1.5.5 and own tests", FIVE_DIGITS)
                .add("F " + test.get("F"), test.get("F").asDouble(), score);
    }

    private void checkStemmer() throws IOException {
        Comparison comparison = comparison("stemmer", "nltk 3.9.1, words", 0);
        for (String line : Files.readAllLines(folder.resolve("porter-nltk-vectors.tsv"))) {
            String[] columns = line.split("\t", -1);
            char[] word = columns[0].toLowerCase(Locale.ROOT).toCharArray();
            String stem = new String(word, 0, PorterStemmer.stem(word, word.length));
            comparison.add(columns[0], 0, stem.equals(columns[1]) ? 0 : 1);
        }
    }

    /// Where the folder has such numbers: of those that were made with our model, and whose texts are there.
    private void checkBertScore(Map<String, JsonNode> pairs) throws IOException {
        Path file = folder.resolve(BERT_SCORE);
        if (!Files.exists(file)) {
            return;
        }
        for (String line : Files.readAllLines(file)) {
            JsonNode expected = JsonMapper.shared().readTree(line);
            String id = expected.get("id").asString();
            if (pairs.containsKey(id)) {
                JsonNode pair = pairs.get(id);
                TextPair texts = new TextPair(pair.get("hyp").asString(), strings(pair.get("refs")));
                compareTokens(id, texts.hypothesis(), expected.get("hyp_ids"));
                compareTokens(id, texts.references().getFirst(), expected.get("ref0_ids"));
                compareBertScores(id, texts, expected.get(BERT_SCORE_MODEL));
            }
        }
    }

    private void compareTokens(String id, String text, JsonNode expected) {
        TokenSequence tokens = MiniLmEncoder.shared().tokens(text);
        TokenSequence theirs = new TokenSequence(
                expected.valueStream().mapToLong(JsonNode::asLong).toArray());
        comparison("bertscore", "BERT's tokens", 0).add(id, 0, tokens.equals(theirs) ? 0 : 1);
    }

    private void compareBertScores(String id, TextPair texts, JsonNode expected) {
        List<String> last = List.of("bertscore-precision", "bertscore-recall", "bertscore");
        for (int i = 0; i < last.size(); i++) {
            compareBertScore(last.get(i), id, texts, expected.get("last").get(i));
        }
        JsonNode byLayer = expected.get("f_by_layer");
        for (int layer = 1; layer < byLayer.size(); layer++) {
            compareBertScore("bertscore-l" + layer, id, texts, byLayer.get(layer - 1));
        }
    }

    private void compareBertScore(String name, String id, TextPair texts, JsonNode expected) {
        Metric metric = metric(name);
        comparison(name, "bert_score 0.3.12, pairs", BERT_SCORE_TOLERANCE)
                .add(id, expected.asDouble(), metric.pairScore(metric.statistics(texts)));
    }

    private void comparePair(String name, String against, String id, TextPair texts, JsonNode expected) {
        Metric metric = metric(name);
        double score = metric.pairScore(metric.statistics(texts));
        comparison(name, against, TOLERANCE).add(id, expected.asDouble(), score);
    }

    private Metric metric(String name) {
        return catalog.find(name).orElseThrow();
    }

    private Comparison comparison(String metric, String against, double tolerance) {
        return comparisons.computeIfAbsent(metric + " " + against, key -> new Comparison(metric, against, tolerance));
    }

    private JsonNode read(String file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(folder.resolve(file)));
    }

    private static List<TextPair> corpus(JsonNode hypotheses, JsonNode referenceStreams) {
        List<TextPair> corpus = new ArrayList<>();
        for (int i = 0; i < hypotheses.size(); i++) {
            List<String> references = new ArrayList<>();
            for (JsonNode stream : referenceStreams) {
                references.add(stream.get(i).asString());
            }
            corpus.add(new TextPair(hypotheses.get(i).asString(), references));
        }
        return corpus;
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(node -> strings.add(node.asString()));
        return strings;
    }

    /// The differences of one metric from one source of numbers.
    private static final class Comparison {

        private final String metric;
        private final String against;
        private final double tolerance;
        private int cases;
        private double largest;
        private String worst = "";

        private Comparison(String metric, String against, double tolerance) {
            this.metric = metric;
            this.against = against;
            this.tolerance = tolerance;
        }

        private void add(String id, double expected, double actual) {
            double difference = Math.abs(actual - expected);
            // written so that a NaN is a difference
            if (cases++ == 0 || !(difference <= largest)) {
                largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
                worst = id;
            }
        }

        private ConformanceReport.Line line() {
            return new ConformanceReport.Line(metric, against, cases, largest, tolerance, worst);
        }
    }
}
