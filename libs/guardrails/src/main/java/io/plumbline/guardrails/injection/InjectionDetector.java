package io.plumbline.guardrails.injection;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.embeddings.Encoding;
import io.plumbline.guardrails.injection.Ensemble.Opinion;
import io.plumbline.guardrails.injection.encoder.EncoderClassifier;
import io.plumbline.guardrails.injection.encoder.SentenceClassifier;
import io.plumbline.guardrails.injection.encoder.SentenceEstimates;
import io.plumbline.guardrails.injection.ngram.Excerpts.Excerpt;
import io.plumbline.guardrails.injection.ngram.NgramClassifier;
import io.plumbline.guardrails.injection.signal.InjectionEvidence.Verdict;
import io.plumbline.guardrails.injection.signal.Signal.Family;
import io.plumbline.guardrails.injection.signal.SignalReader;
import io.plumbline.guardrails.text.JsonWords;
import io.plumbline.guardrails.text.PlacedWords;
import io.plumbline.guardrails.text.SourceWords;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Detector;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.placeholder.PlaceholderWords;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Detects prompt injections and jailbreaks in three layers, combined by an [Ensemble]: signals of typical
/// phrases of attacks, read through the usual disguises ([SignalReader]); the form of their words
/// ([NgramClassifier]); and, if an encoder is available, their meaning ([EncoderClassifier]). A layer that
/// recognizes a text as harmless outweighs one that found a suspicious phrase in it.
///
/// A [NativeClassifier] judges sentences in the other languages that it knows, without the encoder, which reads
/// English.
///
/// Texts of third parties are judged by a stricter measure than texts of callers: a document has no reason to
/// make a request of the model, and a request that is normal from a caller is suspicious there.
///
/// A caller's JSON is read as the content of its strings: its form hides nothing and is not suspicious
/// ([JsonWords]). Source code is read as its comments and strings ([SourceWords]). A complete text within either
/// is also judged by itself, as prose; the surrounding content cannot dilute it.
///
/// A text has at most one finding: its heaviest part, under the category and the family of signals with the most
/// weight, or under [Family#RESEMBLANCE] if only the learned layers find something. The score is a probability;
/// one threshold therefore serves all texts. The detector's name is that of the layer with the largest effect.
public final class InjectionDetector implements Detector {

    /// Fewer words than this, or fewer letters in a script that writes without spaces, are not a sentence.
    private static final int FEWEST_WORDS = 4;

    private static final int FEWEST_LETTERS = 8;
    private static final char UNSPACED_FROM = 0x0E00;
    static final String NAME = "injection";
    private static final Set<Category> CATEGORIES = Set.of(Category.PROMPT_INJECTION, Category.JAILBREAK);

    /// Weaker results are not reported.
    static final double LEAST = 0.25;

    /// In source code, a weaker phrase is a technical term: `no limit`, `without warnings`.
    private static final double TELLING_IN_CODE = 0.5;

    /// From this probability of an attack on, the encoder is not called.
    private static final double SURE = 0.95;

    /// Below this probability, the encoder is not called either unless a policy requires it: chosen so that at
    /// most one attack in a hundred is missed, see `src/training/injection`.
    private static final double CALLERS_DOUBTFUL = 0.25;

    /// The same limit for documents in which, by [SentenceEstimates], no sentence addresses a model.
    private static final double DOCUMENTS_DOUBTFUL = 0.3;

    /// A weaker part of a text is not inspected further.
    private static final double DOUBTFUL = 0.3;

    /// A text is reported from this score on.
    static final double SUSPICIOUS = Finding.REPORTED_FROM;

    private final SignalReader signals = new SignalReader(NgramClassifier.ofCallers());
    private final OtherLanguages others = new OtherLanguages(signals);

