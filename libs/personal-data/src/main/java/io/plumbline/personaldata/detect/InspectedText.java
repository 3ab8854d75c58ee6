package io.plumbline.personaldata.detect;

import io.plumbline.embeddings.EncodedWindow;
import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.TextEncoder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A text that passes through the detectors, with its context. Results that are expensive to compute, such as its
/// [Encoding], are computed once for all detectors.
///
/// One per inspection; not thread-safe.
public final class InspectedText {

    private final String text;
    private final Provenance provenance;
    private final Surroundings surroundings;
    private final Deadline deadline;
    private final Sight sight;
    private final @Nullable InspectedText whole;
    /// The passage that this one paraphrases.
    private @Nullable InspectedText original;

    private Recollection recollection;
    private @Nullable Encoding encoding;
    private int missed;

    public InspectedText(
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

    /// How the encoder is used on a text.
    ///
    /// @param until how long the encoder may take
    /// @param thorough whether the encoder reads all of a text, and not only what rules and n-grams leave in
    ///     doubt
    /// @param concern which findings matter
    private record Sight(@Nullable TextEncoder encoder, Deadline until, boolean thorough, Concern concern) {}

    /// @param whole the passage whose vectors this one shares
    private InspectedText(
            String text,
            Provenance provenance,
            Surroundings surroundings,
            Deadline deadline,
            Sight sight,
            @Nullable InspectedText whole,
            Recollection recollection) {
        this.recollection = recollection;
        this.text = text;
        this.provenance = provenance;
        this.surroundings = surroundings;
        this.deadline = deadline;
        this.sight = sight;
        this.whole = whole;
    }

    /// A caller's text without context, time limit or encoder.
    public static InspectedText of(String text) {
        return new InspectedText(text, Provenance.USER, Surroundings.NONE, Deadline.NONE, null);
    }

    /// The same passage with another deadline; shares results that are expensive to compute.
    public InspectedText until(Deadline other) {
        return other == deadline
                ? this
                : new InspectedText(text, provenance, surroundings, other, sight, this, recollection);
    }

    /// The same passage, with less time for the encoder than for all detectors together.
    public InspectedText encodedUntil(Deadline end) {
        return seen(new Sight(sight.encoder, end, sight.thorough, sight.concern));
    }

    /// The same passage, read completely by the encoder.
    public InspectedText seenThoroughly() {
        return seen(new Sight(sight.encoder, sight.until, true, sight.concern));
    }

    /// The same passage for a caller to whom only some findings matter.
    public InspectedText concerning(Concern concern) {
        return seen(new Sight(sight.encoder, sight.until, sight.thorough, concern));
    }

    private InspectedText seen(Sight other) {
        return new InspectedText(text, provenance, surroundings, deadline, other, null, recollection);
    }

    /// Part of the text as a passage of its own, with vectors computed without the surrounding text.
    public InspectedText part(int start, int end) {
        return new InspectedText(
                text.substring(start, end), provenance, Surroundings.NONE, deadline, sight, null, new Recollection());
    }

    /// The same passage in other words, which have vectors of their own. If the encoder gives no answer about
    /// them, this passage counts it as [#missed] too.
    public InspectedText saying(String words) {
        InspectedText other =
                new InspectedText(words, provenance, surroundings, deadline, sight, null, new Recollection());
        other.original = this;
        return other;
    }

    /// The same passage without vectors, for detectors that must not use the encoder.
    public InspectedText withoutEncoder() {
        return sight.encoder == null ? this : seen(new Sight(null, deadline, sight.thorough, sight.concern));
    }

    /// The same passage with another encoder, if it has one.
    public InspectedText through(TextEncoder other) {
        return sight.encoder == null ? this : seen(new Sight(other, sight.until, sight.thorough, sight.concern));
    }

    /// This passage as a successor of earlier passages of its text.
    ///
    /// @param earlier what was learned from them; what is learned from this one is added
    public InspectedText recalling(Recollection earlier) {
        this.recollection = earlier;
        return this;
    }

    /// What the detectors learned from earlier passages.
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

    /// Whether [#encoding] is available now.
    public boolean hasEncoder() {
        return sight.encoder != null && sight.encoder.isAvailable();
    }

    /// Which findings matter to the caller.
    public Concern concern() {
        return sight.concern;
    }

    /// Whether the encoder reads all of the text, and not only parts that are doubtful without it.
    public boolean isThorough() {
        return sight.thorough;
    }

    /// The text's vectors, computed window by window on demand.
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
        InspectedText counts = whole == null ? original : whole;
        if (counts != null) {
            counts.miss();
        }
    }

    /// How often the encoder gave no answer because too many texts were waiting or no time was left.
    public int missed() {
        return whole == null ? missed : whole.missed();
    }

    /// Counts the requests that the encoder did not answer, whether or not the detector needed the answer.
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

    /// Counts them for a window of which only the means were known and that is encoded when more is needed.
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

    /// Never contains the text.
    @Override
    public String toString() {
        return "Passage[length=" + text.length() + ", provenance=" + provenance + "]";
    }
}
