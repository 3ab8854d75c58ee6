package io.plumbline.guardrails;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.guardrails.output.InsecureOutputDetector;
import io.plumbline.guardrails.output.SafeRendering;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.guardrails.text.JsonWords;
import io.plumbline.guardrails.text.TextLanguage;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Detector;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.document.JsonStrings;
import io.plumbline.personaldata.egress.AddressReader;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.redact.Action;
import io.plumbline.personaldata.redact.Passages;
import io.plumbline.personaldata.redact.Redaction;
import io.plumbline.personaldata.redact.StreamRedactor;
import io.plumbline.personaldata.scan.SpanScanner;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One inspection of one text by the detectors of an engine. Not thread-safe.
final class InspectionRun {

    /// Cached to iterate without allocating.
    private static final Category[] CATEGORIES = Category.values();

    private final GuardEngine engine;
    private final GuardPolicy policy;
    private final Stage stage;
    private final StageRules rules;
    private final @Nullable String language;
    private final PlaceholderVault vault;
    private final Deadline deadline;
    private final List<Finding> findings = new ArrayList<>();
    private final List<DetectorFailure> failures = new ArrayList<>();
    private boolean closed;

    /// @param words determine the text's language
    InspectionRun(
            GuardEngine engine,
            GuardPolicy policy,
            Stage stage,
            PlaceholderVault vault,
            Deadline deadline,
            String words) {
        this.engine = engine;
        StageRules all = policy.rules(stage);
        Integer timeoutMs = all.failure().timeoutMs();
        this.policy = policy;
        this.stage = stage;
        boolean matters = all.speaksOfLanguages() || policy.additions().speaksOfLanguages();
        this.language = matters ? TextLanguage.of(words) : null;
        this.rules = all.inLanguage(language);
        this.vault = vault;
        this.deadline = timeoutMs == null ? deadline : deadline.within(timeoutMs);
    }

    Inspection text(InspectedText passage) {
        String text = passage.text();
        JsonWords json = stage == Stage.OUTPUT ? null : JsonWords.undone(text);
        InspectedText seen = GuardEngine.seenBy(policy, rules, passage).until(deadline);
        InspectedText said = json == null ? seen : seen.saying(json.text());
        List<Finding> found = new ArrayList<>();
        boolean scanned = guarded(engine.repertoire().spans(), false, until -> {
            found.addAll(engine.repertoire()
                    .spans(policy, rules.categories(), language)
                    .detect(said.text(), until));
            return true;
        });
        run(policy.additions().over(engine.repertoire().spanDetectors()), said, found);
        String redacted = text;
        if (scanned || !found.isEmpty()) {
            Redaction redaction = new Redaction(rules, vault);
            if (json != null) {
                found.replaceAll(finding -> finding.at(json.start(finding.start()), json.end(finding.end())));
            }
            List<Finding> resolved = redaction.resolved(text, GuardEngine.inOrder(found));
            redacted = redaction.apply(text, resolved);
            findings.addAll(resolved);
        }
        int before = findings.size();
        run(engine.repertoire().detectors(), seen, findings);
        return inspection(isRendered(before) ? rendered(redacted, seen.surroundings()) : redacted);
    }

    Inspection json(String json, String words, Surroundings surroundings) {
        String redacted = guarded(engine.repertoire().spans(), json, until -> {
            Passages passages = new Passages(
                    engine.repertoire().spanDetectors(policy),
                    rules,
                    text -> GuardEngine.seenBy(policy, rules, engine.passage(stage, text, Surroundings.NONE, deadline)),
                    (detector, e) -> {
                        if (e instanceof EncoderUnavailableException) {
                            failedInPart(detector);
                        } else {
                            failed(detector, e);
                        }
                    });
            SpanScanner scanner = engine.repertoire().spans(policy, rules.effective(), language);
            StreamRedactor redactor = StreamRedactor.ofJson(scanner, rules, vault, passages, until)
                    .pastQuestions();
            String applied = redactor.push(json) + redactor.finish();
            findings.addAll(redactor.findings());
            return applied;
        });
        int before = findings.size();
        run(
                engine.repertoire().detectors(),
                GuardEngine.seenBy(policy, rules, engine.passage(stage, words, surroundings, deadline)),
                findings);
        return inspection(
                isRendered(before) ? JsonStrings.map(redacted, value -> rendered(value, surroundings)) : redacted);
    }

    /// Whether a finding of a whole-text detector is to be redacted.
    private boolean isRendered(int from) {
        for (int i = from; i < findings.size(); i++) {
            if (rules.actionFor(findings.get(i)) == Action.REDACT) {
                return true;
            }
        }
        return false;
    }