    /// The entity types that findings of this category may have.
    @Override
    public Set<String> entityTypes(Category category) {
        return category.typesAmong(Family.values(), Family::category);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Category> categories() {
        return CATEGORIES;
    }

    @Override
    public List<Finding> detect(InspectedText text) {
        String words = PlaceholderWords.in(text.text());
        InspectedText passage = words.equals(text.text()) ? text : text.saying(words);
        TextKind kind = passage.provenance().isThirdParty() ? TextKind.OF_THIRD_PARTIES : TextKind.OF_CALLERS;
        SourceWords source = SourceWords.of(passage.text());
        JsonWords json = kind == TextKind.OF_THIRD_PARTIES ? null : JsonWords.of(passage.text());
        if (json != null) {
            return inWords(passage, json, source == null ? kind : kind.inCode(), kind);
        }
        if (source != null) {
            return heavier(inCode(passage, kind.inCode()), inWords(passage, source, kind.inCode(), kind));
        }
        return inWords(passage, kind);
    }

    /// The heaviest finding in the words of code or JSON, and in each stretch of prose among them.
    private List<Finding> inWords(InspectedText passage, PlacedWords placed, TextKind ofAll, TextKind ofProse) {
        String words = placed.text();
        List<Finding> heaviest = inWords(passage.saying(words), ofAll);
        for (PlacedWords.Stretch prose : placed.prose()) {
            List<Finding> found = inWords(passage.saying(words.substring(prose.start(), prose.end())), ofProse).stream()
                    .map(finding -> finding.at(finding.start() + prose.start(), finding.end() + prose.start())
                            .scored(Ensemble.among(
                                    finding.score(), placed.prose().size())))
                    .toList();
            heaviest = heavier(heaviest, found);
        }
        return heaviest.stream()
                .map(finding -> finding.at(placed.start(finding.start()), placed.end(finding.end())))
                .toList();
    }

    private static List<Finding> heavier(List<Finding> one, List<Finding> other) {
        return one.isEmpty()
                        || (!other.isEmpty()
                                && other.getFirst().score() >= one.getFirst().score())
                ? other
                : one;
    }

    /// Plain phrases in the code itself: an attack in the form of code counts too.
    private List<Finding> inCode(InspectedText passage, TextKind kind) {
        String text = passage.text();
        Verdict verdict = read(text, 0, text.length(), kind, passage.deadline());
        return verdict.score() == 0 || verdict.strongest().isDisguise()
                ? List.of()
                : findings(lookAt(text, kind, passage.deadline(), null), text);
    }

    /// Sentences in other languages are judged by the classifier of those languages; the rest of the text is
    /// judged as if it were the whole. A text that is harmless by one may still be an attack by the other.
    private List<Finding> inWords(InspectedText passage, TextKind kind) {
        ForeignParts foreign = ForeignParts.of(passage.text());
        if (foreign.isEmpty()) {
            return inEnglish(foreign.hasOther() ? passage.withoutEncoder() : passage, kind);
        }
        InspectedText rest = passage.saying(foreign.rest());
        List<Finding> english =
                inEnglish(foreign.hasEnglish() && !foreign.hasOther() ? rest : rest.withoutEncoder(), kind);
        return heavier(english, others.detect(passage, foreign));
    }

    private List<Finding> inEnglish(InspectedText passage, TextKind kind) {
        LayerResults alone = look(passage.text(), kind, passage.deadline(), passage);
        if (passage.surroundings().earlier().isEmpty() || alone.opinion().probability() >= SUSPICIOUS) {
            return findings(alone, passage.text());
        }
        return inConversation(alone, kind, passage);
    }

    /// An attack may come in pieces, one per turn. The author's last turns are read together with this text, and
    /// count where signals come together that neither has alone.
    private List<Finding> inConversation(LayerResults alone, TextKind ofText, InspectedText passage) {
        Said said = Said.last(passage.surroundings().earlier());
        String before = said.words();
        TextKind kind = said.code() ? ofText.inCode() : ofText;
        String text =
                passage.text().substring(0, Math.min(Said.MOST, passage.text().length()));
        LayerResults together = look(before + text, kind, passage.deadline(), null);
        double score = together.opinion().probability();
        if (score < SUSPICIOUS
                || !together.saysMoreThan(alone)
                || !together.saysMoreThan(look(before, kind, passage.deadline(), null))) {
            return findings(alone, passage.text());
        }
        Family family = together.family();
        return List.of(new Finding(
                together.detector(),
                family.category(),
                family.name(),
                0,
                text.length(),
                score,
                "with earlier turns: " + together.explanation()));
    }

    List<Finding> detectIn(CharSequence text, Deadline deadline) {
        return findings(look(text, TextKind.OF_CALLERS, deadline, null), text);
    }

    /// The stronger of the whole text and a part of it: harmless sentences around an attack do not dilute it.
    private LayerResults look(CharSequence text, TextKind kind, Deadline deadline, @Nullable InspectedText passage) {
        LayerResults whole = lookAt(text, kind, deadline, passage);
        if (kind.thirdParty) {
            return passage == null || passage.isThorough() ? whole : closer(whole, kind, passage);
        }
        if (whole.opinion().probability() >= SURE) {
            return whole;
        }
        boolean encoded = passage != null && passage.hasEncoder();
        Part part = mostSuspicious(text, whole.ngrams().excerpts(), encoded, kind, deadline);
        if (part == null || part.opinion.probability() < DOUBTFUL) {
            return whole;
        }
        LayerResults closer = passage == null || !encoded ? part.results() : closer(part.excerpt, kind, passage);
        Opinion opinion = closer.opinion().amongst(whole.ngrams().sentences());
        return opinion.probability() > whole.opinion().probability() ? closer.with(opinion) : whole;
    }

    private @Nullable Part mostSuspicious(
            CharSequence text, List<Excerpt> excerpts, boolean encoded, TextKind kind, Deadline deadline) {
        Part most = null;
        for (int i = 0; i < excerpts.size(); i++) {
            Excerpt excerpt = excerpts.get(i);
            Verdict verdict = read(text, excerpt.start(), excerpt.end(), kind, deadline);
            if (!encoded && verdict.score() == 0 && excerpt.isTooShort()) {
                continue;
            }
            NgramClassifier.Score alone = kind.seen(excerpt.alone());
            Opinion opinion = Ensemble.ofCallers().weigh(verdict, alone, null);
            if (most == null || opinion.probability() > most.opinion().probability()) {
                most = new Part(excerpt, verdict, alone, opinion);
            }
        }
        return most;
    }

    /// The part as the encoder reads it alone, without the surrounding text.
    private LayerResults closer(Excerpt part, TextKind kind, InspectedText passage) {
        InspectedText alone = passage.part(part.start(), part.end());
        return lookAt(alone.text(), kind, alone.deadline(), alone).at(part.start());
    }

    /// A long document, or the window of it that scores more alone: one sentence in hundreds has little effect on
    /// the whole.
    private LayerResults closer(LayerResults whole, TextKind kind, InspectedText passage) {
        EncoderClassifier.Score seen = whole.encoder();
        if (seen == null || passage.encoding().windows() <= EncoderClassifier.MOST_WINDOWS) {
            return whole;
        }
        Encoding encoding = passage.encoding();
        LayerResults most = whole;
        for (int i = seen.windows().nextSetBit(0); i >= 0; i = seen.windows().nextSetBit(i + 1)) {
            String text = passage.text().substring(encoding.start(i), encoding.end(i));
            Verdict verdict = read(text, 0, text.length(), kind, passage.deadline());
            NgramClassifier.Score ngrams =
                    kind.seen(NgramClassifier.ofDocuments().score(text, passage.deadline()));
            EncoderClassifier.Score encoder = SentenceClassifier.standard().score(passage.text(), encoding, i);
            Opinion opinion =
                    Ensemble.ofDocuments().weigh(verdict, ngrams, encoder).amongWindows(encoding.windows());
            if (opinion.probability() > most.opinion().probability()) {
                most = new LayerResults(encoding.start(i), verdict, ngrams, encoder, opinion);
            }
        }
        return most;
    }

    private LayerResults lookAt(CharSequence text, TextKind kind, Deadline deadline, @Nullable InspectedText passage) {
        Verdict verdict = read(text, 0, text.length(), kind, deadline);
        NgramClassifier classifier = kind.thirdParty ? NgramClassifier.ofDocuments() : NgramClassifier.ofCallers();
        NgramClassifier.Score ngrams = kind.seen(classifier.score(text, deadline));
        Ensemble ensemble = kind.thirdParty ? Ensemble.ofDocuments() : Ensemble.ofCallers();
        Opinion opinion = ensemble.weigh(verdict, ngrams, null);
        EncoderClassifier.Score encoder = passage == null || kind.isCallersCode() || opinion.probability() >= SURE
                ? null
                : encoded(passage, verdict, ngrams, opinion, kind.thirdParty);
        return new LayerResults(
                0, verdict, ngrams, encoder, encoder == null ? opinion : ensemble.weigh(verdict, ngrams, encoder));
    }

    private Verdict read(CharSequence text, int from, int to, TextKind kind, Deadline deadline) {
        Verdict verdict = signals.read(text, from, to, kind.code, deadline);
        return kind.code ? verdict.from(TELLING_IN_CODE) : verdict;
    }

    /// Null without an encoder, or while it is overloaded; the other layers decide then.
    private static EncoderClassifier.@Nullable Score encoded(
            InspectedText passage, Verdict verdict, NgramClassifier.Score ngrams, Opinion alone, boolean thirdParty) {
        if (!passage.hasEncoder()) {
            return null;
        }
        try {
            return thirdParty ? ofDocument(passage, verdict, ngrams, alone) : ofCallers(passage, ngrams, alone);
        } catch (EncoderUnavailableException e) {
            return null;
        }
    }

    private static EncoderClassifier.@Nullable Score ofCallers(
            InspectedText passage, NgramClassifier.Score ngrams, Opinion alone) {
        EncoderClassifier classifier = EncoderClassifier.ofCallers();
        if (passage.isThorough()) {
            return classifier.score(passage.encoding(), ngrams.excerpts(), EncoderClassifier.MOST_WINDOWS);
        }
        return alone.probability() < CALLERS_DOUBTFUL
                ? null
                : classifier.score(passage.encoding(), ngrams.excerpts(), EncoderClassifier.MOST_DOUBTFUL);
    }

    private static EncoderClassifier.@Nullable Score ofDocument(
            InspectedText passage, Verdict verdict, NgramClassifier.Score ngrams, Opinion alone) {
        SentenceClassifier classifier = SentenceClassifier.standard();
        if (passage.isThorough()) {
            return classifier.score(passage.text(), passage.encoding(), ngrams.excerpts());
        }
        SentenceEstimates estimates = SentenceEstimates.of(passage.text(), passage.deadline());
        return alone.probability() < DOCUMENTS_DOUBTFUL && !estimates.areDoubtful()
                ? null
                : classifier.score(
                        passage.text(), passage.encoding(), estimates, score -> isSuspicious(verdict, ngrams, score));
    }

    private static boolean isSuspicious(
            Verdict verdict, NgramClassifier.Score ngrams, EncoderClassifier.Score encoder) {
        return Ensemble.ofDocuments().weigh(verdict, ngrams, encoder).probability() >= SUSPICIOUS;
    }

    private static List<Finding> findings(LayerResults seen, CharSequence text) {
        double score = seen.opinion().probability();
        if (score < LEAST || (!seen.isTold() && !isSentence(text))) {
            return List.of();
        }
        Family family = seen.family();
        int start = seen.at()
                + (seen.isTold() ? seen.verdict().start() : seen.ngrams().start());
        int end = seen.at()
                + (seen.isTold() ? seen.verdict().end() : seen.ngrams().end());
        return List.of(
                new Finding(seen.detector(), family.category(), family.name(), start, end, score, seen.explanation()));
    }

    /// Whether there are enough words for a comparison: a number, an address or a name resembles whatever the
    /// classifiers' corpora contained of its kind.
    private static boolean isSentence(CharSequence text) {
        int words = 0;
        int letters = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length() && words < FEWEST_WORDS && letters < FEWEST_LETTERS; i++) {
            char c = text.charAt(i);
            boolean letter = Character.isLetter(c);
            letters += letter && c >= UNSPACED_FROM ? 1 : 0;
            words += letter && !inWord ? 1 : 0;
            inWord = !Character.isWhitespace(c) && (inWord || letter);
        }
        return words >= FEWEST_WORDS || letters >= FEWEST_LETTERS;
    }

    /// Part of a text, and the results of the layers without an encoder.
    private record Part(Excerpt excerpt, Verdict verdict, NgramClassifier.Score alone, Opinion opinion) {

        private LayerResults results() {
            return new LayerResults(0, verdict, alone, null, opinion);
        }
    }
}
