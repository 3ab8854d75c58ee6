package io.plumbline.governance.policy;

import io.plumbline.guardrails.content.ContentDetector;
import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.injection.InjectionDetector;
import io.plumbline.guardrails.output.InsecureOutputDetector;
import io.plumbline.guardrails.output.PromptLeakDetector;
import io.plumbline.guardrails.pii.PiiRecognizers;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.scan.Recognizer;
import io.plumbline.guardrails.secret.SecretRecognizers;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The entities that something recognizes. A rule that names another one guards nothing, silently.
final class GuardedEntities {

    private GuardedEntities() {}

    /// @throws io.plumbline.kit.problem.ProblemException 400 at the first rule that names an entity of which
    ///     nothing knows
    static void check(GuardPolicy policy) {
        policy.stages()
                .forEach((stage, rules) -> rules.asMap().forEach((category, rule) -> check(stage, category, rule)));
    }

    private static void check(Stage stage, Category category, Rule rule) {
        Set<String> known = entitiesOf(category);
        if (!known.containsAll(rule.entities())) {
            throw PolicyProblem.INVALID_POLICY
                    .because("An entity that nothing recognizes would guard nothing.")
                    .at(
                            "/stages/" + stage.wireName() + "/" + category.wireName() + "/entities",
                            known.isEmpty()
                                    ? "must be left out: findings of this category are of one kind"
                                    : "must hold nothing but " + String.join(", ", new TreeSet<>(known)));
        }
    }

    private static Set<String> entitiesOf(Category category) {
        return switch (category) {
            case PII -> typesOf(PiiRecognizers.all(PiiRecognizers.DEFAULT_PHONE_REGIONS));
            case SECRET -> typesOf(SecretRecognizers.all());
            case INSECURE_OUTPUT -> new InsecureOutputDetector().entityTypes(category);
            case SYSTEM_PROMPT_LEAK -> new PromptLeakDetector().entityTypes(category);
            case TOXICITY, SELF_HARM, WEAPONS -> new ContentDetector().entityTypes(category);
            default -> new InjectionDetector().entityTypes(category);
        };
    }

    private static Set<String> typesOf(List<Recognizer> recognizers) {
        return recognizers.stream().map(Recognizer::entityType).collect(Collectors.toSet());
    }
}
