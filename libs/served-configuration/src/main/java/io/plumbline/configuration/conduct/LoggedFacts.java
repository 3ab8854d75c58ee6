package io.plumbline.configuration.conduct;

import io.plumbline.audit.AuditEvent;
import io.plumbline.configuration.ChangeRules;
import io.plumbline.configuration.RiskTier;
import io.plumbline.configuration.ServedConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The facts in the log about models, prompts, suites, gates, approvals and policies, each with its time. Not
/// thread-safe.
final class LoggedFacts {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String VERSION = "-version";

    private final Map<String, TreeMap<Instant, Rules>> rules = new HashMap<>();
    private final Map<String, TreeMap<Instant, Integer>> suites = new HashMap<>();
    private final Map<String, String> verdicts = new HashMap<>();
    private final Map<String, Map<String, List<Result>>> results = new HashMap<>();
    private final Map<String, List<ServedConfiguration>> evaluated = new HashMap<>();
    private final Map<String, TreeMap<Instant, String>> stages = new HashMap<>();
    private final Map<String, Approval> approvals = new HashMap<>();
    private final Map<String, TreeMap<Integer, Revision>> policies = new HashMap<>();
    private final TreeMap<Instant, ChangeRules> tables = new TreeMap<>();

    /// The requirements of a model or prompt.
    record Rules(RiskTier tier, List<String> suites) {}

    /// A gate's result for a version; for a prompt, on one model.
    private record Result(Instant time, @Nullable Integer revision, boolean passed, String model, String runId) {}

    /// @param looser whether it lets something pass that the previous version did not
    private record Revision(boolean looser, int approvers, Instant time) {}

    /// An approval and its decisions.
    static final class Approval {
        private final String requestedBy;
        private final String action;
        private final String resource;
        private final TreeMap<Instant, String> approvedBy = new TreeMap<>();
        private @Nullable Instant rejectedAt;
        private @Nullable Instant revokedAt;

        Approval(String requestedBy, String action, String resource) {
            this.requestedBy = requestedBy;
            this.action = action;
            this.resource = resource;
        }

        String action() {
            return action;
        }

        String resource() {
            return resource;
        }

        /// Returns the number of people other than the requester who had approved it by that time.
        int at(Instant time) {
            if ((revokedAt != null && !revokedAt.isAfter(time)) || (rejectedAt != null && !rejectedAt.isAfter(time))) {
                return 0;
            }
            Set<String> people = new HashSet<>(approvedBy.headMap(time, true).values());
            people.remove(requestedBy);
            return people.size();
        }
    }

