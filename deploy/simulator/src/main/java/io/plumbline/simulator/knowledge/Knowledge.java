package io.plumbline.simulator.knowledge;

import io.plumbline.simulator.json.Fields;
import io.plumbline.simulator.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The facts, and the search for the one that answers a question: the fact that shares most words with the
/// question, rare words counting more than common ones. Immutable and thread-safe; ties go to the earlier fact.
///
/// A question is answered only if enough of it matches: [#LEAST_SHARE] of the weight of its words is in the fact,
/// or [#LEAST_SCORE] in total, which takes two words that are rare among the facts. Otherwise the honest answer
/// is not to know. Both bounds were tuned on the golden dataset and on questions about other topics.
public final class Knowledge {
    private static final String FILE = "/simulator/knowledge.jsonl";
    private static final double KEYWORD = 1.0;
    private static final double ANSWER_WORD = 0.3;
    private static final double LEAST_SHARE = 0.45;
    private static final double LEAST_SCORE = 5;

    private static final Pattern SENTENCE_END = Pattern.compile("[.!?;\\n]+");

    private final List<Fact> facts;
    private final List<Map<String, Double>> weights;
    private final Map<String, Double> rarity;
    private final double rarest;

    Knowledge(List<Fact> facts) {
        this.facts = List.copyOf(facts);
        this.weights = this.facts.stream().map(Knowledge::weigh).toList();
        this.rarest = Math.log(1 + facts.size());
        this.rarity = rarity(weights);
    }

    /// Reads the file in the simulator's jar.
    public static Knowledge load() {
        try (InputStream file = Knowledge.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not on the class path");
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return new Knowledge(text.lines().map(Knowledge::read).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Fact> facts() {
        return facts;
    }

    /// Searches with the whole question and with each of its sentences, so that a long preamble does not hide the
    /// point. A courtesy wins only if nothing else matches: `Hello, I lost my card` is about the card.
    public Optional<Fact> find(String question) {
        return Stream.concat(Stream.of(question), Stream.of(SENTENCE_END.split(question)))
                .map(this::match)
                .flatMap(Optional::stream)
                .max(Comparator.comparing((Match match) -> !match.fact().isCourtesy())
                        .thenComparingDouble(Match::score))
                .map(Match::fact);
    }

    private Optional<Match> match(String text) {
        Set<String> asked = new HashSet<>(StemmedWords.stems(text));
        double total = asked.stream().mapToDouble(this::rarityOf).sum();
        int best = -1;
        double bestScore = 0;
        for (int i = 0; i < facts.size(); i++) {
            double score = score(asked, weights.get(i));
            if (score > bestScore + 1e-9) {
                bestScore = score;
                best = i;
            }
        }
        boolean understood = best >= 0 && (bestScore >= LEAST_SHARE * total || bestScore >= LEAST_SCORE);
        return understood ? Optional.of(new Match(facts.get(best), bestScore)) : Optional.empty();
    }

    private double score(Set<String> asked, Map<String, Double> fact) {
        double score = 0;
        for (String word : asked) {
            Double weight = fact.get(word);
            if (weight != null) {
                score += weight * rarityOf(word);
            }
        }
        return score;
    }

    private double rarityOf(String word) {
        return rarity.getOrDefault(word, rarest);
    }

    private static Map<String, Double> weigh(Fact fact) {
        Map<String, Double> weights = new HashMap<>();
        StemmedWords.stems(fact.answer()).forEach(word -> weights.put(word, ANSWER_WORD));
        fact.keywords().forEach(phrase -> StemmedWords.stems(phrase).forEach(word -> weights.put(word, KEYWORD)));
        return weights;
    }

    private static Map<String, Double> rarity(List<Map<String, Double>> facts) {
        Map<String, Double> rarity = new HashMap<>();
        facts.forEach(fact -> fact.keySet().forEach(word -> rarity.merge(word, 1.0, Double::sum)));
        rarity.replaceAll((word, count) -> Math.log(1 + facts.size() / count));
        return rarity;
    }

    private static Fact read(String line) {
        Fields fields = Fields.of(Json.object(line.getBytes(StandardCharsets.UTF_8)));
        return new Fact(
                fields.requiredString("id"),
                fields.requiredString("topic"),
                fields.array("keywords").stream()
                        .map(word -> word.stringValue())
                        .toList(),
                fields.requiredString("answer"));
    }

    private record Match(Fact fact, double score) {}
}
