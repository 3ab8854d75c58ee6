package io.plumbline.guardrails.injection.signal;

import io.plumbline.guardrails.injection.ngram.NgramClassifier;
import io.plumbline.guardrails.injection.signal.InjectionEvidence.Hit;
import io.plumbline.guardrails.injection.signal.InjectionEvidence.Verdict;
import io.plumbline.guardrails.injection.signal.Signal.Family;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.text.Escapes;
import io.plumbline.personaldata.text.Spares;
import org.jspecify.annotations.Nullable;

/// Reads a text for signals, through disguises: text that is encoded, hidden or reversed in it is read too, one
/// layer deep, and each such layer once. Immutable and thread-safe.
public final class SignalReader {

    /// The minimum weight at which an inner text counts.
    private static final double INNER_MINIMUM = 0.35;

    /// The minimum log-odds by n-grams at which an inner text counts.
    private static final float INNER_LOG_ODDS = 5;

    private static final Signal ENCODED = new Signal(Family.ENCODED_PAYLOAD, 0.6);
    private static final Signal HIDDEN = new Signal(Family.HIDDEN_TEXT, 0.5);
    private static final Signal DISGUISED = new Signal(Family.HIDDEN_TEXT, 0.15);
    private static final Signal FLOOD = new Signal(Family.TOKEN_FLOOD, 0.55);

    /// A suffix stands at the end: odd punctuation further from it belongs to the text itself.
    private static final int SUFFIX_REACH = 400;

    /// By the number of odd joints together, from [Joints#SUSPICIOUS] on.
    private static final double[] SUFFIX = {0.35, 0.6, 0.85, 0.9};

    private final Lexicon lexicon = Lexicon.builtIn();
    private final NgramClassifier ngrams;
    private final Spares<Layers> spares = new Spares<>(Layers::new);

    /// @param ngrams also rates hidden text
    public SignalReader(NgramClassifier ngrams) {
        this.ngrams = ngrams;
    }

    /// @throws Deadline.PastException when the deadline is past
    public Verdict read(CharSequence text, Deadline deadline) {
        return read(text, 0, text.length(), deadline);
    }

    /// Reads part of a text, which splits no surrogate pair, without its surroundings.
    ///
    /// @throws Deadline.PastException when the deadline is past
    public Verdict read(CharSequence text, int from, int to, Deadline deadline) {
        return read(text, from, to, false, deadline);
    }

    /// Reads part of a text, which splits no surrogate pair, without its surroundings.
    ///
    /// @param code whether it is from source code, in which neither odd punctuation nor decoded text that only
    ///     resembles an attack is evidence
    /// @throws Deadline.PastException when the deadline is past
    public Verdict read(CharSequence text, int from, int to, boolean code, Deadline deadline) {
        return read(text, from, to, code, true, deadline);
    }

    private Verdict read(CharSequence text, int from, int to, boolean code, boolean outermost, Deadline deadline) {
        Layers layers = spares.take();
        try {
            return layers.read(text, from, to, code, outermost, deadline);
        } finally {
            layers.forget();
            spares.give(layers);
        }
    }

    /// Text found under a disguise. Reusable for one text after another.
    private final class Layers implements TextReader.Disguise {
        private static final int ENCODED_KEY = -1;
        private static final int HIDDEN_KEY = -2;
        private static final int DISGUISED_KEY = -3;
        private static final int FLOOD_KEY = -4;
        private static final int SUFFIX_KEY = -5;

        private final SignalMatcher matcher = new SignalMatcher(lexicon);
        private final TextReader reader = new TextReader(lexicon, matcher, this);
        private final Joints joints = new Joints();
        private final Escapes.Hint escapes = new Escapes.Hint();

        private CharSequence text = "";
        private int start;
        private int end;
        private boolean code;
        private boolean outermost;
        private Deadline deadline = Deadline.NONE;

        private Verdict read(CharSequence ofText, int from, int to, boolean ofCode, boolean decoding, Deadline until) {
            text = ofText;
            start = from;
            end = to;
            code = ofCode;
            outermost = decoding;
            deadline = until;
            matcher.begin();
            joints.begin(text, from, to);
            escapes.begin(from);
            reader.read(text, from, to, until);
            if (outermost) {
                whole();
                if (!code) {
                    suffix();
                }
            }
            return matcher.evidence().isEmpty()
                    ? Verdict.NOTHING
                    : matcher.evidence().weigh();
        }

        /// Releases the text.
        private void forget() {
            text = "";
            deadline = Deadline.NONE;
            matcher.begin();
            joints.begin("", 0, 0);
            reader.forget();
        }

        @Override
        public void sign(char c, int at) {
            if (outermost) {
                joints.sign(c, at);
                escapes.sign(c, at);
            }
        }

        /// Reads the whole text with its escapes undone, in ROT13 and in reverse.
        private void whole() {
            if (escapes.mayHaveMany()) {
                String undone = Escapes.undone(part());
                inner(undone != null && saysMore(undone) ? undone : null, start, end);
            }
            if (matcher.sawRotated()) {
                inner(Lexicon.rotated(part()), start, end);
            }
            if (matcher.sawReversed()) {
                inner(Lexicon.reversed(part()), start, end);
            }
        }

        /// Whether a text contains something without its escapes that it does not contain with them: what
        /// resembles an attack either way is not hidden.
        private boolean saysMore(String undone) {
            return code
                    || ngrams.score(part(), deadline).highest() < INNER_LOG_ODDS
                    || SignalReader.this
                                    .read(undone, 0, undone.length(), code, false, deadline)
                                    .score()
                            >= INNER_MINIMUM;
        }

        private CharSequence part() {
            return text.subSequence(start, end);
        }

        private void suffix() {
            int odd = joints.most() - Joints.SUSPICIOUS;
            if (odd >= 0 && end - joints.end() <= SUFFIX_REACH) {
                double weight = SUFFIX[Math.min(odd, SUFFIX.length - 1)];
                add(new Signal(Family.ADVERSARIAL_SUFFIX, weight), SUFFIX_KEY, weight, joints.start(), joints.end());
            }
        }

        @Override
        public void maybeEncoded(int from, int to) {
            inner(outermost ? EncodedText.decode(text, from, to) : null, from, to);
        }

        private void inner(@Nullable String inner, int from, int to) {
            if (inner != null) {
                add(ENCODED, ENCODED_KEY, weightOf(inner), from, to);
            }
        }

        @Override
        public void hidden(String revealed, int from, int to) {
            double inner = outermost ? weightOf(revealed) : 0;
            add(HIDDEN, HIDDEN_KEY, Math.max(HIDDEN.weight(), inner), from, to);
        }

        @Override
        public void disguised(int from, int to) {
            add(DISGUISED, DISGUISED_KEY, DISGUISED.weight(), from, to);
        }

        @Override
        public void flooded(int from, int to) {
            add(FLOOD, FLOOD_KEY, FLOOD.weight(), from, to);
        }

        private double weightOf(String inner) {
            double score = SignalReader.this
                    .read(inner, 0, inner.length(), code, false, deadline)
                    .score();
            boolean counts = score >= INNER_MINIMUM
                    || (!code && ngrams.score(inner, deadline).highest() >= INNER_LOG_ODDS);
            return counts ? Math.max(ENCODED.weight(), score) : 0;
        }

        private void add(Signal signal, int key, double weight, int from, int to) {
            if (weight > 0) {
                matcher.evidence().add(new Hit(key, new Signal(signal.family(), weight), matcher.word(), from, to));
            }
        }
    }
}
