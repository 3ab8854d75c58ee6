package io.plumbline.guardrails.injection.encoder;

import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.guardrails.ngram.NgramReader;
import io.plumbline.guardrails.text.SourceWords;
import io.plumbline.personaldata.detect.Deadline;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Distils the answers of classifiers on the encoder (`GateAnswers`) into weights of hashed n-grams: `java -cp
/// ... io.plumbline.guardrails.injection.encoder.GateTraining TEXTS ANSWERS WEIGHTS KIND ESTIMATES`, where KIND is
/// `sentences` (each sentence of documents) or `content` (each window of answers). Trains on the split `train`;
/// in a source of five folds (`fold0` and so on), each fold is estimated by weights trained on the others.
/// ESTIMATES gets a line of JSON for each text. The weights of the cues go to `cues.bin` beside WEIGHTS. The
/// target is whether a part is planted, or harmful, and the encoder detects it; for all other parts the encoder's
/// answer does not matter.
final class GateTraining {

    private static final int EPOCHS = 8;
    private static final float DECAY = 0.002f;
    private static final float RATE = 0.5f;
    private static final float LEAST_GRADIENT = 1e-6f;
    private static final int FOLDS = 5;
    private static final float NOTHING = -9;
    private static final int SHORT = 40;
    private static final int MEDIUM = 320;
    private static final TextEncoder ENCODER = MiniLmEncoder.shared().load();

    private final boolean sentences;
    private final List<Example> examples = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final Random random = new Random(11);

    private GateTraining(boolean sentences) {
        this.sentences = sentences;
    }

    private record Example(int[] buckets, float answer, int row, int start, int end, int fold, boolean wanted, int[] cues) {}

    private record Row(int number, String split, String source, int first, int last) {}

    public static void main(String... args) throws IOException {
        GateTraining training = new GateTraining(args[3].equals("sentences"));
        training.read(Path.of(args[0]), Path.of(args[1]));
        training.run(Path.of(args[2]), Path.of(args[4]));
    }

    private void read(Path texts, Path answers) throws IOException {
        List<String> lines = Files.readAllLines(texts);
        Map<Integer, JsonNode> answered = new HashMap<>();
        for (String line : Files.readAllLines(answers)) {
            JsonNode answer = JsonMapper.shared().readTree(line);
            answered.put(answer.get("row").asInt(), answer);
        }
        for (int number = 0; number < lines.size(); number++) {
            String[] row = lines.get(number).split("\t", -1);
            JsonNode answer = answered.get(number);
            boolean harmless = row[0].equals("train") && row[2].equals("0");
            if (!row[3].equals(sentences ? "third" : "answer") || (answer == null && !harmless)) {
                continue;
            }
            String text = new String(Base64.getDecoder().decode(row[4]), StandardCharsets.UTF_8);
            SourceWords source = SourceWords.of(text);
            String words = source == null ? text : source.text();
            int first = examples.size();
            int fold = row[0].startsWith("fold") ? row[0].charAt(4) - '0' : row[0].equals("train") ? -1 : FOLDS;
            if (answer == null) {
                harmless(words, number);
            } else if (sentences) {
                String payload = new String(Base64.getDecoder().decode(row[5]), StandardCharsets.UTF_8);
                int planted = payload.isEmpty() ? -1 : words.indexOf(payload);
                if (!payload.isEmpty() && planted < 0) {
                    continue;
                }
                pieces(words, answer, number, fold, planted, planted + payload.length());
            } else {
                for (JsonNode window : answer.get("windows")) {
                    float most = Float.NEGATIVE_INFINITY;
                    for (JsonNode margin : window.get(3)) {
                        most = Math.max(most, margin.floatValue());
                    }
                    add(words, window.get(0).asInt(), window.get(1).asInt(), most, number, fold, row[2].equals("1"));
                }
            }
            rows.add(new Row(number, row[0], row[1], first, examples.size()));
        }
        System.out.println(examples.size() + " examples");
    }

