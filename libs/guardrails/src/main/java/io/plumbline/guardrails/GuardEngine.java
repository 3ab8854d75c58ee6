package io.plumbline.guardrails;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.guardrails.analysis.Analysis;
import io.plumbline.guardrails.analysis.AnalysisRequest;
import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.detect.Deadline;
import io.plumbline.guardrails.detect.Detector;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.detect.Passage;
import io.plumbline.guardrails.detect.Provenance;
import io.plumbline.guardrails.detect.Surroundings;
import io.plumbline.guardrails.pii.PiiRecognizers;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.OverloadMode;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.guardrails.redact.DocumentFormat;
import io.plumbline.guardrails.redact.Field;
import io.plumbline.guardrails.redact.JsonStrings;
import io.plumbline.guardrails.redact.Passages;
import io.plumbline.guardrails.redact.PlaceholderVault;
import io.plumbline.guardrails.redact.Redaction;
import io.plumbline.guardrails.redact.StreamRedactor;
import io.plumbline.guardrails.scan.Recognizer;
import io.plumbline.guardrails.scan.SpanScanner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Runs the detectors that a policy asks for over a text and says what is to be done with it.
///
/// Immutable and thread-safe. Works on the calling thread: every detector is linear, so the length of a text
/// bounds its time, and the caller bounds the length. The policy's time limit is looked at between detectors and
/// every few thousand characters within them; one that throws, or for which no time is left, is decided by the
/// policy's failure mode.
public final class GuardEngine {

    /// Of the time for a call's texts, what the encoder may take where it can be done without.
    private static final double ENCODER_SHARE = 0.6;

    private final Repertoire repertoire;
    private final @Nullable TextEncoder encoder;
    private final LongSupplier nanoTime;
    private final DetectorWatch watch;

    /// @param spans finds what can be redacted, by form
    /// @param detectors look at whole texts; what those of personal data and secrets find is redacted too
    public GuardEngine(SpanScanner spans, List<Detector> detectors) {
        this(spans, detectors, null);
    }

    /// @param encoder what learned detectors see a text with; they go by rules without
    public GuardEngine(SpanScanner spans, List<Detector> detectors, @Nullable TextEncoder encoder) {
        this(spans, detectors, encoder, System::nanoTime);
    }

    /// @param nanoTime as [System#nanoTime], of which all deadlines are
    public GuardEngine(
            SpanScanner spans, List<Detector> detectors, @Nullable TextEncoder encoder, LongSupplier nanoTime) {
        this(new Repertoire(spans, detectors), encoder, nanoTime, DetectorWatch.NONE);
    }

    private GuardEngine(
            Repertoire repertoire, @Nullable TextEncoder encoder, LongSupplier nanoTime, DetectorWatch watch) {
        this.repertoire = repertoire;
        this.encoder = encoder;
        this.nanoTime = nanoTime;
        this.watch = watch;
    }

    /// The same, with somebody who hears of detectors that give no answer.
    public GuardEngine watchedBy(DetectorWatch newWatch) {
        return new GuardEngine(repertoire, encoder, nanoTime, newWatch);
    }

    /// Who hears of it when a text is not looked at.
    public DetectorWatch watch() {
        return watch;
    }

    /// All detectors, telephone numbers of the usual regions.
    public static GuardEngine standard() {
        return standard(PiiRecognizers.DEFAULT_PHONE_REGIONS, null);
    }

    /// All detectors, telephone numbers of the usual regions.
    ///
    /// @param encoder what learned detectors see texts through
    public static GuardEngine standard(TextEncoder encoder) {
        return standard(PiiRecognizers.DEFAULT_PHONE_REGIONS, encoder);
    }

    /// All detectors.
    ///
    /// @param phoneRegions two-letter codes of the regions whose national telephone numbers are recognized
    /// @param encoder      what learned detectors see texts through; none where they are to go by rules alone
    public static GuardEngine standard(List<String> phoneRegions, @Nullable TextEncoder encoder) {
        return new GuardEngine(StandardDetectors.spans(phoneRegions), StandardDetectors.ofTexts(), encoder);
    }

