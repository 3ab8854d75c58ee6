package io.plumbline.guardrails.policy.order;

import io.plumbline.guardrails.policy.Additions;
import io.plumbline.guardrails.policy.Allowed;
import io.plumbline.guardrails.policy.CustomRecognizer;
import io.plumbline.guardrails.policy.Denied;
import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Measure;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.RuleException;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.guardrails.policy.document.PolicyDocument;
import io.plumbline.guardrails.policy.order.FirstMatch.Pair;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.operator.Operator;
import io.plumbline.personaldata.redact.Action;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The order of guard policies by strictness. A policy is at least as strict as another if it treats every text
/// of every call at least as strictly: it does the same or more about whatever the other blocks, asks about,
/// redacts or flags, and its redactions reveal no more of a value. Most policies are not comparable; each is then
/// looser than the other.
///
/// Any difference counts as looser unless a rule here shows that it is stricter. A difference in a document
/// member that this class does not know therefore counts as looser in either direction. Three things are ignored
/// on purpose: that more detectors need more time, the words of a `message`, and which operator applies where two
/// redactions overlap.
public final class PolicyOrder {

    /// The maximum number of reported places.
    public static final int MOST = 50;

    private static final Measure NOTHING = Measure.of(Action.ALLOW);

    private final GuardPolicy before;
    private final GuardPolicy after;
    private final TreeSet<String> looser = new TreeSet<>();

    private PolicyOrder(GuardPolicy before, GuardPolicy after) {
        this.before = before;
        this.after = after;
    }

    /// Where a policy is looser than another, as JSON Pointers into its document, or into the other's for members
    /// that it lacks; in ascending order, at most [#MOST]. Empty if it is at least as strict.
    public static List<String> looser(GuardPolicy policy, GuardPolicy than) {
        if (policy.equals(than)) {
            return List.of();
        }
        PolicyOrder order = new PolicyOrder(than, policy);
        order.looser.addAll(ComparedMembers.others(PolicyDocument.write(than), PolicyDocument.write(policy)));
        order.whole();
        for (Stage stage : Stage.values()) {
            order.stage(stage);
        }
        order.detectors();
        ToolOrder.looser(than.tools(), policy.tools()).forEach(place -> order.looser.add("/tools" + place));
        order.additions(than.additions(), policy.additions());
        return order.looser.stream().limit(MOST).toList();
    }

    private void whole() {
        if (after.evidenceGraceSeconds() > before.evidenceGraceSeconds()) {
            looser.add("/evidenceGraceSeconds");
        }
        // In ascending order of how well a model tells the marked text from its instructions.
        if (before.spotlight() != null
                && (after.spotlight() == null || after.spotlight().compareTo(before.spotlight()) < 0)) {
            looser.add("/spotlight");
        }
        if (after.placeholders().compareTo(before.placeholders()) < 0) {
            looser.add("/placeholders");
        }
        // In ascending order of what is let pass.
        if (after.egress().routingMembers().compareTo(before.egress().routingMembers()) > 0) {
            looser.add("/egress/routingMembers");
        }
        if (!before.egress().allowedHosts().containsAll(after.egress().allowedHosts())) {
            looser.add("/egress/allowedHosts");
        }
    }

    private void stage(Stage stage) {
        StageRules was = before.rules(stage);
        StageRules is = after.rules(stage);
        String pointer = "/stages/" + stage.wireName();
        Set<Category> categories = new TreeSet<>(was.categories());
        categories.addAll(is.categories());
        for (Category category : categories) {
            String place = pointer + "/" + category.wireName();
            Rule rule = was.rule(category);
            Rule now = is.rule(category);
            measures(place, rule, now);
            if (rule != null && was.effective().contains(category)) {
                if (now != null) {
                    conditions(place, rule, now);
                }
                new Failing(pointer, category, was, is).compare();
            }
        }
    }

    private void conditions(String place, Rule was, Rule is) {
        Set<String> languages = is.scope().languages();
        if (!languages.isEmpty()
                && (was.scope().languages().isEmpty()
                        || !languages.containsAll(was.scope().languages()))) {
            looser.add(place + "/languages");
        }
        if (was.canary() && !is.canary()) {
            looser.add(place + "/canary");
        }
    }