    /// Text that is harmless whatever the encoder answers, and for which it need not run.
    private void harmless(String words, int number) {
        if (sentences) {
            SentenceCuts.read(words, 0, words.length(), (start, end) -> {
                if (SentenceCuts.saysSomething(words, start, end)) {
                    add(words, start, end, NOTHING, number, -1, false);
                }
            });
            return;
        }
        Encoding encoding = ENCODER.encode(words, () -> false);
        for (int i = 0; i < encoding.windows(); i++) {
            add(words, encoding.start(i), encoding.end(i), NOTHING, number, -1, false);
            int length = random.nextInt(SHORT, MEDIUM); // as an answer grows
            if (i == 0 && encoding.end(0) > length) {
                add(words, 0, words.offsetByCodePoints(0, words.codePointCount(0, length)), NOTHING, number, -1, false);
            }
        }
    }

    private void pieces(String words, JsonNode answer, int number, int fold, int from, int to) {
        List<float[]> told = new ArrayList<>();
        for (JsonNode window : answer.get("windows")) {
            for (JsonNode piece : window.get(4)) {
                told.add(new float[] {
                    piece.get(0).asInt(), piece.get(1).asInt(), piece.get(2).floatValue()
                });
            }
        }
        SentenceCuts.read(words, 0, words.length(), (start, end) -> {
            float most = Float.NEGATIVE_INFINITY;
            for (float[] each : told) {
                float both = Math.min(end, each[1]) - Math.max(start, each[0]);
                if (both * 2 >= Math.min(end - start, each[1] - each[0])) {
                    most = Math.max(most, each[2]);
                }
            }
            if (most > Float.NEGATIVE_INFINITY && SentenceCuts.saysSomething(words, start, end)) {
                boolean planted = 2 * (Math.min(end, to) - Math.max(start, from)) >= end - start;
                add(words, start, end, most, number, fold, planted);
            }
        });
    }

    private void add(String words, int start, int end, float answer, int row, int fold, boolean wanted) {
        int[][] all = {new int[256]};
        int[] count = {0};
        new NgramReader((hash, buckets, n, from, to) -> {
                    if (count[0] + n > all[0].length) {
                        all[0] = Arrays.copyOf(all[0], 2 * (count[0] + n));
                    }
                    System.arraycopy(buckets, 0, all[0], count[0], n);
                    count[0] += n;
                })
                .read(words, start, end, Deadline.NONE);
        examples.add(new Example(Arrays.copyOf(all[0], count[0]), answer, row, start, end, fold, wanted, sentences ? cues(SentenceCues.of(words, start, end)) : new int[0]));
    }

