package io.plumbline.guardrails.injection;

import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.detect.Deadline;
import io.plumbline.guardrails.detect.Detector;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.detect.Passage;
import io.plumbline.guardrails.injection.Evidence.Hit;
import io.plumbline.guardrails.injection.Evidence.Verdict;
import io.plumbline.guardrails.injection.Signal.Family;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Detects prompt injections and jailbreaks by what they say: weighted signals of overriding instructions,
/// asking for the system prompt, forging its delimiters, turning tools against their user, claiming authority,
/// and playing a role without restrictions, read through the usual disguises.
///
/// At most one finding for a text: its heaviest part, under the category that says most, with the families of
/// signals as explanation. Tuned so that ordinary text does not trip it; it knows phrases, not meaning, and
/// finds little that is worded in a new way.
public final class InjectionDetector implements Detector {

    private static final double INNER_MINIMUM = 0.35;
    private static final Signal ENCODED = new Signal(Family.ENCODED_PAYLOAD, 0.6);
    private static final Signal HIDDEN = new Signal(Family.HIDDEN_TEXT, 0.5);
    private static final Signal DISGUISED = new Signal(Family.HIDDEN_TEXT, 0.15);

    private final Lexicon lexicon = Lexicon.builtIn();

    /// The entity types of the findings of this category that there can be.
    @Override
    public Set<String> entityTypes(Category category) {
        return Arrays.stream(Family.values())
                .filter(family -> family.category() == category)
                .map(Family::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String name() {
        return "injection";
    }

    @Override
    public Set<Category> categories() {
        return Set.of(Category.PROMPT_INJECTION, Category.JAILBREAK);
    }

    @Override
    public List<Finding> detect(Passage passage) {
        return detectIn(passage.text(), passage.deadline());
    }

    List<Finding> detectIn(CharSequence text, Deadline deadline) {
        Verdict verdict = read(text, true, deadline);
        if (verdict.score() == 0) {
            return List.of();
        }
        Family family = verdict.strongest();
        return List.of(new Finding(
                name(),
                family.category(),
                family.name(),
                verdict.start(),
                verdict.end(),
                verdict.score(),
                verdict.explanation()));
    }

    private Verdict read(CharSequence text, boolean decode, Deadline deadline) {
        SignalMatcher matcher = new SignalMatcher(lexicon);
        new TextReader(text, lexicon, matcher, new Disguises(text, matcher, decode, deadline)).read(deadline);
        return matcher.evidence().isEmpty()
                ? Verdict.NOTHING
                : matcher.evidence().weigh();
    }

    /// Reads what is found under a disguise, one layer deep.
    private final class Disguises implements TextReader.Disguise {
        private static final int ENCODED_KEY = -1;
        private static final int HIDDEN_KEY = -2;
        private static final int DISGUISED_KEY = -3;

        private final CharSequence text;
        private final SignalMatcher matcher;
        private final boolean decode;
        private final Deadline deadline;

        private Disguises(CharSequence text, SignalMatcher matcher, boolean decode, Deadline deadline) {
            this.text = text;
            this.matcher = matcher;
            this.decode = decode;
            this.deadline = deadline;
        }

        @Override
        public void maybeEncoded(int start, int end) {
            String inner = decode ? EncodedText.decode(text, start, end) : null;
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

        private double weightOf(String inner) {
            double score = read(inner, false, deadline).score();
            return score < INNER_MINIMUM ? 0 : Math.max(ENCODED.weight(), score);
        }

        private void add(Signal signal, int key, double weight, int start, int end) {
            if (weight > 0) {
                matcher.evidence().add(new Hit(key, new Signal(signal.family(), weight), matcher.word(), start, end));
            }
        }
    }
}