    /// Compares the measure for each entity, under each combination of exceptions.
    private void measures(String place, @Nullable Rule was, @Nullable Rule is) {
        Set<String> entities = new HashSet<>();
        for (Rule each : new Rule[] {was, is}) {
            if (each != null) {
                entities.addAll(each.entities());
                entities.addAll(each.entityRules().keySet());
            }
        }
        List<@Nullable String> all = new ArrayList<>(entities);
        all.add(null);
        for (Pair<RuleException> pair :
                FirstMatch.pairs(exceptions(was), exceptions(is), RuleException::covers, RuleException::meets)) {
            for (String entity : all) {
                String member = looserMember(measure(was, entity, pair.before()), measure(is, entity, pair.after()));
                if (member != null) {
                    boolean usual = pair.before() == null && pair.after() == null;
                    looser.add(usual ? placeOf(place, was, is, entity, member) : place + "/exceptions");
                }
            }
        }
    }

    private static List<RuleException> exceptions(@Nullable Rule rule) {
        return rule == null ? List.of() : rule.scope().exceptions();
    }

    /// @param entity null for one that no rule names
    private static Measure measure(@Nullable Rule rule, @Nullable String entity, @Nullable RuleException exception) {
        if (rule == null || !isMeant(rule, entity)) {
            return NOTHING;
        }
        Measure measure = entity == null ? rule.measure() : rule.measureFor(entity);
        return exception == null ? measure : Rule.excepted(measure, exception.action());
    }

    private static boolean isMeant(Rule rule, @Nullable String entity) {
        return rule.entities().isEmpty() || (entity != null && rule.entities().contains(entity));
    }

    private static String placeOf(
            String place, @Nullable Rule was, @Nullable Rule is, @Nullable String entity, String member) {
        if (is == null) {
            return place;
        }
        if (was != null && isMeant(was, entity) && !isMeant(is, entity)) {
            return place + "/entities";
        }
        if (entity != null
                && (is.entityRules().containsKey(entity)
                        || (was != null && was.entityRules().containsKey(entity)))) {
            return ComparedMembers.at(place + "/entityRules", entity) + "/" + member;
        }
        return place + "/" + member;
    }

    /// The member that makes a measure looser than another; null if none does. Both are step functions of the
    /// score; comparing them where a step begins is enough.
    private static @Nullable String looserMember(Measure was, Measure is) {
        Set<Double> scores = new TreeSet<>();
        for (Measure each : List.of(was, is)) {
            scores.add(each.threshold());
            each.escalate().forEach(step -> scores.add(step.from()));
        }
        for (double score : scores) {
            Action done = was.at(score);
            Action now = is.at(score);
            if (done.isStricterThan(now)) {
                if (was.action().isStricterThan(is.action())) {
                    return "action";
                }
                return is.threshold() > was.threshold() ? "threshold" : "escalate";
            }
            boolean hides = now != Action.REDACT
                    || (done == Action.REDACT ? hidesAtLeast(is.operator(), was.operator()) : !shows(is.operator()));
            if (!hides) {
                return "operator";
            }
        }
        return null;
    }

    /// Whether the result of one operator reveals nothing that the other hides, to the model or to the caller.
    private static boolean hidesAtLeast(Operator is, Operator was) {
        if (is.equals(was)) {
            return true;
        }
        return switch (is) {
            case Operator.Remove _ -> true;
            case Operator.Replace replace -> replace.newValue() == null && !(was instanceof Operator.Remove);
            case Operator.Mask mask ->
                was instanceof Operator.Keep
                        || (was instanceof Operator.Mask other
                                && mask.character() == other.character()
                                && mask.keepFirst() <= other.keepFirst()
                                && mask.keepLast() <= other.keepLast());
            default -> was instanceof Operator.Keep && !shows(is);
        };
    }

    /// Whether it keeps the value, or reveals an encrypted one.
    private static boolean shows(Operator operator) {
        return operator instanceof Operator.Keep
                || operator instanceof Operator.Decrypt
                || operator instanceof Operator.FormatReveal;
    }

    /// The behaviour when a relevant category is not inspected in time.
    private final class Failing {

        private final String stage;
        private final String rule;
        private final Rule.@Nullable Failure ruleWas;
        private final Rule.@Nullable Failure ruleIs;
        private final Rule.Failure stageWas;
        private final Rule.Failure stageIs;
        private final FailureMode was;
        private final FailureMode is;

        Failing(String stage, Category category, StageRules rulesWere, StageRules rulesAre) {
            this.stage = stage;
            this.rule = stage + "/" + category.wireName();
            this.ruleWas = failure(rulesWere.rule(category));
            this.ruleIs = failure(rulesAre.rule(category));
            this.stageWas = rulesWere.failure();
            this.stageIs = rulesAre.failure();
            this.was = before.onFailure(rulesWere, category);
            this.is = after.onFailure(rulesAre, category);
        }

        private static Rule.@Nullable Failure failure(@Nullable Rule rule) {
            return rule == null ? null : rule.failure();
        }

