package io.plumbline.gateway.guard;

import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.configuration.ServedConfiguration.Policy;
import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.operator.Operator;
import io.plumbline.guardrails.policy.Action;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.PolicyDocument;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.tool.ToolRules;
import io.plumbline.kit.security.Caller;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/// A version of a guard policy, ready for use.
///
/// @param revision which one it is, by the digest of its document
/// @param whole the policy as it is
/// @param redaction its rules on what a text holds, for text that attacks nobody
/// @param attacks its rules on what a text does and means, for text that is redacted elsewhere
/// @param barring those of `attacks` that do more than to flag: what a streamed text is held to before it goes
///     on
/// @param unasked the policy for a text of an answer that nobody is shown, and so nobody can be asked about:
///     what a person would have to decide about is blocked
/// @param kept its rules on what a text holds, for text that is kept or shown to people and goes nowhere else:
///     what would stop it is redacted
/// @param loose its rules on what a text holds, by rules alone, for what goes on as it is or not at all and
///     holds no sentences, such as the words that a model might have chosen
/// @param pseudonyms its rules on what a text holds, by rules alone, for identifiers: what it redacts or would
///     stop becomes a pseudonym
public record EffectivePolicy(
        Policy revision,
        GuardPolicy whole,
        GuardPolicy redaction,
        GuardPolicy attacks,
        GuardPolicy barring,
        GuardPolicy unasked,
        GuardPolicy kept,
        GuardPolicy loose,
        GuardPolicy pseudonyms) {

    /// As short as a hash may be: providers bound the length of identifiers.
    private static final Operator PSEUDONYM = new Operator.Hash(Operator.Hash.SHORTEST, "");

    private static final Set<Category> HELD = EnumSet.of(Category.PII, Category.SECRET, Category.POLICY);

    public static EffectivePolicy of(String name, int version, GuardPolicy policy) {
        String digest = ServedConfiguration.digestOf(PolicyDocument.write(policy));
        return of(new Policy(name, version, digest, policy.evidenceGraceSeconds()), policy);
    }

    private static EffectivePolicy of(Policy revision, GuardPolicy policy) {
        GuardPolicy redaction = restricted(policy, HELD::contains);
        GuardPolicy attacks = restricted(policy, category -> !HELD.contains(category));
        return new EffectivePolicy(
                revision,
                policy,
                redaction,
                attacks,
                attacks.with(rules ->
                        rules.keeping((category, rule) -> rule.strictest().isStricterThan(Action.FLAG))),
                policy.rules(Stage.OUTPUT).mayAsk()
                        ? policy.with(rules -> rules.insteadOfAsking(Action.BLOCK))
                        : policy,
                redaction.with(rules -> rules.insteadOfStopping(Action.REDACT)),
                redaction.with(rules -> rules.insteadOfAsking(Action.BLOCK)).withoutEncoder(),
                redaction
                        .with(rules -> rules.insteadOfStopping(Action.REDACT).redactingBy(PSEUDONYM))
                        .withoutEncoder());
    }

    /// The policy as it is for a call by this caller on a route of the team.
    public EffectivePolicy forCall(Caller caller, String team, String route) {
        if (!whole.hasExceptions()) {
            return this;
        }
        return of(revision, whole.forCall(caller.rolesIn(team), route));
    }

    /// Whether it looks for anything in what a call sends.
    boolean looksAtInput() {
        return !whole.rules(Stage.INPUT).categories().isEmpty()
                || !whole.rules(Stage.TOOL).categories().isEmpty();
    }

    /// Whether it looks for anything in what a model answers.
    public boolean looksAtAnswers() {
        return !whole.rules(Stage.OUTPUT).categories().isEmpty();
    }

    /// Whether a person may have to decide about what a call sends.
    public boolean mayAskAboutInput() {
        return whole.rules(Stage.INPUT).mayAsk() || whole.rules(Stage.TOOL).mayAsk();
    }

    /// Whether a person may have to decide about what a model says.
    public boolean mayAskAboutAnswers() {
        return whole.rules(Stage.OUTPUT).mayAsk();
    }

    /// The policy for what a call sends when a person has agreed to it.
    public EffectivePolicy approved() {
        return of(revision, whole.with(rules -> rules.insteadOfAsking(Action.FLAG)));
    }

    /// The policy as audit events name it.
    public String label() {
        return revision.label();
    }

    /// What it says about tools.
    public ToolRules tools() {
        return whole.tools();
    }

    private static GuardPolicy restricted(GuardPolicy policy, Predicate<Category> wanted) {
        return policy.with(rules -> rules.keeping((category, rule) -> wanted.test(category)));
    }
}
