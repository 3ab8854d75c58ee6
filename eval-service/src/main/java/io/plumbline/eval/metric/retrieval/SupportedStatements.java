package io.plumbline.eval.metric.retrieval;

import io.plumbline.eval.metric.token.PorterStemmer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Decides by words whether a text supports a statement: it contains a share of the statement's content words, by
/// their stems, and all its numbers. It reads no meaning: a denial has the words of what it denies.
///
/// @param share 0..1
record SupportedStatements(double share) {

    private static final Pattern END = Pattern.compile("(?<=[.!?])\\s+|\\n+");
    private static final Pattern CITATION = Pattern.compile("\\[[0-9]{1,3}\\]");
    private static final Set<String> FUNCTION_WORDS = Set.of(
            "a", "about", "also", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "could",
            "did", "do", "does", "for", "from", "had", "has", "have", "he", "her", "his", "how", "i", "if", "in",
            "into", "is", "it", "its", "may", "more", "must", "my", "no", "not", "of", "on", "or", "our", "shall",
            "she", "should", "so", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they",
            "this", "those", "to", "was", "we", "were", "what", "when", "where", "which", "who", "will", "with",
            "would", "you", "your");
    private static final int MOST_STATEMENTS = 1_000;

    /// Splits a text into sentences and lines with at least one content word.
    static List<String> statements(String text) {
        List<String> statements = new ArrayList<>();
        for (String part : END.split(text, -1)) {
            if (statements.size() < MOST_STATEMENTS && !words(part).isEmpty()) {
                statements.add(part.strip());
            }
        }
        return statements;
    }

    /// Whether a text supports a statement.
    boolean supports(String text, String statement) {
        Set<String> wanted = words(statement);
        Set<String> found = words(text);
        long matched = wanted.stream().filter(found::contains).count();
        boolean numbers = wanted.stream()
                .filter(word -> Character.isDigit(word.charAt(0)))
                .allMatch(found::contains);
        return numbers && matched >= share * wanted.size();
    }

    /// Whether one of the texts supports a statement.
    boolean supports(List<String> texts, String statement) {
        return texts.stream().anyMatch(text -> supports(text, statement));
    }

    /// Returns the stems of the content words of a text, without citations.
    static Set<String> words(String text) {
        String plain = CITATION.matcher(text).replaceAll(" ").toLowerCase(Locale.ROOT);
        Set<String> words = new HashSet<>();
        int start = -1;
        for (int i = 0; i <= plain.length(); i++) {
            boolean inside = i < plain.length() && Character.isLetterOrDigit(plain.charAt(i));
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                String word = plain.substring(start, i);
                if (!FUNCTION_WORDS.contains(word)) {
                    words.add(stem(word));
                }
                start = -1;
            }
        }
        return words;
    }

    private static String stem(String word) {
        char[] chars = word.toCharArray();
        return new String(chars, 0, PorterStemmer.stem(chars, chars.length));
    }
}
