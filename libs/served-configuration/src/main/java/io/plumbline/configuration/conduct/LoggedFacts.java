package io.plumbline.configuration.conduct;

import io.plumbline.audit.AuditEvent;
import io.plumbline.configuration.ChangeRules;
import io.plumbline.configuration.RestsOn;
import io.plumbline.configuration.RiskTier;
import io.plumbline.configuration.ServedConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The facts in the log about models, prompts, suites, gates, approvals and policies, each with its time. Not
/// thread-safe.
final class LoggedFacts {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String VERSION = "-version";

    private final LoggedGates gates = new LoggedGates(id -> approval(id).map(each -> each.revokedAt));
    private final Map<String, TreeMap<Instant, Rules>> rules = new HashMap<>();
    private final Map<String, TreeMap<Instant, String>> stages = new HashMap<>();
    private final Map<String, Approval> approvals = new HashMap<>();
    private final Map<String, TreeMap<Integer, Revision>> policies = new HashMap<>();
    private final TreeMap<Instant, ChangeRules> tables = new TreeMap<>();

    private final LoggedPeople people = new LoggedPeople();

    /// The requirements of a model or prompt.
    record Rules(RiskTier tier, List<String> suites) {}

    /// @param looser whether it permits something that the version compared with did not
    /// @param comparedWith number of that version: an earlier version of the same policy; 0 for none
    /// @param approvalId null if it needed no approval
    private record Revision(
            boolean looser,
            int comparedWith,
            int approvers,
            @Nullable UUID approvalId) {}

    /// An approval and its decisions.
    static final class Approval {
        private final List<String> excluded;
        private final String action;
        private final String resource;
        private final LoggedPeople people;
        private final List<Given> given = new ArrayList<>();
        private @Nullable Instant rejectedAt;
        private @Nullable Instant revokedAt;

        /// @param with what the actor decided with; empty where the log does not say it
        private record Given(Instant time, String actor, String with) {}

        /// @param excluded who cannot decide: the requester, and others that the request names
        Approval(LoggedPeople people, List<String> excluded, String action, String resource) {
            this.people = people;
            this.excluded = excluded;
            this.action = action;
            this.resource = resource;
        }

        String action() {
            return action;
        }

        String resource() {
            return resource;
        }

        /// Returns the number of people other than the excluded ones who had approved it by that time. A machine's key
        /// counts as those who were given a secret of it, and for nobody if one of them may be excluded.
        int at(Instant time) {
            if ((revokedAt != null && !revokedAt.isAfter(time)) || (rejectedAt != null && !rejectedAt.isAfter(time))) {
                return 0;
            }
            Set<String> counted = new HashSet<>();
            int approvers = 0;
            for (Given each : given) {
                Set<String> deciding = people.of(each.actor(), each.with());
                boolean machine = each.with().equals(LoggedPeople.MACHINE_KEY);
                boolean mayDecide = excluded.stream()
                        .map(actor -> machine ? people.of(actor, "") : Set.of(people.self(actor)))
                        .allMatch(others -> Collections.disjoint(deciding, others));
                if (!each.time().isAfter(time) && mayDecide && Collections.disjoint(deciding, counted)) {
                    counted.addAll(deciding);
                    approvers++;
                }
            }
            return approvers;
        }
    }

    void take(AuditEvent event) {
        switch (event.action()) {
            case "registry.model.registered", "registry.model.changed" -> rules("model:", event);
            case "registry.prompt.registered", "registry.prompt.changed" -> rules("prompt:", event);
            case "registry.pointer.moved" -> pointer(event);
            case "registry.evaluation.recorded" -> gates.result(version(event), event);
            case "eval.suite.stored" -> gates.suite(event);
            case "eval.gate.finished" -> gates.gate(event);
            case "governance.key.created" -> people.created(event);
            case "governance.key.rotated" -> people.rotated(event);
            case "governance.approval.requested" ->
                approvals.put(
                        event.resource().id(),
                        new Approval(people, excluded(event), text(event, "action"), text(event, "resource")));
            case "governance.approval.decided" -> decided(event);
            case "governance.approval.revoked" -> approval(event).ifPresent(each -> each.revokedAt = event.time());
            case "governance.policy.changed" -> policy(event);
            case "governance.changeRules.inForce" -> table(event);
            default -> {}
        }
    }

    private static List<String> excluded(AuditEvent event) {
        List<String> excluded = new ArrayList<>();
        excluded.add(text(event, "requestedBy"));
        attributes(event).path("excluded").valueStream().map(JsonNode::asString).forEach(excluded::add);
        return excluded;
    }

