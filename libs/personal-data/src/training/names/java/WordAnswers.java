package io.plumbline.personaldata.names.tagger;

import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.personaldata.names.word.Entity;
import io.plumbline.personaldata.names.word.Sight;
import io.plumbline.personaldata.names.word.Words;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// Runs the head on many words alone, in neutral sentences, and writes the answers in the format of [KnownWords].
///
///     WordAnswers VOCABULARY.txt OUT.bin
final class WordAnswers {

    private static final int SENTENCES = 10;
    private static final String CAPITAL = "They spoke about %s again. ";
    private static final String SMALL = "i heard that %s is there\n";
    private static final double LIKELY = 0.5;
    private static final double POSSIBLE = 0.15;

    private WordAnswers() {}

    public static void main(String... args) throws IOException {
        MiniLmEncoder encoder = MiniLmEncoder.shared().load();
        List<String> words = new ArrayList<>(Files.readAllLines(Path.of(args[0])));
        Collections.shuffle(words, new Random(2));
        Map<String, float[]> capital = ask(encoder, words, CAPITAL, true);
        Map<String, float[]> small = ask(encoder, words, SMALL, false);
        Map<Integer, Integer> codes = new java.util.TreeMap<>();
        for (String word : words) {
            if (capital.containsKey(word) && small.containsKey(word)) {
                int code = code(capital.get(word)) * KnownWords.CLASSES + code(small.get(word));
                codes.put(KnownWords.print(new Words(word).hash(0)), code);
            }
        }
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(Path.of(args[1]))))) {
            out.writeInt(codes.size());
            for (Map.Entry<Integer, Integer> entry : codes.entrySet()) {
                out.writeInt(entry.getKey());
                out.writeByte(entry.getValue());
            }
        }
        System.out.println(codes.size() + " words");
        int[] seen = new int[KnownWords.CLASSES * KnownWords.CLASSES];
        codes.values().forEach(code -> seen[code]++);
        System.out.println(java.util.Arrays.toString(seen));
    }

    /// The probabilities of each entity, with none first.
    private static Map<String, float[]> ask(MiniLmEncoder encoder, List<String> words, String sentence, boolean capital) {
        Map<String, float[]> answers = new HashMap<>();
        for (int from = 0; from < words.size(); from += SENTENCES) {
            StringBuilder text = new StringBuilder();
            Map<Integer, String> at = new HashMap<>();
            for (String word : words.subList(from, Math.min(words.size(), from + SENTENCES))) {
                String cased = capital ? word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) : word;
                at.put(text.length() + sentence.indexOf('%'), word);
                text.append(sentence.formatted(cased));
            }
            Words cut = new Words(text);
            Sight.find(cut);
            NameHead head = new NameHead(cut);
            Encoding encoding = encoder.encode(text.toString(), () -> false);
            for (int i = 0; i < encoding.windows(); i++) {
                TagScores tags = head.read(encoding.window(i));
                TagPath.read(tags, new ArrayList<>(), new float[cut.count()]);
                for (int row = 0; row < tags.rows(); row++) {
                    String word = at.get(cut.start(tags.place()[row]));
                    if (word != null) {
                        answers.put(word, entities(tags.scores(), row * TagPath.TAGS));
                    }
                }
            }
        }
        return answers;
    }

    private static float[] entities(float[] logarithms, int at) {
        float[] of = new float[1 + Entity.LEARNED.size()];
        of[0] = (float) Math.exp(logarithms[at]);
        for (int k = 1; k < TagPath.TAGS; k++) {
            of[(k + 1) / 2] += (float) Math.exp(logarithms[at + k]);
        }
        return of;
    }

    /// 0: nothing for sure; 1: hardly anything; then for people, places, organizations, beliefs and jobs whether
    /// possible or likely; anything else.
    private static int code(float[] p) {
        int best = 1;
        for (int i = 2; i < p.length; i++) {
            best = p[i] > p[best] ? i : best;
        }
        if (p[best] < POSSIBLE) {
            return p[0] > 0.97 ? 0 : 1;
        }
        int kind = switch (Entity.LEARNED.get(best - 1)) {
            case PERSON -> 0;
            case LOCATION -> 1;
            case ORGANIZATION -> 2;
            case NRP -> 3;
            case JOB_TITLE -> 4;
            default -> 5;
        };
        return kind == 5 ? 12 : 2 + 2 * kind + (p[best] > LIKELY ? 1 : 0);
    }
}
