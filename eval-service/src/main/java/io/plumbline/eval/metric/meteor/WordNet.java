package io.plumbline.eval.metric.meteor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The part of Princeton's WordNet 3.0 that METEOR needs: which single words share a meaning with a word,
/// whatever its part of speech. A word is looked up like NLTK's `morphy`: unchanged, in the table of irregular
/// forms, then with endings removed.
///
/// Loaded from the class path on first use (about a second, 40 MB), and kept. Thread-safe.
///
/// @see <a href="https://wordnet.princeton.edu/documentation/wndb5wn">wndb(5WN), the format of the files</a>
final class WordNet {

    private static final String FOLDER = "/net/sf/extjwnl/data/wordnet/wn30/";
    private static final int NAMES = 4;
    private static final int FIRST_SYNSET_FROM_POINTERS = 6;
    private static final int HEXADECIMAL = 16;

    private static final int MOST_KEPT = 1 << 14;
    private static final int LONGEST_KEPT = 40;

    private final List<PartOfSpeech> partsOfSpeech;

    /// Caches looked-up words, which repeat often.
    private final Map<String, Set<String>> found = new ConcurrentHashMap<>();

    private WordNet() {
        partsOfSpeech = List.of(
                new PartOfSpeech(
                        "noun", "s>", "ses>s", "ves>f", "xes>x", "zes>z", "ches>ch", "shes>sh", "men>man", "ies>y"),
                new PartOfSpeech("verb", "s>", "ies>y", "es>e", "es>", "ed>e", "ed>", "ing>e", "ing>"),
                new PartOfSpeech("adj", "er>", "est>", "er>e", "est>e"),
                new PartOfSpeech("adv"));
    }

    /// Loads it if necessary.
    ///
    /// @throws UncheckedIOException if its files cannot be read
    static WordNet shared() {
        return Holder.SHARED;
    }

    /// Returns the words, in WordNet's spelling, that share a meaning with this lower-case word; empty if it is
    /// unknown.
    Set<String> synonyms(String word) {
        Set<String> known = found.get(word);
        if (known != null) {
            return known;
        }
        Set<String> synonyms = find(word);
        if (word.length() <= LONGEST_KEPT && found.size() < MOST_KEPT) {
            found.put(word, synonyms);
        }
        return synonyms;
    }

    private Set<String> find(String word) {
        Set<String> synonyms = new HashSet<>();
        for (PartOfSpeech part : partsOfSpeech) {
            for (String form : part.baseForms(word)) {
                for (String[] names : part.synsets(form)) {
                    synonyms.addAll(Arrays.asList(names));
                }
            }
        }
        return Set.copyOf(synonyms);
    }

    private static final class Holder {
        private static final WordNet SHARED = new WordNet();
    }

    /// Nouns, verbs, adjectives or adverbs.
    private static final class PartOfSpeech {
        private final String[][] endings;
        private final Map<String, List<String>> irregular = new HashMap<>();
        private final Map<String, String[][]> synsetsByWord = new HashMap<>();

        /// @param endings endings and their replacements
        PartOfSpeech(String name, String... endings) {
            this.endings = new String[endings.length][];
            for (int i = 0; i < endings.length; i++) {
                int arrow = endings[i].indexOf('>');
                this.endings[i] = new String[] {endings[i].substring(0, arrow), endings[i].substring(arrow + 1)};
            }
            readIrregular(name + ".exc");
            readIndex("index." + name, readSynsets("data." + name));
        }

        String[][] synsets(String form) {
            return synsetsByWord.getOrDefault(form, new String[0][]);
        }

        /// Returns the words of which this may be a form.
        Set<String> baseForms(String word) {
            List<String> known = irregular.get(word);
            if (known != null) {
                return inDictionary(word, known);
            }
            List<String> forms = withoutEndings(List.of(word));
            Set<String> found = inDictionary(word, forms);
            while (found.isEmpty() && !forms.isEmpty()) {
                forms = withoutEndings(forms);
                found = inDictionary(word, forms);
            }
            return found;
        }

        private List<String> withoutEndings(List<String> forms) {
            List<String> shorter = new ArrayList<>();
            for (String form : forms) {
                for (String[] ending : endings) {
                    if (form.endsWith(ending[0])) {
                        shorter.add(form.substring(0, form.length() - ending[0].length()) + ending[1]);
                    }
                }
            }
            return shorter;
        }

        private Set<String> inDictionary(String word, List<String> forms) {
            Set<String> found = new LinkedHashSet<>();
            if (synsetsByWord.containsKey(word)) {
                found.add(word);
            }
            for (String form : forms) {
                if (synsetsByWord.containsKey(form)) {
                    found.add(form);
                }
            }
            return found;
        }

        private void readIrregular(String file) {
            read(file, line -> {
                List<String> words = List.of(line.split(" ", -1));
                irregular.put(words.getFirst(), words.subList(1, words.size()));
            });
        }

        /// Returns the single words of each synset, by its offset.
        private static Map<String, String[]> readSynsets(String file) {
            Map<String, String[]> synsets = new HashMap<>();
            read(file, line -> {
                String[] fields = line.substring(0, line.indexOf('|')).split(" ", -1);
                int words = Integer.parseInt(fields[NAMES - 1], HEXADECIMAL);
                List<String> names = new ArrayList<>(words);
                for (int i = 0; i < words; i++) {
                    String name = fields[NAMES + 2 * i];
                    int marker = name.indexOf('(');
                    if (name.indexOf('_') < 0) {
                        names.add(marker < 0 ? name : name.substring(0, marker));
                    }
                }
                synsets.put(fields[0], names.toArray(String[]::new));
            });
            return synsets;
        }

        private void readIndex(String file, Map<String, String[]> synsets) {
            read(file, line -> {
                String[] fields = line.split(" ", -1);
                int count = Integer.parseInt(fields[2]);
                int first = FIRST_SYNSET_FROM_POINTERS + Integer.parseInt(fields[3]);
                String[][] of = new String[count][];
                for (int i = 0; i < count; i++) {
                    of[i] = Objects.requireNonNull(synsets.get(fields[first + i]), file);
                }
                synsetsByWord.put(fields[0], of);
            });
        }
    }

    /// Processes a line.
    private interface LineReader {
        void take(String line);
    }

    /// Reads the lines of a file; those that start with a space are its licence.
    private static void read(String file, LineReader reader) {
        try (InputStream stream = WordNet.class.getResourceAsStream(FOLDER + file)) {
            if (stream == null) {
                throw new IOException("WordNet's file " + file + " is not on the class path.");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty() && line.charAt(0) != ' ') {
                    reader.take(line.stripTrailing());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
