package io.plumbline.guardrails.injection;

import io.plumbline.guardrails.ngram.NgramReader;
import io.plumbline.guardrails.text.Language;
import io.plumbline.personaldata.text.Folding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The concepts in a sentence, as far as attacks use them: that something is dropped, rules, what came before, a
/// system prompt, and so on, by the words of each language. The same attack has the same notions in every
/// language, in any word order. A classifier of notions therefore detects attacks in words that it was never
/// trained on.
///
/// The words are the resource `notions.txt`, which documents its notation; they are loaded as a tree of letters
/// for each language. Immutable and thread-safe.
final class Notions {

    /// The number of letters of a sentence that are read.
    static final int LONGEST = 800;

    private static final int LETTERS = Character.SIZE;
    private static final String ARABIC_PARTICLES = "وفبكلاس";
    private static final int MOST_PARTICLES = 4;

    private static final Notions BUILT_IN = load();

    private final List<String> names = new ArrayList<>();
    private final Map<Language, Integer> roots = new EnumMap<>(Language.class);
    private final Map<Language, Integer> innerRoots = new EnumMap<>(Language.class);
    private final Tree tree = new Tree();

    private Notions() {
        for (Language language : Language.values()) {
            roots.put(language, tree.node());
            innerRoots.put(language, tree.node());
        }
    }

    static Notions builtIn() {
        return BUILT_IN;
    }

    private static Notions load() {
        try (InputStream resource = Objects.requireNonNull(Notions.class.getResourceAsStream("notions.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            Notions notions = new Notions();
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("//"))
                    .forEach(notions::line);
            notions.tree.pack();
            return notions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void line(String line) {
        if (line.startsWith("[")) {
            names.add(line.substring(1, line.length() - 1));
            return;
        }
        String[] words = line.split(" ", -1);
        for (Language language : Language.values()) {
            if (words[0].equals("*") || words[0].equals(language.code())) {
                for (int i = 1; i < words.length; i++) {
                    add(language, words[i]);
                }
            }
        }
    }

    private void add(Language language, String word) {
        boolean inner = word.startsWith("*");
        boolean whole = word.endsWith("$");
        String letters = word.substring(inner ? 1 : 0, word.length() - (whole ? 1 : 0));
        String folded = new String(folded(letters, 0, letters.length()));
        boolean unspaced = language.isUnspaced() && NgramReader.isIdeograph(folded.charAt(1));
        int from = inner || unspaced ? 1 : 0;
        boolean edge = whole || !Character.isLetterOrDigit(letters.charAt(letters.length() - 1));
        int to = folded.length() - (edge ? 0 : 1);
        int root = Objects.requireNonNull((inner ? innerRoots : roots).get(language));
        tree.add(root, folded.substring(from, to), names.size() - 1);
    }

    /// The number of notions, at most 64.
    int count() {
        return names.size();
    }

    String name(int notion) {
        return names.get(notion);
    }

    int indexOf(String name) {
        return names.indexOf(name);
    }

    /// The notions of part of a text in a language, one bit each.
    long in(CharSequence text, int from, int to, Language language) {
        char[] letters = folded(text, from, Math.min(to, from + LONGEST));
        int root = Objects.requireNonNull(roots.get(language));
        int inner = Objects.requireNonNull(innerRoots.get(language));
        boolean unspaced = language.isUnspaced();
        long found = 0;
        for (int i = 0; i < letters.length; i++) {
            if (letters[i] != ' ') {
                found |= unspaced ? tree.walk(root, letters, i) : tree.walk(inner, letters, i);
                continue;
            }
            found |= tree.walk(root, letters, i);
            if (language == Language.ARABIC) {
                int word = tree.next(root, ' ');
                for (int j = i + 1; j <= i + MOST_PARTICLES && j < letters.length; j++) {
                    found |= tree.walk(word, letters, j);
                    if (ARABIC_PARTICLES.indexOf(letters[j]) < 0) {
                        break;
                    }
                }
            }
        }
        return found;
    }

    /// Folded letters and digits, with a space for each run of anything else, one at the beginning and at the
    /// end, and one where ideographs meet other letters.
    private static char[] folded(CharSequence text, int from, int to) {
        StringBuilder out = new StringBuilder(to - from + 2).append(' ');
        boolean ideograph = false;
        for (int i = from; i < to; ) {
            int codePoint = Character.codePointAt(text, i);
            i += Character.charCount(codePoint);
            char c = letter(Folding.fold(codePoint));
            if (c == Folding.INVISIBLE) {
                continue;
            }
            boolean letter = Folding.isWordCharacter(c);
            boolean now = letter && NgramReader.isIdeograph(c);
            char last = out.charAt(out.length() - 1);
            if (last != ' ' && (!letter || now != ideograph)) {
                out.append(' ');
            }
            if (letter) {
                out.append(c);
                ideograph = now;
                if (c == 's' && codePoint == 'ß') {
                    out.append(c);
                }
            }
        }
        if (out.charAt(out.length() - 1) != ' ') {
            out.append(' ');
        }
        char[] letters = new char[out.length()];
        out.getChars(0, letters.length, letters, 0);
        return letters;
    }

    private static char letter(char c) {
        return switch (c) {
            case 'ß' -> 's';
            case 'ł' -> 'l';
            case 'أ', 'إ', 'آ' -> 'ا';
            case 'ى' -> 'ي';
            case 'ة' -> 'ه';
            case 'ـ' -> Folding.INVISIBLE;
            default -> c;
        };
    }

    /// A tree of letters: children by node and letter, in a table with open addressing once it is complete.
    private static final class Tree {
        private final Map<Long, Integer> children = new HashMap<>();
        private final List<Long> found = new ArrayList<>();
        private long[] keys = {};
        private int[] values = {};
        private long[] notions = {};
        private int shift;

        private int node() {
            found.add(0L);
            return found.size() - 1;
        }

        private void add(int root, String letters, int notion) {
            int node = root;
            for (int i = 0; i < letters.length(); i++) {
                node = children.computeIfAbsent(key(node, letters.charAt(i)), _ -> node());
            }
            found.set(node, found.get(node) | (1L << notion));
        }

        private void pack() {
            int size = Integer.highestOneBit(children.size() * 2) * 2;
            shift = Long.SIZE - Integer.numberOfTrailingZeros(size);
            keys = new long[size];
            values = new int[size];
            children.forEach((key, child) -> {
                int at = place(key);
                while (values[at] != 0) {
                    at = (at + 1) & (values.length - 1);
                }
                keys[at] = key;
                values[at] = child;
            });
            notions = found.stream().mapToLong(Long::longValue).toArray();
            children.clear();
            found.clear();
        }

        private static long key(int node, char letter) {
            return ((long) node << LETTERS) | letter;
        }

        private int place(long key) {
            return (int) ((key * 0x9E3779B97F4A7C15L) >>> shift);
        }

        /// The child of a node by a letter; 0, which is a root and never a child, if there is none.
        private int next(int node, char letter) {
            long key = key(node, letter);
            int at = place(key);
            while (values[at] != 0) {
                if (keys[at] == key) {
                    return values[at];
                }
                at = (at + 1) & (values.length - 1);
            }
            return 0;
        }

        private long walk(int from, char[] letters, int at) {
            long all = 0;
            int node = from;
            for (int i = at; i < letters.length; i++) {
                node = next(node, letters[i]);
                if (node == 0) {
                    return all;
                }
                all |= notions[node];
            }
            return all;
        }
    }
}
