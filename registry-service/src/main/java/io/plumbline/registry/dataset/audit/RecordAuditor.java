package io.plumbline.registry.dataset.audit;

import io.plumbline.knowledge.embedding.Embedder;
import io.plumbline.registry.dataset.audit.AuditReport.Contamination;
import io.plumbline.registry.dataset.audit.AuditReport.Finding;
import io.plumbline.registry.dataset.audit.AuditReport.Pair;
import io.plumbline.registry.dataset.audit.AuditReport.Phrase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Audits the records of one version. Give it all records, then compare evaluation sets, then take the report.
/// Not thread-safe.
final class RecordAuditor {

    /// The most records that are read of a version.
    static final int MOST = 20_000;

    private static final int EXAMPLES = 50;
    private static final int PHRASES = 20;
    private static final int LONGEST_PHRASE = 3;
    private static final int LEAST_SUPPORT = 5;
    private static final int MOST_PHRASES = 500_000;
    private static final int PHRASE_WORDS = 200;
    private static final double HIGHEST_SUPPORT = .2;
    private static final double LEAST_SHARE = .95;
    private static final double MOST_ELSEWHERE = .5;
    private static final int MAX_REFERENCE = 100;

    private final SimilarTexts questions = new SimilarTexts();
    private final Neighbourhoods neighbourhoods = new Neighbourhoods();
    private final Map<Long, Integer> first = new HashMap<>();
    private final List<String> labels = new ArrayList<>();
    private final List<Set<String>> phrases = new ArrayList<>();
    private final List<Integer> clusters = new ArrayList<>();
    private final List<Pair> duplicates = new ArrayList<>();
    private final List<Pair> nearDuplicates = new ArrayList<>();
    private final List<Contamination> contamination = new ArrayList<>();
    private int phraseCount;

    /// Reads the next record.
    void add(JsonNode record) {
        int number = labels.size();
        List<String> words = Shingles.words(question(record));
        Shingles question = new Shingles(words);
        Integer same = first.putIfAbsent(Shingles.hash(String.join(" ", words)), number);
        if (same != null) {
            duplicates.add(new Pair(number + 1, same + 1));
            clusters.add(clusters.get(same));
        } else {
            Set<Integer> similar = questions.similarTo(question);
            similar.stream().findFirst().ifPresent(other -> nearDuplicates.add(new Pair(number + 1, other + 1)));
            clusters.add(similar.stream().findFirst().map(clusters::get).orElse(number));
        }
        questions.add(question);
        String label = String.join(
                " ", Shingles.words(record.path("references").path(0).asString("")));
        labels.add(label);
        neighbourhoods.add(question(record), label);
        phrases.add(phrases(words.subList(0, Math.min(words.size(), PHRASE_WORDS))));
    }

    private static String question(JsonNode record) {
        if (record.path("input").isString()) {
            return record.path("input").asString();
        }
        return record.path("messages")
                .valueStream()
                .filter(message -> "user".equals(message.path("role").asString("")))
                .map(message -> message.path("content").asString(""))
                .collect(Collectors.joining("\n"));
    }

    private Set<String> phrases(List<String> words) {
        Set<String> found = new HashSet<>();
        for (int length = 1; length <= LONGEST_PHRASE && phraseCount < MOST_PHRASES; length++) {
            for (int i = 0; i + length <= words.size(); i++) {
                found.add(String.join(" ", words.subList(i, i + length)));
            }
        }
        phraseCount += found.size();
        return found;
    }

    /// Starts the comparison with an evaluation set.
    ///
    /// @param dataset as `name@version`
    Comparison comparison(String dataset) {
        return new Comparison(dataset);
    }

    /// Compares the records with those of an evaluation set. Not thread-safe.
    final class Comparison {

        private final String dataset;
        private final Map<Integer, Integer> shared = new TreeMap<>();
        private int read;

        private Comparison(String dataset) {
            this.dataset = dataset;
        }

        /// Reads the next record of the evaluation set.
        void add(JsonNode record) {
            read++;
            questions
                    .similarTo(new Shingles(Shingles.words(question(record))))
                    .forEach(number -> shared.putIfAbsent(number + 1, read));
        }

