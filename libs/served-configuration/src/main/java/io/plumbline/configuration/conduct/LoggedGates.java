package io.plumbline.configuration.conduct;

import io.plumbline.audit.AuditEvent;
import io.plumbline.configuration.ServedConfiguration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The gates in the log: their results for versions, written by the registry, their verdicts, written by
/// eval-service, and the revisions of suites. A pass requires both services' events. Not thread-safe.
final class LoggedGates {

    private final Function<String, Optional<Instant>> revocations;
    private final Map<String, TreeMap<Instant, Integer>> suites = new HashMap<>();
    /// `suite@revision` → its approval, where it took one.
    private final Map<String, String> approvals = new HashMap<>();
    private final Map<String, String> verdicts = new HashMap<>();
    private final Map<String, Map<String, List<Result>>> results = new HashMap<>();
    private final Map<String, List<ServedConfiguration>> evaluated = new HashMap<>();

    /// @param revocations approval → when it was revoked; empty if it was not
    LoggedGates(Function<String, Optional<Instant>> revocations) {
        this.revocations = revocations;
    }

    /// A gate's result for a version; for a prompt, on one model.
    private record Result(Instant time, @Nullable Integer revision, boolean passed, String model, String runId) {}

    /// Records that the registry stored a result.
    ///
    /// @param version `model:NAME@V` or `prompt:NAME@V`
    void result(String version, AuditEvent event) {
        JsonNode attributes = LoggedFacts.attributes(event);
        if (!attributes.path("counts").asBoolean()) {
            return;
        }
        results.computeIfAbsent(version, _ -> new HashMap<>())
                .computeIfAbsent(attributes.path("suite").asString(), _ -> new ArrayList<>())
                .add(new Result(
                        event.time(),
                        attributes.hasNonNull("suiteRevision")
                                ? attributes.path("suiteRevision").asInt()
                                : null,
                        attributes.path("verdict").asString().equals("PASS"),
                        attributes.path("model").asString(""),
                        attributes.path("runId").asString("")));
    }

    /// Records that a suite was stored.
    void suite(AuditEvent event) {
        String revision = event.resource().version();
        if (revision != null) {
            suites.computeIfAbsent(event.resource().id(), _ -> new TreeMap<>())
                    .put(event.time(), Integer.valueOf(revision));
            JsonNode attributes = LoggedFacts.attributes(event);
            if (attributes.hasNonNull("approvalId")) {
                approvals.put(
                        event.resource().id() + "@" + revision,
                        attributes.path("approvalId").asString());
            }
        }
    }

    /// Records that a gate finished.
    void gate(AuditEvent event) {
        JsonNode attributes = LoggedFacts.attributes(event);
        String verdict = attributes.path("verdict").asString();
        verdicts.put(event.resource().id(), verdict);
        if (verdict.equals("PASS") && attributes.path("document").isObject()) {
            try {
                ServedConfiguration configuration = ServedConfiguration.read(attributes.path("document"));
                evaluated
                        .computeIfAbsent("model:" + configuration.target().label(), _ -> new ArrayList<>())
                        .add(configuration);
                ServedConfiguration.Prompt prompt = configuration.prompt();
                if (prompt != null) {
                    evaluated
                            .computeIfAbsent("prompt:" + prompt.label(), _ -> new ArrayList<>())
                            .add(configuration);
                }
            } catch (IllegalArgumentException e) {
                // The evaluated configuration is then unknown.
            }
        }
    }

    /// Returns the configurations with which gates of a version passed.
    ///
    /// @param version `model:NAME@V` or `prompt:NAME@V`
    List<ServedConfiguration> evaluated(String version) {
        return evaluated.getOrDefault(version, List.of());
    }

    /// Returns the time since which a version had no longer been gated at that time: null if it was gated;
    /// [Instant#MIN] if it never had been.
    ///
    /// @param required the suites that must pass; if there are none, any suite counts
    @Nullable
    Instant ungatedSince(String version, List<String> required, Instant time) {
        Map<String, List<Result>> known = results.getOrDefault(version, Map.of());
        if (required.isEmpty()) {
            // The last of them to fail counts.
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

    /// Whether the newest existing result of each suite on each model by that time is a pass.
    boolean hasNoFailure(String version, List<String> required, Instant time) {
        Map<String, List<Result>> known = results.getOrDefault(version, Map.of());
        return Stream.concat(required.stream(), known.keySet().stream())
                .distinct()
                .allMatch(suite ->
                        newest(known.getOrDefault(suite, List.of()), time).allMatch(this::passed));
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

    /// A pass counts only with the event of the gate itself, which another service writes, earlier or later.
    private boolean passed(Result result) {
        return result.passed() && "PASS".equals(verdicts.get(result.runId()));
    }

    /// Returns the time of the first revision after the one that passed, or at which the approval of that one was
    /// revoked; null if there is none.
    private @Nullable Instant outdated(Result passed, String suite, Instant time) {
        TreeMap<Instant, Integer> revisions = suites.get(suite);
        Integer revision = passed.revision();
        if (revisions == null || revision == null) {
            return null;
        }
        Stream<Instant> revised = revisions.headMap(time, true).entrySet().stream()
                .filter(each -> each.getValue() > revision)
                .map(Map.Entry::getKey)
                .limit(1);
        Stream<Instant> revoked =
                Optional.ofNullable(approvals.get(suite + "@" + revision)).flatMap(revocations).stream()
                        .filter(at -> !at.isAfter(time));
        return Stream.concat(revised, revoked).min(Instant::compareTo).orElse(null);
    }
}