    private void rules(String kind, AuditEvent event) {
        JsonNode attributes = attributes(event);
        List<String> required = attributes
                .path("requiredSuites")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        rules.computeIfAbsent(kind + event.resource().id(), _ -> new TreeMap<>())
                .put(
                        event.time(),
                        new Rules(RiskTier.valueOf(attributes.path("riskTier").asString()), required));
    }

    private void pointer(AuditEvent event) {
        JsonNode attributes = attributes(event);
        String kind = kind(event);
        String name = event.resource().id();
        if (attributes.hasNonNull("toStage") && event.resource().version() != null) {
            String pointer = attributes.path("pointer").asString();
            String version = pointer.equals("production") && attributes.hasNonNull("toVersion")
                    ? attributes.path("toVersion").asString()
                    : event.resource().version();
            stages.computeIfAbsent(kind + name + "@" + version, _ -> new TreeMap<>())
                    .put(event.time(), attributes.path("toStage").asString());
        }
    }

    private static String kind(AuditEvent event) {
        String type = event.resource().type();
        return (type.endsWith(VERSION) ? type.substring(0, type.length() - VERSION.length()) : type) + ":";
    }

    private static String version(AuditEvent event) {
        return kind(event) + event.resource().id() + "@" + event.resource().version();
    }

    private Optional<Approval> approval(AuditEvent event) {
        return Optional.ofNullable(approvals.get(event.resource().id()));
    }

    private void decided(AuditEvent event) {
        boolean approves = text(event, "decision").equals("APPROVE");
        approval(event).ifPresent(each -> {
            if (approves) {
                each.given.add(new Approval.Given(
                        event.time(),
                        event.actor().id(),
                        String.valueOf(event.attributes().getOrDefault("decidedWith", ""))));
            } else {
                each.rejectedAt = event.time();
            }
        });
    }

    private void policy(AuditEvent event) {
        JsonNode attributes = attributes(event);
        String version = event.resource().version();
        if (version != null) {
            policies.computeIfAbsent(event.resource().id(), _ -> new TreeMap<>())
                    .put(
                            Integer.valueOf(version),
                            new Revision(
                                    !attributes.path("looser").isEmpty(),
                                    comparedWith(event, attributes),
                                    attributes.path("approvers").asInt(),
                                    attributes.hasNonNull("approvalId")
                                            ? UUID.fromString(attributes
                                                    .path("approvalId")
                                                    .asString())
                                            : null));
        }
    }

    private static int comparedWith(AuditEvent event, JsonNode attributes) {
        String label = attributes.path("comparedWith").asString("");
        String prefix = event.resource().id() + "@";
        return label.startsWith(prefix) ? Integer.parseInt(label.substring(prefix.length())) : 0;
    }

    private void table(AuditEvent event) {
        try {
            tables.put(
                    event.time(),
                    JSON.convertValue(Map.of("rules", event.attributes().get("rules")), ChangeRules.class));
        } catch (RuntimeException e) {
            tables.put(event.time(), ChangeRules.STANDARD);
        }
    }

    static JsonNode attributes(AuditEvent event) {
        return JSON.valueToTree(event.attributes());
    }

    private static String text(AuditEvent event, String name) {
        return String.valueOf(event.attributes().get(name));
    }

    ChangeRules table(Instant time) {
        Map.Entry<Instant, ChangeRules> entry = tables.floorEntry(time);
        return entry == null ? ChangeRules.STANDARD : entry.getValue();
    }

    Optional<Approval> approval(@Nullable String id) {
        return id == null ? Optional.empty() : Optional.ofNullable(approvals.get(id));
    }

    /// Returns when the first of these approvals was revoked; null if none was.
    @Nullable
    Instant revokedAt(RestsOn approvals) {
        return approvals.all().stream()
                .flatMap(id -> approval(id.toString()).stream())
                .flatMap(each -> Stream.ofNullable(each.revokedAt))
                .min(Instant::compareTo)
                .orElse(null);
    }

    /// Returns the tier of a model or prompt at that time.
    ///
    /// @param asset `model:NAME` or `prompt:NAME`
    RiskTier tier(String asset, Instant time) {
        return rulesOf(asset, time).map(Rules::tier).orElse(RiskTier.MINIMAL);
    }

