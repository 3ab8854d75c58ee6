package io.plumbline.guardrails;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.OverloadMode;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.personaldata.analysis.Analysis;
import io.plumbline.personaldata.analysis.AnalysisRequest;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Detector;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Provenance;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.document.JsonStrings;
import io.plumbline.personaldata.document.StructuredFormat;
import io.plumbline.personaldata.pii.PiiRecognizers;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.redact.Field;
import io.plumbline.personaldata.redact.Passages;
import io.plumbline.personaldata.redact.Redaction;
import io.plumbline.personaldata.redact.StreamRedactor;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.SpanScanner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Runs the detectors that a policy requires on a text and decides what happens to the text.
///
/// Immutable and thread-safe. Works on the calling thread: every detector is linear, so the length of a text
/// bounds its time, and the caller bounds the length. The engine checks the policy's time limit between detectors
/// and every few thousand characters within them. If a detector throws or runs out of time, the policy's failure
/// mode decides.
public final class GuardEngine {

    /// The share of the time for a call's texts that the encoder may use where it is optional.
    private static final double ENCODER_SHARE = 0.6;

    private final Repertoire repertoire;
    private final @Nullable TextEncoder encoder;
    private final LongSupplier nanoTime;
    private final DetectorWatch watch;

    /// @param spans finds redactable values by their form
    /// @param detectors inspect whole texts; their findings of personal data and secrets are redacted too
    public GuardEngine(SpanScanner spans, List<Detector> detectors) {
        this(spans, detectors, null);
    }

    /// @param encoder for learned detectors; null to use rules alone
    public GuardEngine(SpanScanner spans, List<Detector> detectors, @Nullable TextEncoder encoder) {
        this(spans, detectors, encoder, System::nanoTime);
    }

    /// @param nanoTime the clock of all deadlines, as [System#nanoTime]
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

    /// The same engine, with a watch on detectors that give no answer.
    public GuardEngine watchedBy(DetectorWatch newWatch) {
        return new GuardEngine(repertoire, encoder, nanoTime, newWatch);
    }

    /// The watch that is notified when a text is not inspected.
    public DetectorWatch watch() {
        return watch;
    }

    /// All detectors, with telephone numbers of the default regions.
    public static GuardEngine standard() {
        return standard(PiiRecognizers.DEFAULT_PHONE_REGIONS, null);
    }

    /// All detectors, with telephone numbers of the default regions.
    ///
    /// @param encoder for learned detectors
    public static GuardEngine standard(TextEncoder encoder) {
        return standard(PiiRecognizers.DEFAULT_PHONE_REGIONS, encoder);
    }

    /// All detectors.
    ///
    /// @param phoneRegions two-letter codes of the regions whose national telephone numbers are recognized
    /// @param encoder      for learned detectors; null to use rules alone
    public static GuardEngine standard(List<String> phoneRegions, @Nullable TextEncoder encoder) {
        return new GuardEngine(StandardDetectors.spans(phoneRegions), StandardDetectors.ofTexts(), encoder);
    }

    /// Inspects a single text. The inspection's own vault restores redacted values.
    public Inspection inspect(Stage stage, String text, GuardPolicy policy) {
        return inspect(stage, text, policy, PlaceholderVault.fresh());
    }

    /// Inspects a text of a conversation.
    public Inspection inspect(Stage stage, String text, GuardPolicy policy, PlaceholderVault vault) {
        return inspect(stage, text, policy, vault, deadline(policy));
    }

    /// Inspects a JSON document with a deadline that several texts share.
    public Inspection inspect(Stage stage, String text, GuardPolicy policy, PlaceholderVault vault, Deadline deadline) {
        return inspect(stage, passage(stage, text, Surroundings.NONE, deadline), policy, vault);
    }

    /// Inspects a text with known context.
    ///
    /// @param passage made by [#passage]
    public Inspection inspect(Stage stage, InspectedText passage, GuardPolicy policy, PlaceholderVault vault) {
        return new InspectionRun(this, policy, stage, vault, passage.deadline(), passage.text()).text(passage);
    }

    /// Wraps a text for the detectors of this engine.
    public InspectedText passage(Stage stage, String text, Surroundings surroundings, Deadline deadline) {
        return new InspectedText(text, stage.provenance(), surroundings, deadline, encoder);
    }

    /// The deadline for inspecting everything that belongs to one request.
    public Deadline deadline(GuardPolicy policy) {
        return deadline(policy.timeoutMs());
    }

    /// A deadline this many milliseconds from now.
    public Deadline deadline(int millis) {
        return Deadline.in(millis, nanoTime);
    }

    /// Inspects the names, values and numbers of a JSON document. The redacted text is valid JSON if the document
    /// was. Text that is not JSON is inspected as plain text. Offsets of personal data and secrets count from the
    /// beginning of their name or value. All other offsets count within the names and values joined by line
    /// breaks.
    public Inspection inspectJson(Stage stage, String json, GuardPolicy policy, PlaceholderVault vault) {
        return inspectJson(stage, json, policy, vault, deadline(policy));
    }

