package io.plumbline.guardrails.injection;

import io.plumbline.guardrails.detect.Deadline;
import io.plumbline.guardrails.injection.Evidence.Hit;
import io.plumbline.guardrails.injection.Evidence.Verdict;
import io.plumbline.guardrails.injection.Signal.Family;
import io.plumbline.guardrails.text.Escapes;
import org.jspecify.annotations.Nullable;

/// Reads a text for signals, through disguises: what is found encoded, hidden or turned about in it is read too, one
/// layer deep, and each such layer once. Immutable and thread-safe.
final class SignalReader {

    /// An inner text counts from this weight of its own.
    private static final double INNER_MINIMUM = 0.35;

    /// Log-odds of an inner text by its n-grams from which it counts.
    private static final float INNER_LOG_ODDS = 5;

    private static final Signal ENCODED = new Signal(Family.ENCODED_PAYLOAD, 0.6);
    private static final Signal HIDDEN = new Signal(Family.HIDDEN_TEXT, 0.5);
    private static final Signal DISGUISED = new Signal(Family.HIDDEN_TEXT, 0.15);
    private static final Signal FLOOD = new Signal(Family.TOKEN_FLOOD, 0.55);

    /// By how many odd joints there are together, from [Joints#SUSPICIOUS] on.
    private static final double[] SUFFIX = {0.5, 0.7, 0.85, 0.9};

    private final Lexicon lexicon = Lexicon.builtIn();
    private final NgramClassifier ngrams;

    /// @param ngrams looks at what was hidden too
    SignalReader(NgramClassifier ngrams) {
        this.ngrams = ngrams;
    }

    /// @throws Deadline.PastException when the deadline is past
    Verdict read(CharSequence text, Deadline deadline) {
        return read(text, true, deadline);
    }

    private Verdict read(CharSequence text, boolean outermost, Deadline deadline) {
        SignalMatcher matcher = new SignalMatcher(lexicon);
        try {
            Layers layers = new Layers(text, matcher, outermost, deadline);
            new TextReader(text, lexicon, matcher, layers).read(deadline);
            if (outermost) {
                layers.whole();
                layers.suffix(new Joints(text));
            }
        } finally {
            matcher.leave();
        }
        return matcher.evidence().isEmpty()
                ? Verdict.NOTHING
                : matcher.evidence().weigh();
    }

    /// What is found under a disguise.
    private final class Layers implements TextReader.Disguise {
        private static final int ENCODED_KEY = -1;
        private static final int HIDDEN_KEY = -2;
        private static final int DISGUISED_KEY = -3;
        private static final int FLOOD_KEY = -4;
        private static final int SUFFIX_KEY = -5;

        private final CharSequence text;
        private final SignalMatcher matcher;
        private final boolean decode;
        private final Deadline deadline;

        private Layers(CharSequence text, SignalMatcher matcher, boolean decode, Deadline deadline) {
            this.text = text;
            this.matcher = matcher;
            this.decode = decode;
            this.deadline = deadline;
        }

        /// The text as a whole, turned about.
        private void whole() {
            inner(Escapes.undone(text), 0, text.length());
            if (matcher.sawRotated()) {
                inner(Lexicon.rotated(text), 0, text.length());
            }
            if (matcher.sawReversed()) {
                inner(Lexicon.reversed(text), 0, text.length());
            }
        }

        private void suffix(Joints joints) {
            int odd = joints.read() - Joints.SUSPICIOUS;
            if (odd >= 0) {
                double weight = SUFFIX[Math.min(odd, SUFFIX.length - 1)];
                add(new Signal(Family.ADVERSARIAL_SUFFIX, weight), SUFFIX_KEY, weight, joints.start(), joints.end());
            }
        }

        @Override
        public void maybeEncoded(int start, int end) {
            inner(decode ? EncodedText.decode(text, start, end) : null, start, end);
        }

        private void inner(@Nullable String inner, int start, int end) {
            if (inner != null) {
                add(ENCODED, ENCODED_KEY, weightOf(inner), start, end);
            }
        }

        @Override
        public void hidden(String revealed, int start, int end) {
            double inner = decode ? weightOf(revealed) : 0;
            add(HIDDEN, HIDDEN_KEY, Math.max(HIDDEN.weight(), inner), start, end);
        }

        @Override
        public void disguised(int start, int end) {
            add(DISGUISED, DISGUISED_KEY, DISGUISED.weight(), start, end);
        }

        @Override
        public void flooded(int start, int end) {
            add(FLOOD, FLOOD_KEY, FLOOD.weight(), start, end);
        }

        private double weightOf(String inner) {
            double score = read(inner, false, deadline).score();
            boolean counts =
                    score >= INNER_MINIMUM || ngrams.score(inner, deadline).highest() >= INNER_LOG_ODDS;
            return counts ? Math.max(ENCODED.weight(), score) : 0;
        }

        private void add(Signal signal, int key, double weight, int start, int end) {
            if (weight > 0) {
                matcher.evidence().add(new Hit(key, new Signal(signal.family(), weight), matcher.word(), start, end));
            }
        }
    }
}
