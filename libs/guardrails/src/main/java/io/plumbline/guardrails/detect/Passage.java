package io.plumbline.guardrails.detect;

import io.plumbline.embeddings.EncodedWindow;
import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.TextEncoder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A text on its way through the detectors, with what is known about it. What is dear to make of it, such as its
/// [Encoding], is made once for all of them.
///
/// One per inspection; not thread-safe.
public final class Passage {

    private final String text;
    private final Provenance provenance;
    private final Surroundings surroundings;
    private final Deadline deadline;
    private final Sight sight;
    private final @Nullable Passage whole;
    /// What this one says in other words.
    private @Nullable Passage original;

    private Recollection recollection;
    private @Nullable Encoding encoding;
    private int missed;

    public Passage(
            String text,
            Provenance provenance,
            Surroundings surroundings,
            Deadline deadline,
            @Nullable TextEncoder encoder) {
        this(
                text,
                provenance,
                surroundings,
                deadline,
                new Sight(encoder, deadline, false, Concern.EVERYTHING),
                null,
                new Recollection());
    }

    /// What a text is seen with.
    ///
    /// @param until how long the encoder may take
    /// @param thorough whether the encoder sees all of a text, and not only what rules and n-grams are unsure of
    /// @param concern what makes a difference
    private record Sight(@Nullable TextEncoder encoder, Deadline until, boolean thorough, Concern concern) {}

    /// @param whole whose vectors are this one's too
    private Passage(
            String text,
            Provenance provenance,
            Surroundings surroundings,
            Deadline deadline,
            Sight sight,
            @Nullable Passage whole,
            Recollection recollection) {
        this.recollection = recollection;
        this.text = text;
        this.provenance = provenance;
        this.surroundings = surroundings;
        this.deadline = deadline;
        this.sight = sight;
        this.whole = whole;
    }

    /// A caller's text of which nothing else is known, without an end to the time and without an encoder.
    public static Passage of(String text) {
        return new Passage(text, Provenance.USER, Surroundings.NONE, Deadline.NONE, null);
    }

    /// The same passage with another deadline; what is dear to make of it is shared.
    public Passage until(Deadline other) {
        return other == deadline ? this : new Passage(text, provenance, surroundings, other, sight, this, recollection);
    }

    /// The same passage, for which the encoder has less time than all detectors together.
    public Passage encodedUntil(Deadline end) {
        return seen(new Sight(sight.encoder, end, sight.thorough, sight.concern));
    }

    /// The same passage, all of which the encoder sees.
    public Passage seenThoroughly() {
        return seen(new Sight(sight.encoder, sight.until, true, sight.concern));
    }

    /// The same passage for somebody to whom not everything matters.
    public Passage concerning(Concern concern) {
        return seen(new Sight(sight.encoder, sight.until, sight.thorough, concern));
    }

    private Passage seen(Sight other) {
        return new Passage(text, provenance, surroundings, deadline, other, null, recollection);
    }

    /// Part of the text as a passage of its own, whose vectors are made without what stands around it.
    public Passage part(int start, int end) {
        return new Passage(
                text.substring(start, end), provenance, Surroundings.NONE, deadline, sight, null, new Recollection());
    }

    /// The same passage in other words, which have vectors of their own. What the encoder does not answer about
    /// them counts as [#missed] of this one too.
    public Passage saying(String words) {
        Passage other = new Passage(words, provenance, surroundings, deadline, sight, null, new Recollection());
        other.original = this;
        return other;
    }

    /// The same passage for detectors that must do without its vectors.
    public Passage withoutEncoder() {
        return sight.encoder == null ? this : seen(new Sight(null, deadline, sight.thorough, sight.concern));
    }

    /// The same passage as seen through another encoder, where it is seen through one.
    public Passage through(TextEncoder other) {
        return sight.encoder == null ? this : seen(new Sight(other, sight.until, sight.thorough, sight.concern));
    }

    /// This passage as one that comes after others of its text.
    ///
    /// @param earlier what was learned from them; what is learned from this one is added
    public Passage recalling(Recollection earlier) {
        this.recollection = earlier;
        return this;
    }

    /// What is known from the passages before this one.
    public Recollection recollection() {
        return recollection;
    }

    public String text() {
        return text;
    }

    public Provenance provenance() {
        return provenance;
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    public Deadline deadline() {
        return deadline;
    }

    /// Whether [#encoding] is to be had now.
    public boolean hasEncoder() {
        return sight.encoder != null && sight.encoder.isAvailable();
    }

    /// What makes a difference to whoever asks.
    public Concern concern() {
        return sight.concern;
    }

    /// Whether the encoder is to see all of the text, and not only what is doubtful without it.
    public boolean isThorough() {
        return sight.thorough;
    }

    /// The text's vectors, window by window as they are asked for.
    ///
    /// @throws EncoderUnavailableException when there is no encoder
    public Encoding encoding() {
        if (whole != null) {
            return whole.encoding();
        }
        if (encoding == null) {
            if (sight.encoder == null) {
                throw new EncoderUnavailableException("no encoder is configured");
            }
            encoding = encoded(sight.encoder);
        }
        return encoding;
    }

    private Encoding encoded(TextEncoder from) {
        return new Counted(counted(() -> from.encode(text, sight.until)));
    }

    private <T> T counted(Supplier<T> asked) {
        try {
            return asked.get();
        } catch (EncoderUnavailableException e) {
            miss();
            throw e;
        }
    }

    private void miss() {
        missed++;
        Passage counts = whole == null ? original : whole;
        if (counts != null) {
            counts.miss();
        }
    }

    /// How often the encoder was asked and gave no answer, because too many texts waited for it or no time was
    /// left.
    public int missed() {
        return whole == null ? missed : whole.missed();
    }

    /// Counts what the encoder did not answer, whether or not the detector that asked could do without.
    private final class Counted implements Encoding {

        private final Encoding vectors;

        private Counted(Encoding vectors) {
            this.vectors = vectors;
        }

        @Override
        public int windows() {
            return vectors.windows();
        }

        @Override
        public int start(int window) {
            return vectors.start(window);
        }

        @Override
        public int end(int window) {
            return vectors.end(window);
        }

        @Override
        public EncodedWindow window(int window) {
            return new CountedWindow(counted(() -> vectors.window(window)));
        }
    }

    /// Counts the same of a window of which the means alone were known before, and that is encoded for whoever
    /// asks for more.
    private final class CountedWindow implements EncodedWindow {

        private final EncodedWindow window;
        private boolean encoded;

        private CountedWindow(EncodedWindow window) {
            this.window = window;
        }

        private EncodedWindow encoded() {
            if (!encoded) {
                int _ = counted(window::tokens);
                encoded = true;
            }
            return window;
        }

        @Override
        public int tokens() {
            return encoded().tokens();
        }

        @Override
        public int start(int token) {
            return encoded().start(token);
        }

        @Override
        public int end(int token) {
            return encoded().end(token);
        }

        @Override
        public boolean continues(int token) {
            return encoded().continues(token);
        }

        @Override
        public float[] states(int layer) {
            return encoded().states(layer);
        }

        @Override
        public float[] mean(int layer) {
            return window.mean(layer);
        }
    }

    /// Never the text.
    @Override
    public String toString() {
        return "Passage[length=" + text.length() + ", provenance=" + provenance + "]";
    }
}