    private Optional<Rules> rulesOf(String asset, Instant time) {
        return Optional.ofNullable(rules.get(asset))
                .map(history -> history.floorEntry(time))
                .map(Map.Entry::getValue);
    }

    /// Returns the configurations with which gates of a version passed.
    ///
    /// @param version `model:NAME@V` or `prompt:NAME@V`
    List<ServedConfiguration> evaluated(String version) {
        return gates.evaluated(version);
    }

    /// Returns the number of people who had approved a version by that time, since it was last archived.
    ///
    /// @param version `model:NAME@V` or `prompt:NAME@V`
    int approvers(String version, Instant time) {
        String kind = version.substring(0, version.indexOf(':'));
        String resource = kind + VERSION + version.substring(version.indexOf(':'));
        Instant archived = archived(version, time);
        return approvals.values().stream()
                .filter(each ->
                        each.resource().equals(resource) && each.action().equals("registry." + kind + ".promote"))
                .filter(each -> archived == null
                        || each.given.isEmpty()
                        || each.given.getFirst().time().isAfter(archived))
                .mapToInt(each -> each.at(time))
                .max()
                .orElse(0);
    }

    private @Nullable Instant archived(String version, Instant time) {
        TreeMap<Instant, String> history = stages.get(version);
        return history == null
                ? null
                : history.headMap(time, true).entrySet().stream()
                        .filter(each -> each.getValue().equals("ARCHIVED"))
                        .map(Map.Entry::getKey)
                        .reduce((_, last) -> last)
                        .orElse(null);
    }

    /// Whether it was in production before that time and has not been archived since.
    private boolean isReturning(String version, Instant time) {
        Instant archived = archived(version, time);
        TreeMap<Instant, String> history = stages.get(version);
        return history != null
                && history.headMap(time, true).entrySet().stream()
                        .anyMatch(each -> each.getValue().equals("PRODUCTION")
                                && (archived == null || each.getKey().isAfter(archived)));
    }

    /// Returns the time since which a version had no longer been gated at that time; null if it was gated,
    /// [Instant#MIN] if it never had been.
    ///
    /// @param version `model:NAME@V` or `prompt:NAME@V`
    @Nullable
    Instant ungatedSince(String version, Instant time) {
        return gates.ungatedSince(version, required(version, time), time);
    }

    private List<String> required(String version, Instant time) {
        String asset = version.substring(0, version.lastIndexOf('@'));
        return rulesOf(asset, time).map(Rules::suites).orElse(List.of());
    }

    /// Whether a version may enter production then: its gates hold or, if it returns, none has failed.
    boolean mayEnter(String version, Instant time) {
        List<String> required = required(version, time);
        return gates.ungatedSince(version, required, time) == null
                || (isReturning(version, time) && gates.hasNoFailure(version, required, time));
    }

    /// Whether a version of a policy was compared with `than`, directly or through versions between them, and
    /// none was looser than the one compared with; empty for two different policies, which the log does not
    /// compare.
    Optional<Boolean> isStricter(ServedConfiguration.Policy policy, ServedConfiguration.Policy than) {
        if (!policy.name().equals(than.name())) {
            return Optional.empty();
        }
        int version = policy.version();
        while (version > than.version()) {
            Revision revision = revision(policy.name(), version);
            if (revision != null && revision.looser()) {
                return Optional.of(false);
            }
            int compared = revision == null ? 0 : revision.comparedWith();
            version = compared > 0 && compared < version ? compared : version - 1;
        }
        return Optional.of(version == than.version());
    }

    private @Nullable Revision revision(String policy, int version) {
        return policies.getOrDefault(policy, new TreeMap<>()).get(version);
    }

    /// Returns the number of people who approved a revision of a policy by that time: at most the number that the
    /// log has for the named approval.
    int approvers(ServedConfiguration.Policy policy, Instant time) {
        Revision revision = revision(policy.name(), policy.version());
        if (revision == null) {
            return 0;
        }
        UUID approval = revision.approvalId();
        return approval == null
                ? revision.approvers()
                : Math.min(
                        revision.approvers(),
                        approval(approval.toString()).map(each -> each.at(time)).orElse(0));
    }

    /// Returns the approval of a revision of a policy; null if it needed none.
    @Nullable
    UUID approvalOf(ServedConfiguration.Policy policy) {
        Revision revision = revision(policy.name(), policy.version());
        return revision == null ? null : revision.approvalId();
    }

    /// The maximum clock difference between services and lag of replicas.
    static final Duration TOLERANCE = Duration.ofSeconds(5);
}