    /// Looks at a text by itself; what it hides can be restored from the inspection's own vault.
    public Inspection inspect(Stage stage, String text, GuardPolicy policy) {
        return inspect(stage, text, policy, PlaceholderVault.fresh());
    }

    /// Looks at a text of a conversation.
    public Inspection inspect(Stage stage, String text, GuardPolicy policy, PlaceholderVault vault) {
        return inspect(stage, text, policy, vault, deadline(policy));
    }

    /// The same with a deadline that several texts share.
    public Inspection inspect(Stage stage, String text, GuardPolicy policy, PlaceholderVault vault, Deadline deadline) {
        return inspect(stage, passage(stage, text, Surroundings.NONE, deadline), policy, vault);
    }

    /// Looks at a text of which more is known.
    ///
    /// @param passage made by [#passage]
    public Inspection inspect(Stage stage, Passage passage, GuardPolicy policy, PlaceholderVault vault) {
        return new InspectionRun(this, policy, stage, vault, passage.deadline(), passage.text()).text(passage);
    }

    /// A text for the detectors of this engine.
    public Passage passage(Stage stage, String text, Surroundings surroundings, Deadline deadline) {
        return new Passage(text, stage.provenance(), surroundings, deadline, encoder);
    }

    /// By when everything that belongs to one request must have been looked at.
    public Deadline deadline(GuardPolicy policy) {
        return deadline(policy.timeoutMs());
    }

    /// So many milliseconds from now.
    public Deadline deadline(int millis) {
        return Deadline.in(millis, nanoTime);
    }

    /// Looks at the names, values and numbers of a JSON document; the redacted text is valid JSON if the
    /// document was. Text that is no JSON is looked at as the text that it is. Offsets of findings count from
    /// the beginning of their name or value for personal data and secrets, in all of them joined by line breaks
    /// for the rest.
    public Inspection inspectJson(Stage stage, String json, GuardPolicy policy, PlaceholderVault vault) {
        return inspectJson(stage, json, policy, vault, deadline(policy));
    }

    /// The same with a deadline that several texts share.
    public Inspection inspectJson(
            Stage stage, String json, GuardPolicy policy, PlaceholderVault vault, Deadline deadline) {
        return inspectJson(stage, passage(stage, json, Surroundings.NONE, deadline), policy, vault);
    }

    /// The same for a document of which more is known.
    ///
    /// @param passage made by [#passage]
    public Inspection inspectJson(Stage stage, Passage passage, GuardPolicy policy, PlaceholderVault vault) {
        String words = JsonStrings.joined(passage.text());
        return new InspectionRun(this, policy, stage, vault, passage.deadline(), words)
                .json(passage.text(), words, passage.surroundings());
    }

    /// A redactor of a stream of text.
    public StreamRedactor redactText(Stage stage, GuardPolicy policy, PlaceholderVault vault) {
        StageRules rules = policy.rules(stage);
        SpanScanner scanner = repertoire.spans(policy, rules.effective(), null);
        return StreamRedactor.ofText(scanner, rules, vault, passages(stage, policy));
    }

    /// A redactor of a stream of JSON, such as the arguments of a tool call.
    public StreamRedactor redactJson(Stage stage, GuardPolicy policy, PlaceholderVault vault) {
        StageRules rules = policy.rules(stage);
        SpanScanner scanner = repertoire.spans(policy, rules.effective(), null);
        return StreamRedactor.ofJson(scanner, rules, vault, passages(stage, policy), Deadline.NONE);
    }

    /// A redactor of a stream of some other document, such as a table.
    ///
    /// @param fields columns or members that are redacted as a whole, by their names
    public StreamRedactor redactDocument(
            DocumentFormat format, Map<String, Field> fields, Stage stage, GuardPolicy policy, PlaceholderVault vault) {
        return redactText(stage, policy, vault).inDocument(format, fields);
    }

