package io.plumbline.gateway.guard.policy;

import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.configuration.ServedConfiguration.Policy;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.document.PolicyDocument;
import io.plumbline.guardrails.tool.ToolRules;
import io.plumbline.kit.security.Caller;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.operator.Operator;
import io.plumbline.personaldata.redact.Action;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/// A version of a guard policy, ready for use.
///
/// @param revision identifies the version: the digest of its document
/// @param whole the complete policy
/// @param redaction its rules on what a text contains, for text that cannot attack
/// @param attacks its rules on what a text does and means, for text that is redacted elsewhere
/// @param barring the rules of `attacks` that do more than flag: a streamed text must satisfy them before it is
///     released
/// @param unasked the policy for a text of an answer that no one sees, and for passages of knowledge bases, so that
///     approval is impossible: what would require it is blocked
/// @param kept its rules on what a text contains, for text that is only stored or shown to people: what would be
///     blocked is redacted
/// @param loose its rules on what a text contains, by rules alone, for text that is released unchanged or not at
///     all and has no sentences, such as the words that a model might have chosen
/// @param pseudonyms its rules on what a text contains, by rules alone, for identifiers: what would be redacted
///     or blocked becomes a pseudonym
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

    /// The shortest hash, since providers limit the length of identifiers.
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
                                || policy.rules(Stage.RETRIEVAL).mayAsk()
                        ? policy.with(rules -> rules.insteadOfAsking(Action.BLOCK))
                        : policy,
                redaction.with(rules -> rules.insteadOfStopping(Action.REDACT)),
                redaction.with(rules -> rules.insteadOfAsking(Action.BLOCK)).withoutEncoder(),
                redaction
                        .with(rules -> rules.insteadOfStopping(Action.REDACT).redactingBy(PSEUDONYM))
                        .withoutEncoder());
    }

    /// Returns the policy for a call by this caller on a route of the team.
    public EffectivePolicy forCall(Caller caller, String team, String route) {
        if (!whole.hasExceptions()) {
            return this;
        }
        return of(revision, whole.forCall(caller.rolesIn(team), route));
    }

    /// Whether it inspects the input of a call.
    public boolean looksAtInput() {
        return !whole.rules(Stage.INPUT).categories().isEmpty()
                || !whole.rules(Stage.TOOL).categories().isEmpty();
    }

    /// Whether it inspects passages of knowledge bases.
    public boolean looksAtPassages() {
        return !whole.rules(Stage.RETRIEVAL).categories().isEmpty();
    }

    /// Whether it inspects answers.
    public boolean looksAtAnswers() {
        return !whole.rules(Stage.OUTPUT).categories().isEmpty();
    }

    /// Whether the input of a call may require an approval.
    public boolean mayAskAboutInput() {
        return whole.rules(Stage.INPUT).mayAsk() || whole.rules(Stage.TOOL).mayAsk();
    }

    /// Whether an answer may require an approval.
    public boolean mayAskAboutAnswers() {
        return whole.rules(Stage.OUTPUT).mayAsk();
    }

    /// Returns the policy for approved input.
    public EffectivePolicy approved() {
        return of(revision, whole.with(rules -> rules.insteadOfAsking(Action.FLAG)));
    }

    /// Returns the policy's name in audit events.
    public String label() {
        return revision.label();
    }

    /// Returns its rules for tools.
    public ToolRules tools() {
        return whole.tools();
    }

    private static GuardPolicy restricted(GuardPolicy policy, Predicate<Category> wanted) {
        return policy.with(rules -> rules.keeping((category, rule) -> wanted.test(category)));
    }
}