        void compare() {
            if (was == FailureMode.CLOSED && is == FailureMode.OPEN) {
                looser.add(placeOfMode() + "/onFailure");
            } else if (was == is) {
                overload();
                time(rule, milliseconds(ruleWas), milliseconds(ruleIs));
                time(stage, milliseconds(stageWas), milliseconds(stageIs));
                time("", before.timeoutMs(), after.timeoutMs());
            }
        }

        /// If the policy is open, texts that the encoder had no time for pass in either mode.
        private void overload() {
            if (is == FailureMode.CLOSED && after.onOverload().compareTo(before.onOverload()) > 0) {
                looser.add("/onOverload");
            }
        }

        private String placeOfMode() {
            if (ruleIs != null && ruleWas != null && ruleIs.mode() != ruleWas.mode()) {
                return rule;
            }
            return stageIs.mode() == stageWas.mode() ? "" : stage;
        }

        private static int milliseconds(Rule.@Nullable Failure failure) {
            return failure == null || failure.timeoutMs() == null ? Integer.MAX_VALUE : failure.timeoutMs();
        }

        /// A text that takes longer passes if the policy is open and is blocked if it is closed.
        private void time(String place, int millisWere, int millisAre) {
            if (is == FailureMode.OPEN ? millisAre < millisWere : millisAre > millisWere) {
                looser.add(place + "/timeoutMs");
            }
        }
    }

    private void detectors() {
        Set<String> changed = new TreeSet<>(after.switchedOff());
        changed.removeAll(before.switchedOff());
        Set<String> on = new TreeSet<>(before.switchedOff());
        on.removeAll(after.switchedOff());
        // With vectors, less is found of what is harmless: neither finds all that the other does.
        if (!showsSomething()) {
            on.removeIf(name -> !name.equals(GuardPolicy.ENCODER) && !name.equals(GuardPolicy.CASCADE));
        }
        changed.addAll(on);
        changed.forEach(name -> looser.add(ComparedMembers.at("/detectors", name)));
    }

    /// Whether a redaction may keep a value. An additional finding may then take precedence over one that would
    /// hide the value.
    private boolean showsSomething() {
        return after.stages().values().stream()
                .flatMap(rules -> rules.asMap().values().stream())
                .flatMap(rule -> {
                    List<Measure> all = new ArrayList<>(rule.entityRules().values());
                    all.add(rule.measure());
                    return all.stream();
                })
                .anyMatch(measure -> measure.mayDo(Set.of(Action.REDACT)) && shows(measure.operator()));
    }

    private void additions(Additions was, Additions is) {
        if (!is.allowed().stream().allMatch(entry -> anyMatch(was.allowed(), other -> isNarrower(entry, other)))) {
            looser.add("/allowList");
        }
        boolean shows = showsSomething();
        if ((shows && !was.denied().containsAll(is.denied()))
                || !was.denied().stream().allMatch(entry -> anyMatch(is.denied(), other -> isSurer(other, entry)))) {
            looser.add("/denyList");
        }
        if ((shows && !was.recognizers().containsAll(is.recognizers()))
                || !was.recognizers().stream()
                        .allMatch(entry -> anyMatch(is.recognizers(), other -> findsAtLeast(other, entry)))) {
            looser.add("/customRecognizers");
        }
    }

    private static <T> boolean anyMatch(Collection<T> all, Function<T, Boolean> wanted) {
        return all.stream().anyMatch(wanted::apply);
    }

    private static boolean isNarrower(Allowed is, Allowed was) {
        return Objects.equals(is.value(), was.value())
                && Objects.equals(is.pattern(), was.pattern())
                && (was.anyCase() || !is.anyCase())
                && (was.entities().isEmpty()
                        || (!is.entities().isEmpty() && was.entities().containsAll(is.entities())));
    }

    private static boolean isSurer(Denied is, Denied was) {
        return is.value().toLowerCase(Locale.ROOT).equals(was.value().toLowerCase(Locale.ROOT))
                && is.entityType().equals(was.entityType())
                && is.category() == was.category()
                && is.score() >= was.score();
    }

    private static boolean findsAtLeast(CustomRecognizer is, CustomRecognizer was) {
        return is.name().equals(was.name())
                && is.entityType().equals(was.entityType())
                && is.category() == was.category()
                && is.checksum() == was.checksum()
                && is.context().containsAll(was.context())
                && (is.languages().isEmpty()
                        || (!was.languages().isEmpty() && is.languages().containsAll(was.languages())))
                && was.patterns().stream()
                        .allMatch(pattern -> anyMatch(
                                is.patterns(),
                                other -> other.regex().equals(pattern.regex()) && other.score() >= pattern.score()));
    }
}