    /// A stream's passages have the policy's time limit each.
    private Passages passages(Stage stage, GuardPolicy policy) {
        return new Passages(
                repertoire.spanDetectors(policy),
                policy.rules(stage),
                text -> seenBy(policy, policy.rules(stage), passage(stage, text, Surroundings.NONE, deadline(policy))),
                (detector, e) -> {
                    StageRules rules = policy.rules(stage);
                    boolean inPart = e instanceof EncoderUnavailableException;
                    boolean closed = inPart
                            ? policy.isClosedWithoutEncoder(rules, detector.categories())
                            : policy.isClosed(rules, detector.categories());
                    DetectorFailure failure = DetectorFailure.by(detector.name(), e);
                    watch.failed(stage, failure, closed);
                    if (closed) {
                        throw new Passages.UnansweredException(failure.isForWantOfTime());
                    }
                });
    }

    /// Where a policy can do without the encoder, that leaves the rest enough time.
    ///
    /// @param rules of the text
    static Passage seenBy(GuardPolicy policy, StageRules rules, Passage passage) {
        if (!policy.usesEncoder()) {
            return passage.withoutEncoder();
        }
        Passage concerning = passage.concerning(rules::actsFrom);
        Passage seen = policy.usesCascade() ? concerning : concerning.seenThoroughly();
        return policy.onOverload() == OverloadMode.DEGRADE
                ? seen.encodedUntil(passage.deadline().early(ENCODER_SHARE))
                : seen;
    }

    /// Everything that can be redacted, by all recognizers and whatever the score, of overlapping findings the
    /// best.
    public List<Finding> analyze(String text) {
        return analyze(new Passage(text, Provenance.USER, Surroundings.NONE, Deadline.NONE, encoder));
    }

    /// The same for a text as the caller has it: one without an encoder is looked at by rules alone.
    public List<Finding> analyze(Passage passage) {
        List<Finding> found = new ArrayList<>(repertoire.spans().detect(passage));
        for (Detector detector : repertoire.spanDetectors()) {
            found.addAll(detector.detect(passage));
        }
        return Redaction.resolve(StageRules.NONE, inOrder(found));
    }

    /// What is asked for in a text; of entities that are asked for by name, whatever has their form. Findings may
    /// overlap as far as [OverlapRule] lets them.
    ///
    /// @throws Deadline.PastException when the request's time is up
    public List<Finding> analyze(AnalysisRequest request) {
        return analysis(request).findings();
    }

    /// The same, with how much of the text the encoder has seen.
    ///
    /// @throws Deadline.PastException when the request's time is up
    public Analysis analysis(AnalysisRequest request) {
        return new AnalysisRun(this, request).analysis();
    }

    /// What learned detectors see texts through; null where they go by rules alone.
    public @Nullable TextEncoder encoder() {
        return encoder;
    }

    /// Whether all that a policy looks with is there by now: an encoder that is being loaded is not.
    public boolean isWhole(GuardPolicy policy) {
        return encoder == null || encoder.isAvailable() || !policy.usesEncoder();
    }

    /// The recognizers of what can be redacted.
    public List<Recognizer> recognizers() {
        return repertoire.spans().recognizers();
    }

    static List<Finding> inOrder(List<Finding> findings) {
        findings.sort(Comparator.comparingInt(Finding::start));
        return findings;
    }

    /// The entity types that findings of a category may have.
    public Set<String> entityTypes(Category category) {
        return repertoire.entityTypes(category);
    }

    /// Those of them that are found by more than their form, in texts of any language.
    public Set<String> learnedTypes(Category category) {
        return repertoire.learnedTypes(category);
    }

    /// The names of all that a policy can switch off.
    public Set<String> detectorNames() {
        return repertoire.names();
    }

    /// All that it looks for, and with what.
    Repertoire repertoire() {
        return repertoire;
    }
}
