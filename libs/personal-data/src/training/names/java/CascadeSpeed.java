package io.plumbline.personaldata.names;

import io.plumbline.personaldata.detect.Concern;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.names.tagger.NameWindows;
import io.plumbline.personaldata.names.tagger.TagScores;
import io.plumbline.personaldata.names.word.Mention;
import io.plumbline.personaldata.names.word.Sight;
import io.plumbline.personaldata.names.word.Words;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Prints, for each set of texts in a file of `cascade_corpus.py`, the tagger's cost in microseconds of CPU per
/// kilobyte, and the share of encoded windows.
///
///     CascadeSpeed CORPUS.tsv
final class CascadeSpeed {

    private static final int ROUNDS = 6;

    private CascadeSpeed() {}

    public static void main(String... args) throws IOException {
        Map<String, List<String>> sets = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            String[] cells = line.split("\t");
            if (!cells[0].equals("train")) {
                List<String> set = sets.computeIfAbsent(cells[1], _ -> new ArrayList<>());
                if (set.size() < 300) {
                    set.add(new String(Base64.getDecoder().decode(cells[3]), StandardCharsets.UTF_8));
                }
            }
        }
        for (int round = 0; round < 3; round++) {
            for (Map.Entry<String, List<String>> set : sets.entrySet()) {
                measure(set.getKey(), set.getValue(), round == 2);
            }
        }
    }

    private static void measure(String name, List<String> texts, boolean told) {
        long tagging = 0;
        long rules = 0;
        long size = 0;
        long windows = 0;
        long read = 0;
        long asked = 0;
        for (String text : texts) {
            Words words = new Words(text);
            if (words.count() == 0) {
                continue;
            }
            long start = cpu();
            for (int i = 0; i < ROUNDS; i++) {
                words = new Words(text);
                Sight.find(words);
                List<Mention> ruled = NameDetector.ruled(words, Deadline.NONE);
            }
            long middle = cpu();
            List<Mention> ruled = NameDetector.ruled(words, Deadline.NONE);
            Counting counting = new Counting(text.length());
            for (int i = 0; i < ROUNDS; i++) {
                counting.read = 0;
                NameCascade.read(
                        words, ruled, counting, new ArrayList<>(), new float[words.count()], NameCascade.Doubt.STANDARD,
                        Concern.EVERYTHING);
            }
            long end = cpu();
            rules += middle - start;
            tagging += end - middle;
            size += ROUNDS * text.length();
            windows += counting.count();
            read += counting.read;
            asked += counting.read > 0 ? 1 : 0;
        }
        if (told) {
            System.out.printf(
                    "%s: %.1f us/KB rules, %.1f us/KB tagger, %.3f of %d windows, %.3f of texts%n",
                    name, rules / 1.024 / size, tagging / 1.024 / size, (double) read / windows, windows, (double) asked / texts.size());
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /// Windows of about as many characters as the encoder's, without results.
    private static final class Counting implements NameWindows {

        private static final int LENGTH = 480;
        private final int length;
        private int read;

        private Counting(int length) {
            this.length = length;
        }

        @Override
        public int count() {
            return (length + LENGTH - 1) / LENGTH;
        }

        @Override
        public int start(int window) {
            return window * LENGTH;
        }

        @Override
        public int end(int window) {
            return Math.min(length, window * LENGTH + LENGTH);
        }

        @Override
        public TagScores read(int window) {
            read++;
            return new TagScores(new float[0], new int[0], 0);
        }
    }
}
