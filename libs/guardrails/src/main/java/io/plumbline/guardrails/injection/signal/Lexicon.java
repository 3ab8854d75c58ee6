package io.plumbline.guardrails.injection.signal;

import io.plumbline.guardrails.injection.signal.Signal.Family;
import io.plumbline.personaldata.text.Folding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The signals, compiled from the resource `signals.txt`, which documents its notation.
///
/// A signal is a sequence of words with gaps. Each step is a state; a word leads to the states in which it may
/// come next. Words are looked up by a 64-bit hash of their folded characters, which needs no string. Immutable
/// and thread-safe.
final class Lexicon {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final int[] NOWHERE = {};

    /// The hash of no word.
    private static final long EMPTY = 0;

    private final Signal[] signals;
    /// For each state: its signal, whether it is the last step, and the maximum number of words before it.
    private final int[] signalOf;
    private final boolean[] first;
    private final boolean[] last;
    private final int[] gaps;
    private final boolean[] guarded;
    private final long[] hashes;
    private final int[][] states;
    private final boolean[] marks = new boolean[128];
    private final int longestWord;

    private Lexicon(Source source) {
        this.signals = source.signals.toArray(Signal[]::new);
        int count = source.steps.size();
        signalOf = new int[count];
        first = new boolean[count];
        last = new boolean[count];
        gaps = new int[count];
        guarded = new boolean[count];
        Map<Long, List<Integer>> byWord = new HashMap<>();
        int longest = 0;
        for (int state = 0; state < count; state++) {
            Step step = source.steps.get(state);
            signalOf[state] = step.signal;
            first[state] = step.first;
            last[state] = step.last;
            gaps[state] = step.gap;
            guarded[state] = step.guarded;
            for (String word : step.words) {
                byWord.computeIfAbsent(hash(word), hash -> new ArrayList<>()).add(state);
                longest = Math.max(longest, word.length());
                if (word.length() == 1 && word.charAt(0) < 128 && !Character.isLetterOrDigit(word.charAt(0))) {
                    marks[word.charAt(0)] = true;
                }
            }
        }
        for (String guard : source.guards) {
            byWord.computeIfAbsent(hash(guard), hash -> new ArrayList<>()).add(GUARD);
        }
        for (String about : source.about) {
            byWord.computeIfAbsent(hash(about), hash -> new ArrayList<>()).add(ABOUT);
        }
        for (String telling : source.telling) {
            byWord.computeIfAbsent(hash(rotated(telling)), hash -> new ArrayList<>())
                    .add(ROTATED);
            byWord.computeIfAbsent(hash(reversed(telling)), hash -> new ArrayList<>())
                    .add(REVERSED);
        }
        longestWord = longest;
        int capacity = Integer.highestOneBit(4 * byWord.size());
        hashes = new long[capacity];
        states = new int[capacity][];
        Arrays.fill(states, NOWHERE);
        byWord.forEach(this::put);
    }

    /// The pseudo-state of words that turn an instruction into talk about one (`don't ignore`, `I ignore`).
    static final int GUARD = -1;

    /// The pseudo-state of words that indicate text in ROT13.
    static final int ROTATED = -2;

    /// The pseudo-state of words that indicate reversed text.
    static final int REVERSED = -3;

    /// The pseudo-state of words that precede a quotation under discussion.
    static final int ABOUT = -4;

    /// The built-in signals.
    static Lexicon builtIn() {
        return Holder.BUILT_IN;
    }

    private static final class Holder {
        private static final Lexicon BUILT_IN = load();
    }

