package io.plumbline.configuration;

import io.plumbline.configuration.ServedConfiguration.Environment;
import io.plumbline.configuration.ServedConfiguration.Fallback;
import io.plumbline.configuration.ServedConfiguration.Prompt;
import io.plumbline.configuration.ServedConfiguration.Retrieval;
import io.plumbline.configuration.ServedConfiguration.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decides about changes to how production calls are served. Every service that writes such a change uses it, the
/// gateway uses it again when it would serve another configuration than before, and offline verification applies
/// it to the log.
///
/// A configuration is compared with the previous one or, if there was none, with the one that was evaluated: it
/// may differ from that only in parts that the table allows without a gate. Stateless.
public final class ProductionChange {

    private final ChangeRules rules;
    private final RiskTier tier;
    private final Standing standing;

    /// @param tier the strictest tier that the route has served or declared
    public ProductionChange(ChangeRules rules, RiskTier tier, Standing standing) {
        this.rules = rules;
        this.tier = tier;
        this.standing = standing;
    }

    /// The outcome of a decision, in ascending order of strictness.
    public enum Outcome {
        ALLOWED,
        NEEDS_APPROVAL,
        NEEDS_GATE,
        REFUSED
    }

    /// A difference.
    ///
    /// @param place member of the document, such as `/target` or `/fallbacks/0`
    /// @param before the previous value, for people; null for none
    /// @param after the new value, for people; null for none
    /// @param missingGate whether a required gate is missing
    /// @param missingApprovers number of people who must approve it; 0 if enough have approved
    public record Change(
            ChangeKind kind,
            String place,
            @Nullable String before,
            @Nullable String after,
            boolean missingGate,
            int missingApprovers) {}

    /// The outcome for a change as a whole.
    ///
    /// @param changes the differences, in the order of the document
    /// @param approvers number of people who must approve the change as a whole; 0 for none
    public record Decision(Outcome outcome, List<Change> changes, int approvers) {

        public Decision {
            changes = List.copyOf(changes);
        }

        /// The decision if nothing differs.
        public static final Decision NOTHING = new Decision(Outcome.ALLOWED, List.of(), 0);

        /// Combines the decisions about two changes.
        public Decision and(Decision other) {
            List<Change> all = new ArrayList<>(changes);
            other.changes.stream().filter(change -> !all.contains(change)).forEach(all::add);
            return new Decision(
                    outcome.compareTo(other.outcome) >= 0 ? outcome : other.outcome,
                    all,
                    Math.max(approvers, other.approvers));
        }

        static Decision of(List<Change> changes, boolean refused) {
            int approvers =
                    changes.stream().mapToInt(Change::missingApprovers).max().orElse(0);
            Outcome outcome;
            if (refused) {
                outcome = Outcome.REFUSED;
            } else if (changes.stream().anyMatch(Change::missingGate)) {
                outcome = Outcome.NEEDS_GATE;
            } else {
                outcome = approvers > 0 ? Outcome.NEEDS_APPROVAL : Outcome.ALLOWED;
            }
            return new Decision(outcome, changes, approvers);
        }

        /// Whether it requires no more than the other.
        public boolean isNoStricterThan(Decision other) {
            int order = outcome.compareTo(other.outcome);
            return order < 0 || (order == 0 && approvers <= other.approvers);
        }
    }

    /// Decides whether `after` may serve.
    ///
    /// @param before the configuration that served until now; null if none did
    /// @param evaluated the configuration that the target's gates evaluated; null if unknown. Used only if no
    ///     production configuration served until now
    public Decision decide(
            @Nullable ServedConfiguration before, @Nullable ServedConfiguration evaluated, ServedConfiguration after) {
        List<Change> changes = new ArrayList<>();
        if (before != null && before.environment() == Environment.PRODUCTION && isDevelopment(after)) {
            changes.add(plain(ChangeKind.LEAVES_PRODUCTION, "/environment", "PRODUCTION", "DEVELOPMENT"));
        }
        if (isDevelopment(after)) {
            return Decision.of(changes, isRefused(changes));
        }
        ServedConfiguration base = before != null && before.environment() == Environment.PRODUCTION
                ? before
                : asEvaluated(after, evaluated);
        boolean first = before == null || before.environment() != Environment.PRODUCTION;
        target(first ? null : base.target(), after.target(), changes);
        prompt(first ? null : base.prompt(), after.prompt(), after.target(), changes);
        together(first ? null : base, after, changes);
        digest(ChangeKind.HARDENING, "/hardening", base.hardening(), after.hardening(), changes);
        policy(base, after, changes);
        retrieval(base.retrieval(), after.retrieval(), changes);
        digest(ChangeKind.OUTPUT, "/output", base.output(), after.output(), changes);
        fallbacks(first ? List.of() : base.fallbacks(), after, changes);
        shadow(base, after, changes);
        addresses(first ? null : base, after, changes);
        return Decision.of(changes, isRefused(changes));
    }

