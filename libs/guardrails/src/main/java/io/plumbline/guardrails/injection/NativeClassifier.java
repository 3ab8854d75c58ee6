package io.plumbline.guardrails.injection;

import io.plumbline.guardrails.injection.ForeignParts.Part;
import io.plumbline.guardrails.injection.signal.InjectionEvidence.Verdict;
import io.plumbline.guardrails.injection.signal.Signal.Family;
import io.plumbline.guardrails.injection.signal.SignalReader;
import io.plumbline.guardrails.ngram.NgramReader;
import io.plumbline.guardrails.text.Language;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Finding;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// Judges text in languages other than English, without the encoder, which knows none of them: by the [Notions]
/// of one to [#MOST_SENTENCES] consecutive sentences and pairs of notions, by n-grams, and by signals. Selects
/// the sentences that most resemble an attack; the more there are to select from, the stronger the evidence must
/// be.
///
/// Its weights are two resources: n-grams in the form of [NgramClassifier], and notions as a bias, one weight for
/// each notion and one for each pair, followed by the combined weights. `src/training/injection` describes how
/// they were trained. Immutable and thread-safe.
final class NativeClassifier {

    private static final int MOST_SENTENCES = 3;

    /// The maximum number of sentences judged; of a longer text, those at both ends.
    private static final int MOST_PARTS = 4_000;

    private static final double SURE = 0.99;

    /// Log-odds by n-grams that are weak evidence.
    private static final float SOMEWHAT = 0.5f;

    /// Reported, but below the threshold at which any built-in policy blocks.
    private static final double NOT_SURE = 0.59;

    /// Signals of at least this weight determine the kind of an attack.
    private static final double TELLING = 0.3;

    /// The kind of an attack by its notions, the strongest first.
    private static final Map<String, Family> FAMILIES = families();

    private static final float MOST = 12;
    private static final double CHOSEN_BY_LOG = 0.4;
    private static final int COEFFICIENTS = 7;

    private final Notions notions = Notions.builtIn();

    /// The goals of attackers. Without one of them, other notions also occur in everyday requests and do not
    /// justify a block ([#NOT_SURE]) unless words or signals are stronger evidence.
    private final long wanted = wanted(notions);

    private final byte[] ngrams;
    private final float ngramBias;
    private final float ngramStep;
    private final float notionBias;
    private final float[] ofNotion;
    private final float[][] ofPair;
    private final float[] together = new float[COEFFICIENTS];