    /// Finds redactable findings of whole-text detectors again in the text after other redactions.
    private String rendered(String text, Surroundings surroundings) {
        List<Finding> found = new ArrayList<>();
        run(
                engine.repertoire().detectors(),
                GuardEngine.seenBy(policy, rules, engine.passage(stage, text, surroundings, deadline)),
                found);
        found.removeIf(finding -> rules.actionFor(finding) != Action.REDACT);
        return SafeRendering.render(text, GuardEngine.inOrder(found));
    }

    private void run(List<Detector> wanted, InspectedText passage, List<Finding> into) {
        for (int i = 0; i < wanted.size(); i++) {
            Detector detector = wanted.get(i);
            if (isWanted(detector) && !policy.switchedOff().contains(detector.name())) {
                List<Finding> found = guarded(detector, List.of(), until -> looked(detector, passage.until(until)));
                for (int j = 0; j < found.size(); j++) {
                    if (!isAllowed(found.get(j), passage.text())) {
                        into.add(found.get(j));
                    }
                }
            }
        }
    }

    /// Whether the finding is about addresses to which the policy allows data to be sent.
    private boolean isAllowed(Finding finding, String text) {
        if (policy.egress().allowedHosts().isEmpty()
                || !finding.entityType().equals(InsecureOutputDetector.EXFILTRATION)) {
            return false;
        }
        AddressReader reader = new AddressReader(policy.egress());
        reader.read(text.subSequence(finding.start(), finding.end()));
        return reader.hasAddress() && !reader.hasForeign();
    }

    private boolean isWanted(Detector detector) {
        for (Category category : CATEGORIES) {
            if (rules.rule(category) != null && detector.categories().contains(category)) {
                return true;
            }
        }
        return false;
    }

    private List<Finding> looked(Detector detector, InspectedText passage) {
        int missed = passage.missed();
        List<Finding> found = detector.detect(passage);
        if (passage.missed() > missed) {
            failedInPart(detector);
        }
        return found;
    }

    /// Records that the detector ran without the encoder because the encoder did not answer in time. Its findings
    /// count. What it may have missed is a failure where the rules do more than flag.
    private void failedInPart(Detector detector) {
        note(
                DetectorFailure.withoutEncoder(detector.name()),
                policy.isClosedWithoutEncoder(rules, detector.categories()));
    }

    /// Returns the detector's answer. If it throws or runs out of time, notes a failure and returns the fallback.
    private <T> T guarded(Detector detector, T otherwise, Function<Deadline, T> work) {
        if (deadline.isPast()) {
            failed(detector, DetectorFailure.late(detector.name()));
            return otherwise;
        }
        try {
            return work.apply(until(detector));
        } catch (RuntimeException e) {
            failed(detector, e);
            return otherwise;
        }
    }

    /// The latest deadline that any of the detector's rules allows.
    private Deadline until(Detector detector) {
        int longest = 0;
        for (Category category : CATEGORIES) {
            Rule rule = rules.rule(category);
            if (rule != null && detector.categories().contains(category)) {
                Integer timeoutMs = rule.failure().timeoutMs();
                if (timeoutMs == null) {
                    return deadline;
                }
                longest = Math.max(longest, timeoutMs);
            }
        }
        return longest == 0 ? deadline : deadline.within(longest);
    }

    private void failed(Detector detector, RuntimeException e) {
        failed(detector, DetectorFailure.by(detector.name(), e));
    }

    /// Records a failure if a rule would have acted on a finding of the detector.
    private void failed(Detector detector, DetectorFailure failure) {
        note(failure, policy.isClosed(rules, detector.categories()));
    }

    private void note(DetectorFailure failure, boolean closes) {
        if (!failures.contains(failure)) {
            failures.add(failure);
            engine.watch().failed(stage, failure, closes);
        }
        closed |= closes;
    }

    private Inspection inspection(String text) {
        Action decision = closed ? Action.BLOCK : Action.ALLOW;
        if (findings.isEmpty()) {
            return new Inspection(decision, text, findings, Map.of(), vault, failures, rules);
        }
        Map<Category, Action> actions = new EnumMap<>(Category.class);
        for (Finding finding : findings) {
            Action action = rules.actionFor(finding);
            actions.merge(finding.category(), action, Action::or);
            decision = decision.or(action);
        }
        return new Inspection(decision, text, findings, actions, vault, failures, rules);
    }
}