    private static Lexicon load() {
        try (InputStream resource = Objects.requireNonNull(Lexicon.class.getResourceAsStream("signals.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return of(lines.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Lexicon of(List<String> lines) {
        Source source = new Source();
        lines.forEach(source::line);
        return new Lexicon(source);
    }

    private void put(long hash, List<Integer> leadsTo) {
        int slot = slot(hash);
        while (hashes[slot] != EMPTY) {
            slot = slot + 1 & hashes.length - 1;
        }
        hashes[slot] = hash;
        // later steps first, so that one word does not take two steps at once
        states[slot] = leadsTo.stream()
                .sorted((a, b) -> b - a)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// The states that a word leads to, later steps of a signal first; none for most words.
    int[] lookUp(long hash) {
        int slot = slot(hash);
        while (hashes[slot] != hash && hashes[slot] != EMPTY) {
            slot = slot + 1 & hashes.length - 1;
        }
        return states[slot];
    }

    private int slot(long hash) {
        return (int) (hash ^ hash >>> 32) & hashes.length - 1;
    }

    static long start() {
        return FNV_OFFSET;
    }

    static long add(long hash, char folded) {
        return (hash ^ folded) * FNV_PRIME;
    }

    private static long hash(String word) {
        long hash = start();
        for (int i = 0; i < word.length(); i++) {
            hash = add(hash, Folding.fold(word.charAt(i)));
        }
        return hash;
    }

    /// The text in ROT13, which is its own inverse.
    static String rotated(CharSequence text) {
        StringBuilder rotated = new StringBuilder(text);
        for (int i = 0; i < rotated.length(); i++) {
            char c = rotated.charAt(i);
            char lower = (char) (c | 0x20);
            if (c < 128 && lower >= 'a' && lower <= 'z') {
                rotated.setCharAt(i, (char) (lower <= 'm' ? c + 13 : c - 13));
            }
        }
        return rotated.toString();
    }

    static String reversed(CharSequence text) {
        return new StringBuilder(text).reverse().toString();
    }

    /// The number of steps of all signals together.
    int steps() {
        return signalOf.length;
    }

    boolean isFirst(int state) {
        return first[state];
    }

    boolean isLast(int state) {
        return last[state];
    }

    int gap(int state) {
        return gaps[state];
    }

    /// Whether a preceding guard blocks this first step.
    boolean isGuarded(int state) {
        return guarded[state];
    }

    int signalOf(int state) {
        return signalOf[state];
    }

    Signal signal(int index) {
        return signals[index];
    }

    /// Whether a punctuation character is part of a signal.
    boolean isMark(char c) {
        return c < marks.length && marks[c];
    }

    int longestWord() {
        return longestWord;
    }

    private record Step(int signal, List<String> words, int gap, boolean first, boolean last, boolean guarded) {}

    /// The lines of the resource, read in order.
    private static final class Source {
        private final Map<String, List<String>> sets = new HashMap<>();
        private final List<String> guards = new ArrayList<>();
        private final List<String> telling = new ArrayList<>();
        private final List<String> about = new ArrayList<>();
        private final List<Signal> signals = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();

        private void line(String line) {
            String trimmed = line.strip();
            if (trimmed.isEmpty() || trimmed.startsWith("//")) {
                return;
            }
            List<String> parts = List.of(trimmed.split("\\s+"));
            switch (parts.getFirst()) {
                case "set" -> sets.put(parts.get(1), words(parts.subList(2, parts.size())));
                case "about" -> about.addAll(parts.subList(1, parts.size()));
                case "telling" -> telling.addAll(parts.subList(1, parts.size()));
                case "guard" -> guards.addAll(parts.subList(1, parts.size()));
                default -> signal(parts);
            }
        }

        private void signal(List<String> parts) {
            Family family = Family.valueOf(parts.get(0).toUpperCase(Locale.ROOT));
            int signal = signals.size();
            signals.add(new Signal(family, Double.parseDouble(parts.get(1))));
            List<String> path = parts.subList(2, parts.size());
            Integer gap = null;
            boolean isFirst = true;
            for (int i = 0; i < path.size(); i++) {
                String part = path.get(i);
                if (part.matches("<\\d+")) {
                    gap = Integer.valueOf(part.substring(1));
                    continue;
                }
                boolean guarded = part.startsWith("~");
                List<String> alternatives =
                        words(List.of((guarded ? part.substring(1) : part).split("(?<=.)\\|(?=.)")));
                steps.add(new Step(signal, alternatives, gapOr(gap), isFirst, i == path.size() - 1, guarded));
                isFirst = false;
                gap = null;
            }
        }

        private static int gapOr(@Nullable Integer gap) {
            return gap == null ? 0 : gap;
        }

        private List<String> words(List<String> named) {
            List<String> words = new ArrayList<>();
            for (String each : named) {
                if (each.startsWith("$")) {
                    words.addAll(Objects.requireNonNull(sets.get(each.substring(1)), each));
                } else {
                    words.add(each);
                }
            }
            return words;
        }
    }
}
