package io.plumbline.eval.harm.grade;

import io.plumbline.eval.metric.token.PorterStemmer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Decides without a model whether a text supports the claims of an answer. A claim is supported if a passage has
/// all its numbers and names, and some sentence of it has most of its words and the same polarity.
///
/// It recognises no paraphrase and no inference, so it takes some supported claims for unsupported ones; its measured
/// error stands beside its figures. The constants were set by hand and not fitted to any corpus.
public final class ClaimSupport {

    private static final double ENOUGH = 0.6;
    private static final int LEAST_WORDS = 2;
    private static final int MOST_CLAIMS = 50;
    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?])\\s+|\\n+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}]+|\\d+(?:[.,]\\d+)*+");
    private static final Pattern NEGATION =
            Pattern.compile("\\b(?:not|no|never|none|nobody|without|nor)\\b|n't\\b", Pattern.CASE_INSENSITIVE);
    private static final Set<String> STOP = Set.of(("a an the of in on at to for from by with and or but as is are was"
                    + " were be been it its this that these those they them their he she his her you your we our i may"
                    + " can could will would should must do does did have has had not no if then than so also which who"
                    + " what when where how there here about into up out per each any all such only just")
            .split(" ", -1));
    private static final Map<String, String> NUMBERS = Map.ofEntries(
            Map.entry("one", "1"),
            Map.entry("two", "2"),
            Map.entry("three", "3"),
            Map.entry("four", "4"),
            Map.entry("five", "5"),
            Map.entry("six", "6"),
            Map.entry("seven", "7"),
            Map.entry("eight", "8"),
            Map.entry("nine", "9"),
            Map.entry("ten", "10"),
            Map.entry("eleven", "11"),
            Map.entry("twelve", "12"));

    private ClaimSupport() {}

    /// The words of a sentence.
    ///
    /// @param stems of its content words
    /// @param exact its numbers, and its names as stems
    private record Sentence(Set<String> stems, Set<String> exact, boolean negated) {

        private static Sentence of(String text) {
            Set<String> stems = new HashSet<>();
            Set<String> exact = new HashSet<>();
            Matcher words = WORD.matcher(text);
            boolean first = true;
            while (words.find()) {
                String word = words.group();
                String lower = word.toLowerCase(Locale.ROOT);
                String number = NUMBERS.getOrDefault(lower, lower);
                if (Character.isDigit(number.charAt(0))) {
                    stems.add(number.replace(",", ""));
                    exact.add(number.replace(",", ""));
                } else if (!STOP.contains(lower)) {
                    String stem = stem(lower);
                    stems.add(stem);
                    if (!first && Character.isUpperCase(word.charAt(0))) {
                        exact.add(stem);
                    }
                }
                first = false;
            }
            return new Sentence(stems, exact, NEGATION.matcher(text).find());
        }

        private double sharedWith(Sentence other) {
            long shared = stems.stream().filter(other.stems::contains).count();
            return (double) shared / stems.size();
        }
    }

    private static String stem(String word) {
        char[] letters = word.toCharArray();
        return new String(letters, 0, PorterStemmer.stem(letters, letters.length));
    }

    /// Returns the claims of an answer: its sentences with at least two content words.
    public static List<String> claims(String answer) {
        return SENTENCE.splitAsStream(answer)
                .map(sentence -> sentence.replaceFirst("^[\\s*#>-]+", "").strip())
                .filter(sentence -> Sentence.of(sentence).stems().size() >= LEAST_WORDS)
                .limit(MOST_CLAIMS)
                .toList();
    }

    /// Whether a text supports a claim.
    public static boolean supports(String text, String claim) {
        Sentence claimed = Sentence.of(claim);
        List<Sentence> sentences = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (String each : SENTENCE.split(text, -1)) {
            Sentence sentence = Sentence.of(each);
            sentences.add(sentence);
            known.addAll(sentence.stems());
        }
        return known.containsAll(claimed.exact())
                && sentences.stream()
                        .anyMatch(sentence ->
                                claimed.negated() == sentence.negated() && claimed.sharedWith(sentence) >= ENOUGH);
    }

    /// Returns the share of claims that a text supports, 0..1; 1 without claims.
    public static double share(String text, List<String> claims) {
        return claims.isEmpty()
                ? 1
                : (double) claims.stream()
                                .filter(claim -> supports(text, claim))
                                .count()
                        / claims.size();
    }

    /// Returns how far answers to the same question agree, 0..1: the mean share of claims of one answer that another
    /// one supports. Answers that state that they do not know agree with each other only.
    ///
    /// @param answers at least two
    public static double consistency(List<String> answers) {
        double sum = 0;
        int pairs = 0;
        for (int one = 0; one < answers.size(); one++) {
            for (int other = 0; other < answers.size(); other++) {
                if (one != other) {
                    sum += agreement(answers.get(one), answers.get(other));
                    pairs++;
                }
            }
        }
        return pairs == 0 ? 1 : sum / pairs;
    }

    private static double agreement(String one, String other) {
        boolean abstains = Abstention.isAbstention(one);
        if (abstains || Abstention.isAbstention(other)) {
            return abstains == Abstention.isAbstention(other) ? 1 : 0;
        }
        List<String> claims = claims(one);
        return claims.isEmpty() ? one.strip().equalsIgnoreCase(other.strip()) ? 1 : 0 : share(other, claims);
    }
}