        /// Adds the outcome to the report.
        void end() {
            if (!shared.isEmpty()) {
                contamination.add(new Contamination(
                        dataset,
                        shared.size(),
                        shared.entrySet().stream()
                                .limit(EXAMPLES)
                                .map(pair -> new Pair(pair.getKey(), pair.getValue()))
                                .toList()));
            }
        }
    }

    /// @param records number of records of the version
    AuditReport report(long records, Embedder embedder) {
        return new AuditReport(
                records,
                labels.size(),
                finding(duplicates),
                finding(nearDuplicates),
                finding(contradictions()),
                predicting(),
                List.copyOf(contamination),
                neighbourhoods.compare(embedder));
    }

    private static Finding finding(List<Pair> pairs) {
        return new Finding(pairs.size(), pairs.stream().limit(EXAMPLES).toList());
    }

    /// Returns the records whose label differs from the most frequent one among records of nearly the same
    /// question; of two equally frequent labels, the first counts.
    private List<Pair> contradictions() {
        Map<Integer, List<Integer>> members = new TreeMap<>();
        for (int number = 0; number < clusters.size(); number++) {
            if (!labels.get(number).isEmpty()) {
                members.computeIfAbsent(clusters.get(number), _ -> new ArrayList<>())
                        .add(number);
            }
        }
        List<Pair> found = new ArrayList<>();
        members.values().stream().filter(cluster -> cluster.size() > 1).forEach(cluster -> {
            Map<String, Long> counts =
                    cluster.stream().collect(Collectors.groupingBy(labels::get, Collectors.counting()));
            long most =
                    counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
            int model = cluster.stream()
                    .filter(number -> counts.getOrDefault(labels.get(number), 0L) == most)
                    .findFirst()
                    .orElseThrow();
            cluster.stream()
                    .filter(number -> !labels.get(number).equals(labels.get(model)))
                    .forEach(number -> found.add(new Pair(number + 1, model + 1)));
        });
        return found;
    }

    /// How many records have a phrase, and how often each label is theirs.
    private record Support(Map<String, Integer> labels) {

        int records() {
            return labels.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private List<Phrase> predicting() {
        Map<String, Integer> overall = new HashMap<>();
        labels.forEach(label -> overall.merge(label, 1, Integer::sum));
        Map<String, Support> supports = new HashMap<>();
        for (int number = 0; number < labels.size(); number++) {
            String label = labels.get(number);
            for (String phrase : phrases.get(number)) {
                supports.computeIfAbsent(phrase, _ -> new Support(new HashMap<>()))
                        .labels()
                        .merge(label, 1, Integer::sum);
            }
        }
        return supports.entrySet().stream()
                .map(entry -> phrase(entry.getKey(), entry.getValue(), overall))
                .filter(phrase -> phrase.records() >= LEAST_SUPPORT
                        && phrase.records() <= HIGHEST_SUPPORT * labels.size()
                        && phrase.share() >= LEAST_SHARE
                        && phrase.shareElsewhere() <= MOST_ELSEWHERE
                        && !phrase.reference().isEmpty()
                        && phrase.reference().length() <= MAX_REFERENCE)
                .sorted(Comparator.comparingInt(Phrase::records)
                        .reversed()
                        .thenComparingDouble(Phrase::shareElsewhere)
                        .thenComparing(Comparator.comparingInt(
                                        (Phrase phrase) -> phrase.phrase().length())
                                .reversed())
                        .thenComparing(Phrase::phrase))
                .limit(PHRASES)
                .toList();
    }

    private Phrase phrase(String text, Support support, Map<String, Integer> overall) {
        Map.Entry<String, Integer> most = support.labels().entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow();
        int with = support.records();
        int elsewhere = Objects.requireNonNull(overall.get(most.getKey())) - most.getValue();
        int others = labels.size() - with;
        return new Phrase(
                text,
                most.getKey(),
                with,
                (double) most.getValue() / with,
                others == 0 ? 1 : (double) elsewhere / others);
    }
}
