package io.plumbline.personaldata.names.tagger;

import io.plumbline.personaldata.names.NameDetector;
import io.plumbline.personaldata.names.word.Entity;
import io.plumbline.personaldata.names.word.Mention;
import io.plumbline.personaldata.names.word.Sight;
import io.plumbline.personaldata.names.word.Words;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Trains [NameTagger] on the head's answers (`HeadAnswers`) and writes its weights.
///
///     TaggerTraining ANSWERS EPOCHS OUT.bin
final class TaggerTraining {

    private static final int HIDDEN = NameTagger.HIDDEN;
    /// Sets of traits whose sums are precomputed.
    private static final int SETS = 320;

    /// How many words have each set of traits.
    private static final Map<Long, Integer> SEEN = new HashMap<>();

    /// The share of dropped words and parts of words, so that the tagger does not rely on single ones.
    private static final float FORGOTTEN = 0.4f;

    private static final float SOFT_WEIGHT = 0.5f;
    private static final float RATE = 0.06f;
    private static final int TAGS = TagPath.TAGS;

    /// The head's decision, whether that is an entity, and its score of each tag.
    private static final int OUTPUTS = 2 * TAGS + 1;

    private static final int SOFT = TAGS + 1;

    /// The minimum score of counted mentions.
    private static final double COUNTED_FROM = 0.4;

    /// Smaller errors are ignored in training.
    private static final float LEAST = 0.002f;

    private final Random random = new Random(11);
    private final float[] first = new float[TaggerFeatures.ROWS * HIDDEN];
    private final float[] firstSquares = new float[TaggerFeatures.ROWS * HIDDEN];
    private final float[] bias = new float[HIDDEN];
    private final float[] last = new float[OUTPUTS * HIDDEN];
    private final float[] lastSquares = new float[OUTPUTS * HIDDEN];
    private final float[] lastBias = new float[OUTPUTS];

    private final float[] hidden = new float[HIDDEN];
    private final float[] out = new float[OUTPUTS];
    private final float[] gradient = new float[HIDDEN];

    /// A word with its rows, and the head's answer.
    private record Example(int[] rows, float[] wanted, byte decided) {

        private boolean isClear() {
            return wanted.length == 1;
        }
    }

    public static void main(String... args) throws IOException {
        List<Example> train = new ArrayList<>();
        List<Example> tune = new ArrayList<>();
        for (HeadAnswers.Text text : HeadAnswers.read(Path.of(args[0]))) {
            if (text.split().equals("train")) {
                examples(text, train);
            } else if (text.split().equals("calibrate")) {
                examples(text, tune);
            }
        }
        List<Long> sets = SEEN.entrySet().stream()
                .sorted(Map.Entry.<Long, Integer>comparingByValue().reversed())
                .limit(SETS)
                .map(Map.Entry::getKey)
                .toList();
        System.out.println(SEEN.size() + " sets of traits");
        System.out.println(train.size() + " words, " + tune.size() + " to tune on");
        new TaggerTraining().train(train, tune, Integer.parseInt(args[1]), sets, Path.of(args[2]));
    }

    private static void examples(HeadAnswers.Text text, List<Example> into) {
        Words words = new Words(text.text());
        Sight.find(words);
        TaggerFeatures tagger = new TaggerFeatures(words, NameDetector.ruled(words, io.plumbline.personaldata.detect.Deadline.NONE));
        for (int i = 0; i < words.count(); i++) {
            SEEN.merge(words.traits(i), 1, Integer::sum);
        }
        int[] rows = new int[TaggerFeatures.MOST_ROWS];
        for (HeadAnswers.Window window : text.windows()) {
            byte[] decided = decided(window, words.count());
            for (int row = 0; row < window.place().length; row++) {
                int count = tagger.rows(window.place()[row], rows);
                float[] wanted = softmax(Arrays.copyOfRange(window.after(), row * TAGS, (row + 1) * TAGS));
                boolean clear = wanted[0] > 0.99f && decided[window.place()[row]] == 0;
                into.add(new Example(Arrays.copyOf(rows, count), clear ? new float[] {wanted[0]} : wanted, decided[window.place()[row]]));
            }
        }
    }

    /// The tag of each word by the head's counted mentions.
    private static byte[] decided(HeadAnswers.Window window, int words) {
        List<Mention> mentions = new ArrayList<>();
        TagPath.read(new TagScores(window.after().clone(), window.place(), window.place().length), mentions, new float[words]);
        byte[] tags = new byte[words];
        for (Mention mention : mentions) {
            if (mention.score() >= COUNTED_FROM) {
                int begin = 1 + 2 * Entity.LEARNED.indexOf(mention.entity());
                Arrays.fill(tags, mention.from(), mention.to(), (byte) (begin + 1));
                tags[mention.from()] = (byte) begin;
            }
        }
        return tags;
    }