    void take(AuditEvent event) {
        switch (event.action()) {
            case "registry.model.registered", "registry.model.changed" -> rules("model:", event);
            case "registry.prompt.registered", "registry.prompt.changed" -> rules("prompt:", event);
            case "registry.pointer.moved" -> pointer(event);
            case "registry.evaluation.recorded" -> result(event);
            case "eval.suite.stored" -> suite(event);
            case "eval.gate.finished" -> gate(event);
            case "governance.approval.requested" ->
                approvals.put(
                        event.resource().id(),
                        new Approval(text(event, "requestedBy"), text(event, "action"), text(event, "resource")));
            case "governance.approval.decided" -> decided(event);
            case "governance.approval.revoked" -> approval(event).ifPresent(each -> each.revokedAt = event.time());
            case "governance.policy.changed" -> policy(event);
            case "governance.changeRules.inForce" -> table(event);
            default -> {}
        }
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

    private void result(AuditEvent event) {
        JsonNode attributes = attributes(event);
        String verdict = attributes.path("verdict").asString();
        if (!attributes.path("counts").asBoolean()) {
            return;
        }
        results.computeIfAbsent(
                        kind(event) + event.resource().id() + "@"
                                + event.resource().version(),
                        _ -> new HashMap<>())
                .computeIfAbsent(attributes.path("suite").asString(), _ -> new ArrayList<>())
                .add(new Result(
                        event.time(),
                        attributes.hasNonNull("suiteRevision")
                                ? attributes.path("suiteRevision").asInt()
                                : null,
                        verdict.equals("PASS"),
                        attributes.path("model").asString(""),
                        attributes.path("runId").asString("")));
    }

    /// A pass counts only with the event of the gate itself, which another service writes, earlier or later.
    private boolean passed(Result result) {
        return result.passed() && "PASS".equals(verdicts.get(result.runId()));
    }

    private void suite(AuditEvent event) {
        String revision = event.resource().version();
        if (revision != null) {
            suites.computeIfAbsent(event.resource().id(), _ -> new TreeMap<>())
                    .put(event.time(), Integer.valueOf(revision));
        }
    }

    private void gate(AuditEvent event) {
        JsonNode attributes = attributes(event);
        String verdict = attributes.path("verdict").asString();
        verdicts.put(event.resource().id(), verdict);
        if (verdict.equals("PASS") && attributes.path("document").isObject()) {
            try {
                ServedConfiguration configuration = ServedConfiguration.read(attributes.path("document"));
                evaluated
                        .computeIfAbsent(configuration.target().label(), _ -> new ArrayList<>())
                        .add(configuration);
            } catch (IllegalArgumentException e) {
                // The evaluated configuration is then unknown.
            }
        }
    }

    private Optional<Approval> approval(AuditEvent event) {
        return Optional.ofNullable(approvals.get(event.resource().id()));
    }

    private void decided(AuditEvent event) {
        boolean approves = text(event, "decision").equals("APPROVE");
        approval(event).ifPresent(each -> {
            if (approves) {
                each.approvedBy.put(event.time(), event.actor().id());
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
                                    attributes.path("approvers").asInt(),
                                    event.time()));
        }
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

    /// Returns the configurations that gates of a version evaluated.
    ///
    /// @param label `NAME@V`
    List<ServedConfiguration> evaluated(String label) {
        return evaluated.getOrDefault(label, List.of());
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
                        || each.approvedBy.isEmpty()
                        || each.approvedBy.firstKey().isAfter(archived))
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
        String asset = version.substring(0, version.lastIndexOf('@'));
        List<String> required = rulesOf(asset, time).map(Rules::suites).orElse(List.of());
        Map<String, List<Result>> known = results.getOrDefault(version, Map.of());
        if (required.isEmpty()) {
            // Any suite is enough, so the last one to fail counts.
            Instant last = Instant.MIN;
            for (Map.Entry<String, List<Result>> suite : known.entrySet()) {
                Instant since = failing(suite.getValue(), suite.getKey(), time);
                if (since == null) {
                    return null;
                }
                last = since.isAfter(last) ? since : last;
            }
            return last;
        }
        return required.stream()
                .map(suite -> failing(known.getOrDefault(suite, List.of()), suite, time))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /// Whether a version may enter production then: its gates hold or, if it returns, none has failed.
    boolean mayEnter(String version, Instant time) {
        if (ungatedSince(version, time) == null) {
            return true;
        }
        String asset = version.substring(0, version.lastIndexOf('@'));
        List<String> required = rulesOf(asset, time).map(Rules::suites).orElse(List.of());
        Map<String, List<Result>> known = results.getOrDefault(version, Map.of());
        return isReturning(version, time)
                && Stream.concat(required.stream(), known.keySet().stream())
                        .distinct()
                        .allMatch(suite -> newest(known.getOrDefault(suite, List.of()), time)
                                .allMatch(this::passed));
    }

    /// Returns the newest result on each model.
    private static Stream<Result> newest(List<Result> all, Instant time) {
        Map<String, Result> newest = new HashMap<>();
        all.stream().filter(each -> !each.time().isAfter(time)).forEach(each -> newest.put(each.model(), each));
        return newest.values().stream();
    }

    private @Nullable Instant failing(List<Result> all, String suite, Instant time) {
        Map<String, List<Result>> byModel = new HashMap<>();
        all.stream()
                .filter(each -> !each.time().isAfter(time))
                .forEach(each -> byModel.computeIfAbsent(each.model(), _ -> new ArrayList<>())
                        .add(each));
        if (byModel.isEmpty()) {
            return Instant.MIN;
        }
        return byModel.values().stream()
                .map(results -> failingOf(results, suite, time))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private @Nullable Instant failingOf(List<Result> results, String suite, Instant time) {
        Result newest = results.getLast();
        if (passed(newest)) {
            return outdated(newest, suite, time);
        }
        Instant since = Instant.MIN;
        Result passed = null;
        for (Result each : results) {
            if (passed(each)) {
                passed = each;
            } else if (passed != null) {
                Instant outdated = outdated(passed, suite, each.time());
                since = outdated == null ? each.time() : outdated;
                passed = null;
            }
        }
        return since;
    }

    /// Returns the time of the first revision after the one that was passed; null if there is none.
    private @Nullable Instant outdated(Result passed, String suite, Instant time) {
        TreeMap<Instant, Integer> revisions = suites.get(suite);
        Integer revision = passed.revision();
        if (revisions == null || revision == null) {
            return null;
        }
        return revisions.headMap(time, true).entrySet().stream()
                .filter(each -> each.getValue() > revision)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /// Whether no version of a policy after `than`, up to `policy`, was looser than the version before it; empty
    /// for two different policies, which the log does not compare.
    Optional<Boolean> isStricter(ServedConfiguration.Policy policy, ServedConfiguration.Policy than) {
        if (!policy.name().equals(than.name())) {
            return Optional.empty();
        }
        if (policy.version() < than.version()) {
            return Optional.of(false);
        }
        return Optional.of(policies
                .getOrDefault(policy.name(), new TreeMap<>())
                .subMap(than.version(), false, policy.version(), true)
                .values()
                .stream()
                .noneMatch(Revision::looser));
    }

    int approvers(ServedConfiguration.Policy policy) {
        Revision revision =
                policies.getOrDefault(policy.name(), new TreeMap<>()).get(policy.version());
        return revision == null ? 0 : revision.approvers();
    }

    /// The most that services' clocks may differ by and replicas may lag.
    static final Duration TOLERANCE = Duration.ofSeconds(5);
}
