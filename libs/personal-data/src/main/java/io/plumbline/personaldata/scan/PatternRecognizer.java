package io.plumbline.personaldata.scan;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.scan.context.ContextWords;
import io.plumbline.personaldata.scan.context.Vicinity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A recognizer defined as data: written forms, a checksum, and context words. A valid checksum makes a match
/// certain, an invalid one discards it. Without a checksum, a match has the score of its form, raised by a
/// context word ([PatternScores#inContext]).
///
/// Any number of them costs about as much as one: [PatternIndex] matches the forms of all at once.
public final class PatternRecognizer implements Recognizer {

    /// The maximum length of a match, whatever the pattern.
    public static final int LONGEST = 256;

    private final String name;
    private final Category category;
    private final String entityType;
    private final Set<String> languages;
    private final List<Form> forms;
    private final Function<String, Validity> judge;
    private final boolean asWritten;
    private final ContextWords context;
    private final Proof proof;
    private final boolean foundWhenAnnounced;
    private final Need need;
    private final int nearest;
    private final boolean inSentence;
    private final boolean joined;
    private final boolean apart;
    private final boolean upperCase;
    private final Map<String, String> entityOfLabel;
    private final ContextWords following;
    private final boolean unmeasured;

    private PatternRecognizer(Builder builder) {
        this.name = builder.name;
        this.category = builder.category;
        this.entityType = builder.entityType;
        this.languages = builder.languages;
        this.forms = List.copyOf(builder.forms);
        this.judge = builder.judge;
        this.asWritten = builder.asWritten;
        this.context = ContextWords.of(builder.context.toArray(String[]::new));
        this.proof = builder.proof;
        this.foundWhenAnnounced = builder.foundWhenAnnounced;
        this.need = builder.need;
        this.nearest = builder.nearest;
        this.inSentence = builder.inSentence;
        this.joined = builder.joined;
        this.apart = builder.apart;
        this.upperCase = builder.upperCase;
        this.entityOfLabel = Map.copyOf(builder.entityOfLabel);
        this.following = ContextWords.of(builder.following.toArray(String[]::new));
        this.unmeasured = builder.unmeasured;
    }

    /// The additional evidence that a form needs if no checksum makes it certain.
    enum Need {
        /// None: context only raises the score.
        NONE,
        /// A context word.
        CONTEXT,
        /// A label: a context word directly before it.
        LABEL
    }