    private static float[] softmax(float[] scores) {
        float most = scores[0];
        for (float score : scores) {
            most = Math.max(most, score);
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) Math.exp(scores[i] - most);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= (float) sum;
        }
        return scores;
    }

    private void train(List<Example> train, List<Example> tune, int epochs, List<Long> sets, Path path) throws IOException {
        for (int i = 0; i < first.length; i++) {
            first[i] = (float) random.nextGaussian() * 0.1f;
        }
        for (int i = 0; i < last.length; i++) {
            last[i] = (float) random.nextGaussian() * 0.3f;
        }
        int[] order = new int[train.size()];
        Arrays.setAll(order, i -> i);
        for (int epoch = 0; epoch < epochs; epoch++) {
            shuffle(order);
            double loss = 0;
            int seen = 0;
            for (int i : order) {
                Example example = train.get(i);
                float rate = RATE * (1 - (epoch + (float) seen / order.length) / (epochs + 0.02f));
                loss += learn(example, rate);
                seen++;
            }
            System.out.printf("epoch %d: %.4f, %.4f%n", epoch, loss / seen, loss(tune));
        }
        write(path, sets);
    }

    private void shuffle(int[] order) {
        for (int i = order.length - 1; i > 0; i--) {
            int k = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[k];
            order[k] = swap;
        }
    }

    private void forward(int[] rows, int count) {
        System.arraycopy(bias, 0, hidden, 0, HIDDEN);
        for (int r = 0; r < count; r++) {
            int at = rows[r] * HIDDEN;
            for (int j = 0; j < HIDDEN; j++) {
                hidden[j] += first[at + j];
            }
        }
        for (int k = 0; k < OUTPUTS; k++) {
            float sum = lastBias[k];
            for (int j = 0; j < HIDDEN; j++) {
                sum += Math.max(0, hidden[j]) * last[k * HIDDEN + j];
            }
            out[k] = sum;
        }
    }

    private static float wanted(Example example, int tag) {
        if (example.isClear()) {
            return tag == 0 ? example.wanted[0] : (1 - example.wanted[0]) / (TAGS - 1);
        }
        return example.wanted[tag];
    }

    private double learn(Example example, float rate) {
        int count = 0;
        int[] rows = new int[example.rows.length];
        for (int row : example.rows) {
            boolean word = row >= TaggerFeatures.ROWS - TaggerFeatures.BUCKETS;
            if (!word || random.nextFloat() >= FORGOTTEN) {
                rows[count++] = row;
            }
        }
        forward(rows, count);
        double loss = errors(example);
        if (example.isClear() && Math.abs(out[0]) + Math.abs(out[TAGS]) < LEAST) {
            return loss;
        }
        Arrays.fill(gradient, 0);
        for (int k = 0; k < OUTPUTS; k++) {
            float g = out[k];
            lastBias[k] -= 0.02f * rate * g;
            for (int j = 0; j < HIDDEN; j++) {
                if (hidden[j] > 0) {
                    int at = k * HIDDEN + j;
                    gradient[j] += g * last[at];
                    float d = g * hidden[j];
                    lastSquares[at] += d * d;
                    last[at] -= rate * d / (float) Math.sqrt(lastSquares[at] + 1e-6);
                }
            }
        }
        for (int j = 0; j < HIDDEN; j++) {
            bias[j] -= 0.02f * rate * gradient[j];
        }
        for (int r = 0; r < count; r++) {
            int at = rows[r] * HIDDEN;
            for (int j = 0; j < HIDDEN; j++) {
                float d = gradient[j];
                if (d != 0) {
                    firstSquares[at + j] += d * d;
                    first[at + j] -= rate * d / (float) Math.sqrt(firstSquares[at + j] + 1e-6);
                }
            }
        }
        return loss;
    }

    /// Replaces the outputs by their gradient, and returns the loss of the decisions.
    private double errors(Example example) {
        float[] p = softmax(Arrays.copyOf(out, TAGS));
        for (int k = 0; k < TAGS; k++) {
            out[k] = p[k] - (k == example.decided ? 1 : 0);
        }
        double any = 1 / (1 + Math.exp(-out[TAGS]));
        out[TAGS] = (float) any - (example.decided == 0 ? 0 : 1);
        float[] soft = softmax(Arrays.copyOfRange(out, SOFT, OUTPUTS));
        for (int k = 0; k < TAGS; k++) {
            out[SOFT + k] = SOFT_WEIGHT * (soft[k] - wanted(example, k));
        }
        return -Math.log(p[example.decided] + 1e-9);
    }

    private double loss(List<Example> examples) {
        double loss = 0;
        for (Example example : examples) {
            forward(example.rows, example.rows.length);
            loss += errors(example);
        }
        return loss / examples.size();
    }

    /// Big-endian: a scale for each hidden value, the bias as floats, a byte for each weight row by row; then
    /// bias and weights of the outputs as floats; then the number of the common sets of traits that follow.
    private void write(Path path, List<Long> sets) throws IOException {
        float[] scale = new float[HIDDEN];
        for (int i = 0; i < first.length; i++) {
            scale[i % HIDDEN] = Math.max(scale[i % HIDDEN], Math.abs(first[i]) / 127);
        }
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path)))) {
            for (float value : scale) {
                out.writeFloat(value);
            }
            for (float value : bias) {
                out.writeFloat(value);
            }
            for (int i = 0; i < first.length; i++) {
                out.writeByte(Math.round(first[i] / scale[i % HIDDEN]));
            }
            for (float value : lastBias) {
                out.writeFloat(value);
            }
            for (float value : last) {
                out.writeFloat(value);
            }
            out.writeInt(sets.size());
            for (long set : sets) {
                out.writeLong(set);
            }
        }
    }
}