    private void run(Path weights, Path estimates) throws IOException {
        Model whole = new Model().fit(examples.stream()
                .filter(each -> each.fold < FOLDS && each.buckets.length > 0)
                .toList());
        whole.write(weights);
        Model[] folds = new Model[FOLDS];
        for (int i = 0; i < FOLDS; i++) {
            int fold = i;
            if (examples.stream().anyMatch(each -> each.fold == fold)) {
                folds[i] = new Model().fit(examples.stream()
                        .filter(each -> each.fold < FOLDS && each.fold != fold && each.buckets.length > 0)
                        .toList());
            }
        }
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(estimates))) {
            for (Row row : rows) {
                StringJoiner parts = new StringJoiner(",", "[", "]");
                for (int i = row.first; i < row.last; i++) {
                    Example each = examples.get(i);
                    Model model = each.fold >= 0 && each.fold < FOLDS ? folds[each.fold] : whole;
                    parts.add("[%d,%d,%.3f,%.3f,%d]".formatted(each.start, each.end, model.estimate(each), each.answer, each.wanted ? 1 : 0));
                }
                out.println("{\"row\":%d,\"parts\":%s}".formatted(row.number, parts));
            }
        }
    }

    /// The numbers of the cues and of their pairs.
    private static int[] cues(int bits) {
        int[] all = new int[SentenceCues.COUNT * (SentenceCues.COUNT + 1) / 2];
        int count = 0;
        for (int i = 0; i < SentenceCues.COUNT; i++) {
            for (int j = 0; j <= i; j++) {
                if ((bits >> i & 1) != 0 && (bits >> j & 1) != 0) {
                    all[count++] = i * (i + 1) / 2 + j;
                }
            }
        }
        return Arrays.copyOf(all, count);
    }

    /// The target probability: half where the answer begins to matter.
    private double wanted(Example each) {
        if (!each.wanted) {
            return 0;
        }
        return sentences ? sigmoid((each.answer + 0.5) / 0.8) : sigmoid((each.answer + 0.7) * 2);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private final class Model {
        private final float[] weights = new float[NgramReader.BUCKETS];
        private final float[] squares = new float[NgramReader.BUCKETS];
        private final float[] ofCues = new float[SentenceCues.COUNT * (SentenceCues.COUNT + 1) / 2];
        private final float[] squaresOfCues = new float[ofCues.length];
        private float bias;
        private float step;
        private float squareOfBias = 1;

        private Model fit(List<Example> from) {
            Arrays.fill(squares, LEAST_GRADIENT);
            List<Example> order = new ArrayList<>(from);
            Random random = new Random(7);
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                java.util.Collections.shuffle(order, random);
                double loss = 0;
                for (Example each : order) {
                    double p = sigmoid(estimate(each));
                    double y = wanted(each);
                    double weight = 1 + 4 * y;
                    loss -= weight * (y * Math.log(p + 1e-9) + (1 - y) * Math.log(1 - p + 1e-9));
                    learn(each, (float) (weight * (p - y)));
                }
                System.out.println(epoch + " " + loss / order.size());
            }
            return quantised();
        }

        private void learn(Example each, float gradient) {
            float part = (float) (gradient / Math.sqrt(Math.max(1, each.buckets.length)));
            for (int bucket : each.buckets) {
                weights[bucket] *= 1 - DECAY;
                squares[bucket] += part * part;
                weights[bucket] -= RATE * part / (float) Math.sqrt(squares[bucket] + 0.1f) * 0.3f;
            }
            for (int cue : each.cues) {
                float of = gradient * 0.3f;
                squaresOfCues[cue] += of * of;
                ofCues[cue] -= RATE * 0.3f * of / (float) Math.sqrt(squaresOfCues[cue] + 1);
            }
            squareOfBias += gradient * gradient;
            bias -= RATE * gradient / (float) Math.sqrt(squareOfBias);
        }

        private double estimate(Example each) {
            double sum = 0;
            for (int bucket : each.buckets) {
                sum += weights[bucket];
            }
            double cues = 0;
            for (int cue : each.cues) {
                cues += ofCues[cue];
            }
            return bias + 0.3 * cues + sum / Math.sqrt(Math.max(1, each.buckets.length));
        }

        private float step() {
            float[] sizes = new float[weights.length];
            int count = 0;
            for (float weight : weights) {
                if (weight != 0) {
                    sizes[count++] = Math.abs(weight);
                }
            }
            Arrays.sort(sizes, 0, count);
            return count == 0 ? 1 : sizes[(int) (count * 0.9995)] / 127;
        }

        private Model quantised() {
            step = step();
            for (int i = 0; i < weights.length; i++) {
                weights[i] = step * Math.clamp(Math.round(weights[i] / step), -127, 127);
            }
            return this;
        }

        private void write(Path file) throws IOException {
            try (DataOutputStream out = new DataOutputStream(new java.io.BufferedOutputStream(Files.newOutputStream(file)))) {
                out.writeFloat(bias);
                out.writeFloat(step);
                for (float weight : weights) {
                    out.writeByte(Math.round(weight / step));
                }
            }
            if (sentences) {
                try (DataOutputStream out = new DataOutputStream(new java.io.BufferedOutputStream(
                        Files.newOutputStream(file.resolveSibling("cues.bin"))))) {
                    for (float weight : ofCues) {
                        out.writeFloat(0.3f * weight);
                    }
                }
            }
        }
    }
}
