package io.plumbline.eval.benchmark.run;

import io.plumbline.eval.benchmark.format.BenchmarkItem;
import io.plumbline.eval.benchmark.task.ItemScore;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An item cut in half, to test whether a model continues it word by word. Eight words in a row that are not in the
/// first half are hardly guessed. A model can know an item and not continue it, so the share is a lower bound.
///
/// @see <a href="https://arxiv.org/abs/2308.08493">Golchin and Surdeanu 2024</a>
record CutItem(String start, List<String> next) {

    private static final int COMPARED = 8;
    private static final int FEWEST_WORDS = 20;
    private static final int MOST_START = 4_000;
    private static final String NO_LETTERS = "[^\\p{L}\\p{N}]+";

    /// Returns nothing for an item that is too short.
    static Optional<CutItem> of(BenchmarkItem item) {
        String text = item.question().strip();
        int middle = text.indexOf(' ', text.length() / 2);
        if (words(text).size() < FEWEST_WORDS || middle < 0 || middle > MOST_START) {
            return Optional.empty();
        }
        List<String> rest = words(text.substring(middle));
        return rest.size() < COMPARED
                ? Optional.empty()
                : Optional.of(new CutItem(text.substring(0, middle), rest.subList(0, COMPARED)));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split(NO_LETTERS))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    String prompt() {
        return "Continue this text exactly as it was published. Write the continuation only.\n\n" + start;
    }

    ItemScore score(String answer) {
        List<String> given = words(answer);
        List<String> repeated = words(start);
        boolean repeats = given.size() >= repeated.size()
                && given.subList(0, repeated.size()).equals(repeated);
        List<String> continuation = repeats ? given.subList(repeated.size(), given.size()) : given;
        boolean same = continuation.size() >= COMPARED
                && continuation.subList(0, COMPARED).equals(next);
        return new ItemScore(Map.of("completed", same ? 1.0 : 0.0), null, null, null, 1);
    }
}