    private NativeClassifier(DataInputStream words, DataInputStream sense) throws IOException {
        ngramBias = words.readFloat();
        ngramStep = words.readFloat();
        ngrams = words.readNBytes(NgramReader.BUCKETS);
        notionBias = sense.readFloat();
        int count = notions.count();
        ofNotion = new float[count];
        ofPair = new float[count][count];
        for (int i = 0; i < count; i++) {
            ofNotion[i] = sense.readFloat();
        }
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                ofPair[i][j] = sense.readFloat();
            }
        }
        for (int i = 0; i < COEFFICIENTS; i++) {
            together[i] = sense.readFloat();
        }
    }

    private static Map<String, Family> families() {
        Map<String, Family> families = new LinkedHashMap<>();
        families.put("PERSONA", Family.UNRESTRICTED_PERSONA);
        families.put("UNLIMITED", Family.UNRESTRICTED_PERSONA);
        families.put("NOREFUSE", Family.REFUSAL_SUPPRESSION);
        families.put("DROP", Family.INSTRUCTION_OVERRIDE);
        families.put("PROMPT", Family.PROMPT_EXTRACTION);
        families.put("AI", Family.READER_ADDRESS);
        families.put("SEND", Family.EXFILTRATION);
        families.put("TOOL", Family.TOOL_HIJACK);
        families.put("DEV", Family.FALSE_AUTHORITY);
        return families;
    }

    private static long wanted(Notions notions) {
        long wanted = 0;
        for (String name : FAMILIES.keySet()) {
            wanted |= 1L << notions.indexOf(name);
        }
        return wanted;
    }

    /// The rating of some sentences.
    ///
    /// @param probability that they are an attack
    /// @param notions the notions in them
    /// @param byNotions log-odds
    /// @param byNgrams log-odds
    record Score(
            double probability,
            int start,
            int end,
            Language language,
            long notions,
            float byNotions,
            float byNgrams,
            Verdict signals) {

        /// @param from in UTF-16 units
        Finding finding(int from, int to, String why) {
            Family family = family();
            return new Finding(
                    byNotions >= byNgrams ? "injection.notions" : "injection.ngrams",
                    family.category(),
                    family.name(),
                    from,
                    to,
                    probability,
                    why);
        }

        /// The family of the signals if they are strong enough, else of the strongest notion that is a goal.
        private Family family() {
            if (signals.score() >= TELLING) {
                return signals.strongest();
            }
            for (Map.Entry<String, Family> each : FAMILIES.entrySet()) {
                if (((notions >> Notions.builtIn().indexOf(each.getKey())) & 1) == 1) {
                    return each.getValue();
                }
            }
            return Family.RESEMBLANCE;
        }

        String explanation() {
            StringJoiner names = new StringJoiner(", ");
            Notions all = Notions.builtIn();
            for (long left = notions; left != 0; left &= left - 1) {
                names.add(all.name(Long.numberOfTrailingZeros(left)).toLowerCase(Locale.ROOT));
            }
            String bySignals = signals.score() == 0
                    ? ""
                    : "signals " + Math.round(signals.score() * 100) / 100.0 + " (" + signals.explanation() + "); ";
            return bySignals + "notions " + rounded(byNotions) + " (" + names + "); ngrams " + rounded(byNgrams)
                    + "; language " + language.code();
        }

        private static double rounded(float logOdds) {
            return Math.round(100 / (1 + Math.exp(-logOdds))) / 100.0;
        }
    }

    static NativeClassifier ofCallers() {
        return Callers.CLASSIFIER;
    }

    static NativeClassifier ofDocuments() {
        return Documents.CLASSIFIER;
    }

    private static final class Callers {
        private static final NativeClassifier CLASSIFIER = load("ngrams-native.bin", "notions.bin");
    }

    private static final class Documents {
        private static final NativeClassifier CLASSIFIER = load("ngrams-native-documents.bin", "notions-documents.bin");
    }

    private static NativeClassifier load(String words, String sense) {
        try (DataInputStream ofWords = open(words);
                DataInputStream ofSense = open(sense)) {
            return new NativeClassifier(ofWords, ofSense);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DataInputStream open(String resource) {
        return new DataInputStream(Objects.requireNonNull(NativeClassifier.class.getResourceAsStream(resource)));
    }

    /// Null if there are no sentences.
    ///
    /// @param signals reads the sentences that most resemble an attack
    /// @throws Deadline.PastException when the deadline is past
    @Nullable
    Score score(CharSequence text, List<Part> parts, SignalReader signals, Deadline deadline) {
        List<Part> judged = parts.size() <= MOST_PARTS ? parts : bothEnds(parts);
        Windows windows = new Windows(text, judged, deadline);
        double most = Double.NEGATIVE_INFINITY;
        int from = 0;
        int to = 0;
        for (int first = 0; first < judged.size(); first++) {
            windows.begin();
            for (int last = first; last < windows.last(first); last++) {
                double logOdds = withoutSignals(windows.byNotions(last), windows.byNgrams());
                if (logOdds > most) {
                    most = logOdds;
                    from = first;
                    to = last;
                }
            }
        }
        return judged.isEmpty() ? null : windows.score(from, to, signals, deadline);
    }

    private static List<Part> bothEnds(List<Part> parts) {
        List<Part> ends = new ArrayList<>(parts.subList(0, MOST_PARTS / 2));
        ends.addAll(parts.subList(parts.size() - MOST_PARTS / 2, parts.size()));
        return ends;
    }

    private double withoutSignals(float byNotions, float byNgrams) {
        double sense = Math.clamp(byNotions, -MOST, MOST);
        double words = Math.clamp(byNgrams, -MOST, MOST);
        return together[0]
                + together[1] * sense
                + together[2] * Math.max(0, sense)
                + together[3] * words
                + together[4] * Math.max(0, words)
                + together[5] * Math.min(sense, words);
    }

    private double withSignals(Verdict verdict) {
        double capped = Math.min(verdict.score(), SURE);
        return -together[6] * Math.log1p(-capped);
    }

    /// The log-odds of an attack by its notions.
    private float byNotions(long found) {
        float sum = notionBias;
        for (long left = found; left != 0; left &= left - 1) {
            int i = Long.numberOfTrailingZeros(left);
            sum += ofNotion[i];
            for (long others = left & (left - 1); others != 0; others &= others - 1) {
                sum += ofPair[i][Long.numberOfTrailingZeros(others)];
            }
        }
        return sum;
    }

    /// Consecutive sentences of the same language. For one text.
    private final class Windows implements NgramReader.Sink {
        private final CharSequence text;
        private final List<Part> parts;
        private final long[] found;
        private final int[] weights;
        private final int[] sizes;
        private int part;
        private long foundSoFar;
        private int weight;
        private int size;

        private Windows(CharSequence text, List<Part> parts, Deadline deadline) {
            this.text = text;
            this.parts = parts;
            found = new long[parts.size()];
            weights = new int[parts.size()];
            sizes = new int[parts.size()];
            NgramReader reader = new NgramReader(this);
            for (part = 0; part < parts.size(); part++) {
                Part each = parts.get(part);
                found[part] = notions.in(text, each.start(), each.end(), each.language());
                reader.read(text, each.start(), each.end(), deadline);
            }
        }

        @Override
        public void word(long hash, int[] buckets, int count, int start, int end) {
            for (int i = 0; i < count; i++) {
                weights[part] += ngrams[buckets[i]];
            }
            sizes[part] += count;
        }

        private void begin() {
            foundSoFar = 0;
            weight = 0;
            size = 0;
        }

        /// One past the last sentence of the longest run that begins with a sentence.
        private int last(int first) {
            int last = first + 1;
            while (last < parts.size()
                    && last - first < MOST_SENTENCES
                    && parts.get(last).language() == parts.get(first).language()) {
                last++;
            }
            return last;
        }

        /// The log-odds of the run with one more sentence.
        private float byNotions(int added) {
            foundSoFar |= found[added];
            weight += weights[added];
            size += sizes[added];
            return NativeClassifier.this.byNotions(foundSoFar);
        }

        private float byNgrams() {
            return (float) (ngramBias + ngramStep * weight / Math.sqrt(Math.max(1, size)));
        }

        private Score score(int from, int to, SignalReader signals, Deadline deadline) {
            begin();
            float sense = 0;
            for (int i = from; i <= to; i++) {
                sense = byNotions(i);
            }
            float words = byNgrams();
            int start = parts.get(from).start();
            int end = parts.get(to).end();
            Verdict verdict = signals.read(text, start, end, deadline);
            double logOdds =
                    withoutSignals(sense, words) + withSignals(verdict) - CHOSEN_BY_LOG * Math.log(parts.size());
            double probability = 1 / (1 + Math.exp(-logOdds));
            if ((foundSoFar & wanted) == 0 && words < SOMEWHAT && verdict.score() == 0) {
                probability = Math.min(probability, NOT_SURE);
            }
            return new Score(probability, start, end, parts.get(from).language(), foundSoFar, sense, words, verdict);
        }
    }
}