    /// Decides about a change outside the document, such as the removal of a route.
    public Decision decide(ChangeKind kind, String place, @Nullable String before, @Nullable String after) {
        List<Change> changes = List.of(plain(kind, place, before, after));
        return Decision.of(changes, isRefused(changes));
    }

    private static boolean isDevelopment(ServedConfiguration configuration) {
        return configuration.environment() != Environment.PRODUCTION;
    }

    /// A gate covers the target with its prompt under a policy. Parts around that, for example hardening or the
    /// retrieval of documents, are covered only by approvals.
    private static ServedConfiguration asEvaluated(ServedConfiguration after, @Nullable ServedConfiguration evaluated) {
        return new ServedConfiguration(
                after.environment(),
                after.target(),
                after.prompt(),
                null,
                evaluated == null ? after.policy() : evaluated.policy(),
                null,
                null,
                List.of(),
                null);
    }

    private boolean isRefused(List<Change> changes) {
        return changes.stream().anyMatch(change -> rules.of(change.kind()).refused());
    }

    private void target(@Nullable Target before, Target after, List<Change> changes) {
        if (before == null || !before.answersLike(after)) {
            changes.add(gated(
                    ChangeKind.TARGET,
                    "/target",
                    before == null ? null : before.label(),
                    after.label(),
                    standing.of(after)));
        }
    }

    private void prompt(@Nullable Prompt before, @Nullable Prompt after, Target target, List<Change> changes) {
        if (Objects.equals(before, after)) {
            return;
        }
        String was = before == null ? null : before.label();
        // Without a prompt, the target answers by itself, so its own gates must have passed.
        changes.add(
                after == null
                        ? gated(ChangeKind.PROMPT, "/prompt", was, null, standing.of(target))
                        : gated(ChangeKind.PROMPT, "/prompt", was, after.label(), standing.of(after)));
    }

    /// A prompt's gate covers the model on which it ran. A prompt and a model that have not served together need
    /// a gate that ran both.
    private void together(@Nullable ServedConfiguration before, ServedConfiguration after, List<Change> changes) {
        Prompt prompt = after.prompt();
        boolean served = before != null
                && before.target().answersLike(after.target())
                && Objects.equals(before.prompt(), prompt);
        if (prompt == null || served) {
            return;
        }
        List<ServedConfiguration> ofPrompt = standing.of(prompt).evaluated();
        boolean evaluated = ofPrompt.isEmpty()
                || Stream.concat(ofPrompt.stream(), standing.of(after.target()).evaluated().stream())
                        .anyMatch(each -> each.target().answersLike(after.target()) && prompt.equals(each.prompt()));
        if (!evaluated && rules.of(ChangeKind.PROMPT).gate()) {
            String together = prompt.label() + " on " + after.target().label();
            changes.add(new Change(ChangeKind.PROMPT, "/prompt", null, together, true, 0));
        }
    }

    private void digest(
            ChangeKind kind, String place, @Nullable String before, @Nullable String after, List<Change> changes) {
        if (!Objects.equals(before, after)) {
            changes.add(plain(kind, place, before, after));
        }
    }

    private void retrieval(@Nullable Retrieval before, @Nullable Retrieval after, List<Change> changes) {
        if (!Objects.equals(before, after)) {
            changes.add(plain(
                    ChangeKind.RETRIEVAL,
                    "/retrieval",
                    before == null ? null : before.label(),
                    after == null ? null : after.label()));
        }
    }

    private void policy(ServedConfiguration base, ServedConfiguration after, List<Change> changes) {
        if (base.policy().equals(after.policy())) {
            return;
        }
        String was = base.policy().label();
        String is = after.policy().label();
        // Approval of a policy's revision is not approval to use it in place of another policy.
        boolean revised = base.policy().name().equals(after.policy().name());
        int approvers = revised ? standing.approvers(after.policy()) : 0;
        boolean stricter = base.policy().digest().equals(after.policy().digest())
                || (standing.isAtLeastAsStrict(after.policy(), base.policy())
                        && after.policy().graceSeconds() <= base.policy().graceSeconds());
        changes.add(
                stricter
                        ? plain(ChangeKind.POLICY_STRICTER, "/policy", was, is)
                        : approved(ChangeKind.POLICY_LOOSER, "/policy", was, is, approvers));
    }

