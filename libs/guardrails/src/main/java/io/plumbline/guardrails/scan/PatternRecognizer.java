package io.plumbline.guardrails.scan;

import io.plumbline.guardrails.detect.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

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
    private final ContextWords context;
    private final Proof proof;
    private final boolean foundWhenAnnounced;

    private PatternRecognizer(Builder builder) {
        this.name = builder.name;
        this.category = builder.category;
        this.entityType = builder.entityType;
        this.languages = builder.languages;
        this.forms = List.copyOf(builder.forms);
        this.judge = builder.judge;
        this.context = ContextWords.of(builder.context);
        this.proof = builder.proof;
        this.foundWhenAnnounced = builder.foundWhenAnnounced;
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

    ContextWords context() {
        return context;
    }

    /// What makes a match more than a suspicion.
    public Proof proof() {
        return proof;
    }

    /// @param compact the match's letters, in upper case, and digits, as ASCII
    Validity judge(String compact) {
        return judge.apply(compact);
    }

    /// Whether a match whose checksum fails is found all the same when a word of context stands right before it.
    boolean isFoundWhenAnnounced() {
        return foundWhenAnnounced;
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
        private String[] context = {};
        private Proof proof = Proof.ITSELF;
        private boolean foundWhenAnnounced;

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

        /// Words or phrases in lower case that make it likely.
        public Builder context(String... words) {
            this.context = words.clone();
            return this;
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