    /// Builds a recognizer of personal data. Its default name is `pii.` and the entity's name in lower case.
    public static Builder of(String entityType) {
        return new Builder(entityType);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Category category() {
        return category;
    }

    @Override
    public String entityType() {
        return entityType;
    }

    @Override
    public Set<String> languages() {
        return languages;
    }

    public List<Form> forms() {
        return forms;
    }

    @Override
    public List<String> entityTypes() {
        return entityOfLabel.isEmpty()
                ? List.of(entityType)
                : entityOfLabel.values().stream().distinct().sorted().toList();
    }

    ContextWords context() {
        return context;
    }

    /// The evidence that turns a match into a finding.
    public Proof proof() {
        return proof;
    }

    /// Whether a match with an invalid checksum is still found if a context word directly precedes it.
    boolean isFoundWhenAnnounced() {
        return foundWhenAnnounced;
    }

    Need need() {
        return need;
    }

    boolean hasLabels() {
        return !entityOfLabel.isEmpty();
    }

    /// The number of words before a match among which a label may end.
    int nearest() {
        return nearest;
    }

    /// Whether labels in other sentences or lines are ignored.
    boolean isInSentence() {
        return inSentence;
    }

    /// Whether only signs may stand between a label and a match.
    boolean isJoined() {
        return joined;
    }

    /// Whether matches within longer text joined by signs are discarded.
    boolean standsApart() {
        return apart;
    }

    /// Whether matches with lower-case letters are discarded.
    boolean isUpperCase() {
        return upperCase;
    }

    /// Words after a match that are equivalent to a label.
    ContextWords following() {
        return following;
    }

    /// Whether matches before a unit are discarded.
    boolean isUnmeasured() {
        return unmeasured;
    }

    /// The entity type of a match after this label.
    String entityAfter(@Nullable String label) {
        return label == null ? entityType : entityOfLabel.getOrDefault(label, entityType);
    }

    /// Whether the judge reads the match as written, instead of only its letters and digits.
    boolean isAsWritten() {
        return asWritten;
    }

    Validity judge(String match) {
        return judge.apply(match);
    }

    @Override
    public int maxLength() {
        return LONGEST;
    }

    /// Builds a recognizer.
    public static final class Builder {
        private final String entityType;
        private String name;
        private Category category = Category.PII;
        private Set<String> languages = Set.of();
        private final List<Form> forms = new ArrayList<>();
        private Function<String, Validity> judge = value -> Validity.UNKNOWN;
        private boolean asWritten;
        private final List<String> context = new ArrayList<>();
        private Proof proof = Proof.ITSELF;
        private boolean foundWhenAnnounced;
        private Need need = Need.NONE;
        private int nearest = Vicinity.LABEL;
        private boolean inSentence;
        private boolean joined;
        private boolean apart;
        private boolean upperCase;
        private final Map<String, String> entityOfLabel = new HashMap<>();
        private final List<String> following = new ArrayList<>();
        private boolean unmeasured;

        private Builder(String entityType) {
            this.entityType = entityType;
            this.name = "pii." + entityType.toLowerCase(Locale.ROOT);
        }

        public Builder named(String ownName) {
            this.name = ownName;
            return this;
        }

        public Builder category(Category other) {
            this.category = other;
            return this;
        }

        /// ISO 639 codes; every language by default.
        public Builder languages(String... codes) {
            this.languages = Set.of(codes);
            return this;
        }

        /// Adds a form that is a whole word, in the language of the package `automaton`: `\d{2}-?[A-Z]{3,4}`.
        public Builder form(String formName, double score, String pattern) {
            return form(Form.word(formName, score, pattern));
        }

        public Builder form(Form form) {
            forms.add(form);
            return this;
        }

        /// A match is certain if the predicate holds, and discarded otherwise. The predicate receives the match's
        /// letters, in upper case, and digits.
        public Builder checksum(Predicate<String> holds) {
            return judged(value -> Validity.of(holds.test(value)));
        }

        /// Discards matches for which the predicate holds. The predicate receives the match's letters, in upper
        /// case, and digits.
        public Builder refused(Predicate<String> impossible) {
            return judged(value -> Validity.unless(impossible.test(value)));
        }

        /// The function receives the match's letters, in upper case, and digits.
        public Builder judged(Function<String, Validity> by) {
            this.judge = by;
            return this;
        }

        /// The function receives the match as written.
        public Builder judgedAsWritten(Function<String, Validity> by) {
            this.asWritten = true;
            return judged(by);
        }

        /// Adds words or phrases that raise the score.
        public Builder context(String... words) {
            context.addAll(List.of(words));
            return this;
        }

        /// Requires one of these words or phrases nearby, unless a checksum makes the match certain.
        public Builder onlyWith(String... words) {
            this.need = Need.CONTEXT;
            return context(words);
        }

        /// Requires one of these words or phrases directly before a match, unless a checksum makes it certain.
        public Builder onlyAfter(String... labels) {
            this.need = Need.LABEL;
            return context(labels);
        }

        /// Accepts one of these words or phrases among the first few after a match in place of a label before it.
        public Builder orBefore(String... words) {
            following.addAll(List.of(words));
            return this;
        }

        /// Discards matches before a unit or a currency: they are amounts.
        public Builder unmeasured() {
            this.unmeasured = true;
            return this;
        }

        /// Sets the maximum number of words between the end of a label and the match, plus one.
        public Builder within(int words) {
            this.nearest = words;
            return this;
        }

        /// Ignores labels in other sentences or lines, except one that ends the line directly before.
        public Builder inSentence() {
            this.inSentence = true;
            return this;
        }

        /// Allows neither a word, a comma nor a line end between the end of a label and the match: for labels
        /// that are common words.
        public Builder joined() {
            this.joined = true;
            return inSentence().within(1);
        }

        /// Discards matches with a lower-case letter.
        public Builder upperCase() {
            this.upperCase = true;
            return this;
        }

        /// Discards matches within something longer: where a hyphen or similar sign joins it to a preceding
        /// letter or digit, or to a following digit.
        public Builder apart() {
            this.apart = true;
            return this;
        }

        /// Like [#onlyAfter]; a match after these labels has this entity type.
        public Builder label(String entity, String... labels) {
            for (String label : labels) {
                entityOfLabel.put(label, entity);
            }
            return onlyAfter(labels);
        }

        /// The evidence that turns a match into a finding; by default the match itself.
        public Builder proof(Proof needed) {
            this.proof = needed;
            return this;
        }

        /// Finds, without certainty, a match with an invalid checksum if a context word directly precedes it: a
        /// number with a wrong digit reveals as much. Does not apply when its entity is requested by name.
        public Builder foundWhenAnnounced() {
            this.foundWhenAnnounced = true;
            return this;
        }

        public PatternRecognizer build() {
            return new PatternRecognizer(this);
        }
    }
}
