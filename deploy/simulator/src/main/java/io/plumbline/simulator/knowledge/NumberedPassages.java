package io.plumbline.simulator.knowledge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The numbered passages that a gateway has put before a question, and the sentence in them that answers it: the one
/// that shares most words with the question, if at least half of the question's words are in it, its headings, or its
/// file's name. Passages whose words are marked or encoded are not read. Immutable.
public final class NumberedPassages {
    private static final Pattern PASSAGE =
            Pattern.compile("\\[([0-9]{1,2})]\\n<<(data-[0-9a-f]{12})>>\\n([^<]*+(?:<(?!</data-)[^<]*+)*+)<</\\2>>");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+|\\n+");
    private static final double PLACE_WORD = 0.5;
    private static final double LEAST_SHARE = 0.5;

    private final List<Numbered> passages;
    private final String rest;

    private NumberedPassages(List<Numbered> passages, String rest) {
        this.passages = List.copyOf(passages);
        this.rest = rest;
    }

    /// @param place the first line: file and headings
    private record Numbered(String number, String place, String text) {}

    private record Match(String sentence, double share) {}

    public static NumberedPassages in(String message) {
        List<Numbered> passages = new ArrayList<>();
        Matcher matcher = PASSAGE.matcher(message);
        StringBuilder rest = new StringBuilder();
        while (matcher.find()) {
            String[] parts = matcher.group(3).strip().split("\\n", 2);
            passages.add(new Numbered(matcher.group(1), parts[0], parts.length == 1 ? "" : parts[1]));
            matcher.appendReplacement(rest, "");
        }
        return new NumberedPassages(passages, matcher.appendTail(rest).toString());
    }

    /// The message without them.
    public String rest() {
        return rest;
    }

    /// The best sentence with the number of its passage; empty if none answers the question.
    public Optional<String> answer(String question) {
        Set<String> asked = new HashSet<>(StemmedWords.stems(question));
        Match best = new Match("", 0);
        for (Numbered passage : passages) {
            Set<String> place = new HashSet<>(StemmedWords.stems(passage.place()));
            for (String sentence : SENTENCE_END.split(passage.text(), -1)) {
                double share = share(asked, new HashSet<>(StemmedWords.stems(sentence)), place);
                if (share > best.share()) {
                    best = new Match(sentence.strip() + " [" + passage.number() + "]", share);
                }
            }
        }
        return best.share() >= LEAST_SHARE ? Optional.of(best.sentence()) : Optional.empty();
    }

    private static double share(Set<String> asked, Set<String> sentence, Set<String> place) {
        double shared = 0;
        for (String word : asked) {
            if (sentence.contains(word)) {
                shared++;
            } else if (place.contains(word)) {
                shared += PLACE_WORD;
            }
        }
        return asked.isEmpty() ? 0 : shared / asked.size();
    }
}