    /// Inspects a text of a conversation with a deadline that several texts share.
    public Inspection inspectJson(
            Stage stage, String json, GuardPolicy policy, PlaceholderVault vault, Deadline deadline) {
        return inspectJson(stage, passage(stage, json, Surroundings.NONE, deadline), policy, vault);
    }

    /// Inspects a JSON document with known context.
    ///
    /// @param passage made by [#passage]
    public Inspection inspectJson(Stage stage, InspectedText passage, GuardPolicy policy, PlaceholderVault vault) {
        String words = JsonStrings.joined(passage.text());
        return new InspectionRun(this, policy, stage, vault, passage.deadline(), words)
                .json(passage.text(), words, passage.surroundings());
    }

    /// Creates a redactor for a stream of text.
    public StreamRedactor redactText(Stage stage, GuardPolicy policy, PlaceholderVault vault) {
        StageRules rules = policy.rules(stage);
        SpanScanner scanner = repertoire.spans(policy, rules.effective(), null);
        return StreamRedactor.ofText(scanner, rules, vault, passages(stage, policy));
    }

    /// Creates a redactor for a stream of JSON, such as the arguments of a tool call.
    public StreamRedactor redactJson(Stage stage, GuardPolicy policy, PlaceholderVault vault) {
        StageRules rules = policy.rules(stage);
        SpanScanner scanner = repertoire.spans(policy, rules.effective(), null);
        return StreamRedactor.ofJson(scanner, rules, vault, passages(stage, policy), Deadline.NONE);
    }

    /// Creates a redactor for a stream of another kind of document, such as a table.
    ///
    /// @param fields names of the columns or members that are redacted as a whole
    public StreamRedactor redactDocument(
            StructuredFormat format,
            Map<String, Field> fields,
            Stage stage,
            GuardPolicy policy,
            PlaceholderVault vault) {
        return redactText(stage, policy, vault).inDocument(format, fields);
    }

    /// Each passage of a stream has the policy's full time limit.
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

    /// Where the encoder is optional for a policy, limits it to leave the other detectors enough time.
    ///
    /// @param rules of the text
    static InspectedText seenBy(GuardPolicy policy, StageRules rules, InspectedText passage) {
        if (!policy.usesEncoder()) {
            return passage.withoutEncoder();
        }
        InspectedText concerning = passage.concerning(rules::actsFrom);
        InspectedText seen = policy.usesCascade() ? concerning : concerning.seenThoroughly();
        return policy.onOverload() == OverloadMode.DEGRADE
                ? seen.encodedUntil(passage.deadline().early(ENCODER_SHARE))
                : seen;
    }

    /// Finds everything redactable, with all recognizers and at any score; of overlapping findings, keeps the
    /// best.
    public List<Finding> analyze(String text) {
        return analyze(new InspectedText(text, Provenance.USER, Surroundings.NONE, Deadline.NONE, encoder));
    }

    /// Finds everything redactable in a passage; one without an encoder is inspected by rules alone.
    public List<Finding> analyze(InspectedText passage) {
        List<Finding> found = new ArrayList<>(repertoire.spans().detect(passage));
        for (Detector detector : repertoire.spanDetectors()) {
            found.addAll(detector.detect(passage));
        }
        return Redaction.resolve(StageRules.NONE, inOrder(found));
    }

    /// Finds the requested entities in a text. An entity that is requested by name is found wherever the text has
    /// its form. Findings may overlap as far as [OverlapRule] allows.
    ///
    /// @throws Deadline.PastException when the request's time is up
    public List<Finding> analyze(AnalysisRequest request) {
        return analysis(request).findings();
    }

    /// The same as [#analyze(AnalysisRequest)], with the length of the text that the encoder has read.
    ///
    /// @throws Deadline.PastException when the request's time is up
    public Analysis analysis(AnalysisRequest request) {
        return new AnalysisRun(this, request).analysis();
    }

    /// The encoder of learned detectors; null if they use rules alone.
    public @Nullable TextEncoder encoder() {
        return encoder;
    }

    /// Whether everything that a policy needs is ready. An encoder that is still loading is not.
    public boolean isWhole(GuardPolicy policy) {
        return encoder == null || encoder.isAvailable() || !policy.usesEncoder();
    }

    /// The recognizers of redactable values.
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

    /// The entity types of a category that are found by more than their form, in texts of any language.
    public Set<String> learnedTypes(Category category) {
        return repertoire.learnedTypes(category);
    }

    /// The names of everything that a policy can switch off.
    public Set<String> detectorNames() {
        return repertoire.names();
    }

    /// Everything that the engine detects, and the detectors that do it.
    Repertoire repertoire() {
        return repertoire;
    }
}