    private void fallbacks(List<Fallback> before, ServedConfiguration after, List<Change> changes) {
        List<Fallback> now = after.fallbacks();
        for (int i = 0; i < now.size(); i++) {
            Target target = now.get(i).target();
            boolean known = after.target().answersLike(target)
                    || before.stream().anyMatch(each -> each.target().answersLike(target));
            if (!known) {
                changes.add(
                        gated(ChangeKind.FALLBACK_ADDED, "/fallbacks/" + i, null, target.label(), standing.of(target)));
            }
        }
        for (int i = 0; i < before.size(); i++) {
            Target target = before.get(i).target();
            if (now.stream().noneMatch(each -> each.target().answersLike(target))) {
                changes.add(plain(ChangeKind.FALLBACK_REMOVED, "/fallbacks/" + i, target.label(), null));
            }
        }
    }

    private void shadow(ServedConfiguration base, ServedConfiguration after, List<Change> changes) {
        ServedConfiguration.Shadow was = base.shadow();
        ServedConfiguration.Shadow is = after.shadow();
        if (Objects.equals(was, is)) {
            return;
        }
        String before = was == null ? null : was.target().label();
        if (is == null) {
            changes.add(plain(ChangeKind.SHADOW, "/shadow", before, null));
            return;
        }
        // A vendor that answers receives the calls anyway, and so does one that received copies until now.
        boolean known = after.answering().anyMatch(target -> isSamePlace(target, is.target()))
                || (was != null && isSamePlace(was.target(), is.target()) && is.share() <= was.share());
        changes.add(plain(
                known ? ChangeKind.SHADOW : ChangeKind.SHADOW_OTHER_VENDOR,
                "/shadow",
                before,
                is.target().label()));
    }

    private static boolean isSamePlace(Target one, Target other) {
        return one.provider().equals(other.provider());
    }

    /// Adds a change for each provider whose address is not that of the previous configuration or, if it is new
    /// there, one at which the version was evaluated.
    private void addresses(@Nullable ServedConfiguration before, ServedConfiguration after, List<Change> changes) {
        after.everyTarget().forEach(target -> {
            ServedConfiguration.Provider provider = target.provider();
            List<ServedConfiguration.Provider> known = before == null
                    ? List.of()
                    : before.everyTarget()
                            .map(Target::provider)
                            .filter(each -> each.name().equals(provider.name()))
                            .toList();
            if (known.isEmpty() && target.model() != null) {
                known = standing.of(target).evaluated().stream()
                        .flatMap(ServedConfiguration::everyTarget)
                        .map(Target::provider)
                        .filter(each -> each.name().equals(provider.name()))
                        .toList();
            }
            boolean told = changes.stream()
                    .anyMatch(change -> change.kind() == ChangeKind.PROVIDER_ADDRESS
                            && change.place().equals("/providers/" + provider.name()));
            if (!known.isEmpty() && !known.contains(provider) && !told) {
                changes.add(plain(
                        ChangeKind.PROVIDER_ADDRESS,
                        "/providers/" + provider.name(),
                        known.getFirst().kind() + " " + known.getFirst().baseUrl(),
                        provider.kind() + " " + provider.baseUrl()));
            }
        });
    }

    private Change plain(ChangeKind kind, String place, @Nullable String before, @Nullable String after) {
        return approved(kind, place, before, after, 0);
    }

    private Change approved(
            ChangeKind kind, String place, @Nullable String before, @Nullable String after, int approvers) {
        return new Change(kind, place, before, after, false, missing(kind, approvers));
    }

    private Change gated(
            ChangeKind kind,
            String place,
            @Nullable String before,
            @Nullable String after,
            Standing.OfVersion version) {
        return new Change(
                kind,
                place,
                before,
                after,
                rules.of(kind).gate() && !version.gated(),
                missing(kind, version.approvers()));
    }

    private int missing(ChangeKind kind, int approvers) {
        int needed = rules.of(kind).approvers(tier);
        return approvers >= needed ? 0 : needed;
    }
}
