package io.plumbline.guardrails.scan;

import io.plumbline.guardrails.detect.Category;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A recognizer that is data: how the thing is written, what a checksum says of it, which words near it make it
/// likely. A checksum that holds makes it certain, one that fails makes it nothing, and without one it is worth
/// the score of its form, more with a word of context ([Scores#inContext]).
///
/// Any number of them costs about as much as one: [PatternIndex] looks for the forms of all at once.
public final class PatternRecognizer implements Recognizer {

    /// No match is longer, whatever the pattern says.
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

    /// What a form needs beside itself, where no checksum makes it certain.
    enum Need {
        /// Nothing: context only makes it likelier.
        NONE,
        /// A word of context.
        CONTEXT,
        /// A label: a word of context right before it.
        LABEL
    }

    /// A recognizer of personal data. Its name is `pii.` and the entity's in lower case unless another is given.
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

    /// What makes a match more than a suspicion.
    public Proof proof() {
        return proof;
    }

    /// Whether a match whose checksum fails is found all the same when a word of context stands right before it.
    boolean isFoundWhenAnnounced() {
        return foundWhenAnnounced;
    }

    Need need() {
        return need;
    }

    boolean hasLabels() {
        return !entityOfLabel.isEmpty();
    }

    /// Among how many words before it a label may end.
    int nearest() {
        return nearest;
    }

    /// Whether a label of another sentence or line says nothing.
    boolean isInSentence() {
        return inSentence;
    }

    /// Whether but signs may stand between a label and it.
    boolean isJoined() {
        return joined;
    }

    /// Whether it is none within something longer that signs join.
    boolean standsApart() {
        return apart;
    }

    /// Whether it is none with a lower-case letter.
    boolean isUpperCase() {
        return upperCase;
    }

    /// Words that say as much as a label where they follow.
    ContextWords following() {
        return following;
    }

    /// Whether it is none before a unit.
    boolean isUnmeasured() {
        return unmeasured;
    }

    /// What a match is, after this label.
    String entityAfter(@Nullable String label) {
        return label == null ? entityType : entityOfLabel.getOrDefault(label, entityType);
    }

    /// Whether the judge wants the match as it is written, and else its letters and digits alone.
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

    /// Puts a recognizer together.
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

        /// ISO 639 codes; for every language unless given.
        public Builder languages(String... codes) {
            this.languages = Set.of(codes);
            return this;
        }

        /// A form that is a word of its own, in the language of the package `automaton`: `\d{2}-?[A-Z]{3,4}`.
        public Builder form(String formName, double score, String pattern) {
            return form(Form.word(formName, score, pattern));
        }

        public Builder form(Form form) {
            forms.add(form);
            return this;
        }

        /// Certain where it holds, and else nothing. It gets the match's letters, in upper case, and digits.
        public Builder checksum(Predicate<String> holds) {
            return judged(value -> Validity.of(holds.test(value)));
        }

        /// Nothing where it says so. It gets the match's letters, in upper case, and digits.
        public Builder refused(Predicate<String> impossible) {
            return judged(value -> Validity.unless(impossible.test(value)));
        }

        /// It gets the match's letters, in upper case, and digits.
        public Builder judged(Function<String, Validity> by) {
            this.judge = by;
            return this;
        }

        /// It gets the match as it is written.
        public Builder judgedAsWritten(Function<String, Validity> by) {
            this.asWritten = true;
            return judged(by);
        }

        /// Words or phrases that make it likely.
        public Builder context(String... words) {
            context.addAll(List.of(words));
            return this;
        }

        /// Nothing without one of these words or phrases near it, unless a checksum makes it certain.
        public Builder onlyWith(String... words) {
            this.need = Need.CONTEXT;
            return context(words);
        }

        /// Nothing but right behind one of these words or phrases, unless a checksum makes it certain.
        public Builder onlyAfter(String... labels) {
            this.need = Need.LABEL;
            return context(labels);
        }

        /// One of these words or phrases among the first few behind it says as much as a label before it.
        public Builder orBefore(String... words) {
            following.addAll(List.of(words));
            return this;
        }

        /// Nothing before a unit or a currency: an amount is none.
        public Builder unmeasured() {
            this.unmeasured = true;
            return this;
        }

        /// How many words may stand between the end of a label and the match, and one more.
        public Builder within(int words) {
            this.nearest = words;
            return this;
        }

        /// A label of another sentence or line says nothing, unless it ends the line right before.
        public Builder inSentence() {
            this.inSentence = true;
            return this;
        }

        /// No word may stand between the end of a label and the match, nor a comma or the end of a line: for
        /// labels that are common words.
        public Builder joined() {
            this.joined = true;
            return inSentence().within(1);
        }

        /// Nothing with a lower-case letter in it.
        public Builder upperCase() {
            this.upperCase = true;
            return this;
        }

        /// Nothing within something longer: where a hyphen or the like joins it to a letter or digit before it,
        /// or to a digit behind it.
        public Builder apart() {
            this.apart = true;
            return this;
        }

        /// The same, and behind these it is this entity.
        public Builder label(String entity, String... labels) {
            for (String label : labels) {
                entityOfLabel.put(label, entity);
            }
            return onlyAfter(labels);
        }

        /// What makes a match more than a suspicion; itself unless given.
        public Builder proof(Proof needed) {
            this.proof = needed;
            return this;
        }

        /// Found, if not for certain, when a word of context stands right before it, though its checksum fails:
        /// a number with a wrong digit tells as much. Not for who asks for its entity.
        public Builder foundWhenAnnounced() {
            this.foundWhenAnnounced = true;
            return this;
        }

        public PatternRecognizer build() {
            return new PatternRecognizer(this);
        }
    }
}
