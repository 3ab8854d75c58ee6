package io.plumbline.bench;

import io.plumbline.standalone.layout.CannotContinue;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The options of `bench`.
///
/// @param json    the file for the figures; the default place if it is empty
/// @param compare the figures of an earlier run
/// @param data    a folder of corpora to compare with
/// @param minutes the duration of the soak
/// @param rate    the soak's calls per second
/// @param calls   the number of calls that the console shows; as planned if it is empty
/// @param chunks  the size of the index that `retrieval` measures; 0 if it compares strategies
/// @param postgres JDBC URL of a database with pgvector, for an index there; on Lucene if it is empty
record BenchRequest(
        List<String> names,
        boolean brief,
        Optional<Path> json,
        Optional<Path> compare,
        Optional<Path> data,
        int minutes,
        int rate,
        Optional<Integer> calls,
        int chunks,
        Optional<String> postgres) {

    private static final int USUAL_MINUTES = 20;
    private static final int MOST_MINUTES = 2_880;
    private static final int USUAL_RATE = 300;
    private static final int MOST_RATE = 100_000;
    private static final int MOST_CALLS = 10_000_000;
    private static final int MOST_CHUNKS = 10_000_000;

    /// @param words checked by the script: every flag with a value has one
    /// @throws CannotContinue when a number is invalid, or out of bounds
    static BenchRequest of(List<String> words) {
        List<String> names = new ArrayList<>();
        boolean brief = false;
        Optional<Path> json = Optional.empty();
        Optional<Path> compare = Optional.empty();
        Optional<Path> data = Optional.empty();
        int minutes = USUAL_MINUTES;
        int rate = USUAL_RATE;
        Optional<Integer> calls = Optional.empty();
        int chunks = 0;
        Optional<String> postgres = Optional.empty();
        Deque<String> rest = new ArrayDeque<>(words);
        while (!rest.isEmpty()) {
            String word = rest.pop();
            switch (word) {
                case "--brief" -> brief = true;
                case "--json" -> json = Optional.of(Path.of(rest.pop()));
                case "--compare" -> compare = Optional.of(Path.of(rest.pop()));
                case "--data" -> data = Optional.of(Path.of(rest.pop()));
                case "--minutes" -> minutes = number(word, rest.pop(), MOST_MINUTES);
                case "--rate" -> rate = number(word, rest.pop(), MOST_RATE);
                case "--calls" -> calls = Optional.of(number(word, rest.pop(), MOST_CALLS));
                case "--chunks" -> chunks = number(word, rest.pop(), MOST_CHUNKS);
                case "--postgres" -> postgres = Optional.of(rest.pop());
                default -> names.add(word);
            }
        }
        return new BenchRequest(List.copyOf(names), brief, json, compare, data, minutes, rate, calls, chunks, postgres);
    }

    private static int number(String flag, String text, int most) {
        if (text.matches("[1-9][0-9]{0,8}") && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw new CannotContinue("%s needs a number from 1 to %,d.".formatted(flag, most));
    }
}
