package io.plumbline.bench.vectors;

import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.embeddings.TokenSequence;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.ScoredCorpus;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.metric.definition.MetricCatalog;
import io.plumbline.eval.metric.token.PorterStemmer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Compares every metric with the results of its reference implementation on the same texts.
///
/// The folder contains `metric-vectors.jsonl` (pairs with sentence scores), `metric-corpus-vectors.json` (corpora
/// with scores and signatures), `official-test-vectors.json` (numbers from the projects' own tests, with fewer
/// digits) and `porter-nltk-vectors.tsv` (words and their stems); `bertscore-vectors.jsonl` is optional.
/// Signatures must be equal; a different one counts as an infinite difference. The report names everything that
/// cannot be compared, for example a corpus with missing pairs.
public final class MetricConformance {

    private static final String SACREBLEU = "sacrebleu 2.6.0, ";
    private static final String NLTK = "NLTK 3.9.1, ";
    private static final String ROUGE_SCORE = "rouge_score 0.1.2, ";
    private static final List<String> ROUGE_PARTS = List.of("-precision", "-recall", "");

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
            "chrfpp", "chrfpp",
            "ter", "ter"));

    private static final Map<String, String> METEOR_FIELDS =
            new TreeMap<>(Map.of("meteor_wp", "meteor", "meteor_wp_nosyn", "meteor-nosyn", "meteor_ws", "meteor-ws"));

    private static final Map<String, String> ROUGE_FIELDS =
            new TreeMap<>(Map.of("rouge_stem", "", "rouge_nostem", "-nostem"));

    private static final String BERT_SCORE = "bertscore-vectors.jsonl";
    private static final String BERT_SCORE_MODEL = "all-minilm-l6-v2-q";

    /// The numbers have six digits.
    private static final double BERT_SCORE_TOLERANCE = 1e-5;

    private final VectorComparisons comparisons = new VectorComparisons(MetricCatalog.all(MiniLmEncoder.shared()));
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
            new ProjectVectors(conformance.comparisons).check(conformance.read("official-test-vectors.json"));
            conformance.checkStemmer();
            conformance.checkBertScore(pairs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return conformance.comparisons.report();
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
            TextPair texts = new TextPair(pair.get("hyp").asString(), VectorComparisons.strings(pair.get("refs")));
            checkPair(SACREBLEU_FIELDS, SACREBLEU, id, texts, pair);
            checkPair(METEOR_FIELDS, NLTK, id, texts, pair);
            ROUGE_FIELDS.forEach((field, suffix) ->
                    pair.path(field).properties().forEach(rouge -> checkRouge(rouge, suffix, id, texts)));
            if (pair.has("nltk_bleu_m1")) {
                comparisons.leaveOut("NLTK's BLEU, which differs from sacreBLEU's: BLEU here is sacreBLEU's");
            }
        });
    }

    private void checkPair(Map<String, String> fields, String against, String id, TextPair texts, JsonNode pair) {
        fields.forEach((field, name) -> {
            if (pair.has(field)) {
                comparisons.pair(name, against + "pairs", id, texts, pair.get(field));
            }
        });
    }

    private void checkRouge(Map.Entry<String, JsonNode> rouge, String suffix, String id, TextPair texts) {
        for (int part = 0; part < ROUGE_PARTS.size(); part++) {
            comparisons.pair(
                    rouge.getKey() + ROUGE_PARTS.get(part) + suffix,
                    ROUGE_SCORE + "pairs",
                    id,
                    texts,
                    rouge.getValue().get(part));
        }
    }

    private void checkCorpora(Map<String, JsonNode> pairs) throws IOException {
        read("metric-corpus-vectors.json").properties().forEach(entry -> {
            String id = entry.getKey();
            JsonNode group = entry.getValue();
            SACREBLEU_FIELDS.forEach((field, name) -> {
                if (group.has(field)) {
                    String signature = comparisons.metric(name).corpusSignature(ReferenceCount.of(1));
                    comparisons
                            .of(name, SACREBLEU + "signature", 0)
                            .add(
                                    id,
                                    signature.equals(
                                            group.get(field).get("signature").asString()));
                }
            });
            List<String> ids = VectorComparisons.strings(group.get("ids"));
            List<String> missing =
                    ids.stream().filter(pair -> !pairs.containsKey(pair)).toList();
            if (missing.isEmpty()) {
                compareCorpus(id, ids.stream().map(pairs::get).toList(), group);
            } else {
                comparisons.leaveOut("corpus " + id + ": " + missing.size() + " of its " + ids.size()
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
                double score = ScoredCorpus.of(comparisons.metric(name), corpus).score();
                comparisons
                        .of(name, SACREBLEU + "corpora", VectorComparisons.TOLERANCE)
                        .add(id, expected.get(field).get("score").asDouble(), score);
            }
        });
        expected.get("rouge_stem_mean_f").properties().forEach(rouge -> {
            double score =
                    ScoredCorpus.of(comparisons.metric(rouge.getKey()), corpus).score();
            comparisons
                    .of(rouge.getKey(), ROUGE_SCORE + "corpora", VectorComparisons.TOLERANCE)
                    .add(id, rouge.getValue().asDouble(), score);
        });
    }

    private void checkStemmer() throws IOException {
        VectorComparisons.Comparison comparison = comparisons.of("stemmer", NLTK + "words", 0);
        for (String line : Files.readAllLines(folder.resolve("porter-nltk-vectors.tsv"))) {
            String[] columns = line.split("\t", -1);
            char[] word = columns[0].toLowerCase(Locale.ROOT).toCharArray();
            String stem = new String(word, 0, PorterStemmer.stem(word, word.length));
            comparison.add(columns[0], stem.equals(columns[1]));
        }
    }

    /// If the folder contains such numbers: compares those computed with our model whose texts exist.
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
                TextPair texts = new TextPair(pair.get("hyp").asString(), VectorComparisons.strings(pair.get("refs")));
                compareTokens(id, texts.hypothesis(), expected.get("hyp_ids"));
                compareTokens(id, texts.references().getFirst(), expected.get("ref0_ids"));
                compareBertScores(id, texts, expected.get(BERT_SCORE_MODEL));
            }
            if (expected.has("minilm_idf_last")) {
                comparisons.leaveOut(
                        "BERTScore of models that are not here: MiniLM of 32 bits, also with idf, and bge");
            }
        }
    }

    private void compareTokens(String id, String text, JsonNode expected) {
        TokenSequence tokens = MiniLmEncoder.shared().tokens(text);
        TokenSequence theirs = new TokenSequence(
                expected.valueStream().mapToLong(JsonNode::asLong).toArray());
        comparisons.of("bertscore", "BERT's tokens", 0).add(id, tokens.equals(theirs));
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
        comparisons
                .of(name, "bert_score 0.3.12, pairs", BERT_SCORE_TOLERANCE)
                .add(id, expected.asDouble(), VectorComparisons.score(comparisons.metric(name), texts));
    }

    private JsonNode read(String file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(folder.resolve(file)));
    }
}
