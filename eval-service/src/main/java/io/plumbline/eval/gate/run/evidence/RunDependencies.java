package io.plumbline.eval.gate.run.evidence;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.run.system.JsonFingerprint;
import io.plumbline.eval.gate.run.system.SystemUnderTest;
import io.plumbline.eval.metric.InvalidMetricException;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.eval.metric.scorer.RegisteredScorer;
import io.plumbline.eval.suite.document.SuiteDocument.MetricRule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Records the dependencies of a run: equal dependencies should reproduce the verdict.
public final class RunDependencies {

    /// The digest of the dataset version.
    public static final String DATASET = "dataset";

    private static final String PREFIX = "sha256:";
    private static final String METRICS = "metrics";
    private static final String NAME = "name";
    private static final String SIGNATURE = "signature";

    private final GateStore gates;
    private final MetricResolver metrics;
    private final Map<String, String> code;

    /// @param code identity of this build
    public RunDependencies(GateStore gates, MetricResolver metrics, Map<String, String> code) {
        this.gates = gates;
        this.metrics = metrics;
        this.code = code;
    }

    /// Records what is known before the first call.
    ///
    /// @param items digest of the items
    public void record(Gate gate, List<SystemUnderTest> systems, String dataset, String items) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(DATASET, dataset);
        all.put("items", items);
        all.put(
                "suite",
                Map.of(
                        NAME,
                        gate.suite(),
                        "revision",
                        gate.suiteRevision(),
                        "digest",
                        PREFIX + HexFormat.of().formatHex(JsonFingerprint.digest(gate.document()))));
        systems.forEach(system -> all.put(system.side().name().toLowerCase(Locale.ROOT), system(system)));
        all.put("deviations", gate.document().deviations());
        all.put(METRICS, signatures(gate));
        all.put("code", code);
        gates.setDependencies(gate.id(), all);
    }

    /// Adds what is known only at the end.
    public void add(Gate gate, Map<String, Object> more) {
        if (!more.isEmpty()) {
            Map<String, Object> all = new LinkedHashMap<>(gate.run().dependencies());
            all.putAll(more);
            gates.setDependencies(gate.id(), all);
        }
    }

    /// Returns the dependencies of scoring alone.
    public Map<String, Object> ofCode(Gate gate) {
        return Map.of(METRICS, signatures(gate), "code", code);
    }

    /// Returns the metrics of services whose stored scores are what the services would give now: their signatures, with
    /// the versions that the services stated, are those with which the gate was scored.
    public Set<String> unchangedServices(Gate gate) {
        Set<String> unchanged = new HashSet<>();
        if (gate.run().dependencies().getOrDefault(METRICS, List.of()) instanceof List<?> known) {
            for (MetricRule rule : gate.document().metrics()) {
                if (callsService(rule) && known.contains(Map.of(NAME, rule.label(), SIGNATURE, signature(rule)))) {
                    unchanged.add(rule.label());
                }
            }
        }
        return unchanged;
    }

    private boolean callsService(MetricRule rule) {
        try {
            return metrics.metric(rule.definition()).callsService();
        } catch (InvalidMetricException e) {
            return false;
        }
    }

    /// Whether the scores of an earlier gate equal those this gate would compute: metrics of the same names and
    /// signatures, on the same dataset.
    boolean scoresAlike(Gate earlier, Gate gate) {
        return earlier.run().dependencies().getOrDefault(METRICS, List.of()) instanceof List<?> known
                && known.containsAll(signatures(gate))
                && earlier.document().dataset().equals(gate.document().dataset());
    }

    /// Returns the metrics whose registered scorer states another version now than at the start of the run, by the
    /// names of their scores, each with its signature then and now.
    public Map<String, List<String>> changedMetrics(Gate gate) {
        Map<String, List<String>> changed = new TreeMap<>();
        Map<String, String> before = new HashMap<>();
        if (gate.run().dependencies().get(METRICS) instanceof List<?> known) {
            for (Object each : known) {
                if (each instanceof Map<?, ?> metric) {
                    before.put(String.valueOf(metric.get(NAME)), String.valueOf(metric.get(SIGNATURE)));
                }
            }
        }
        for (MetricRule rule : gate.document().metrics()) {
            String now = signature(rule);
            String then = before.getOrDefault(rule.label(), now);
            if (!then.equals(now) && now.contains(RegisteredScorer.REGISTRATION)) {
                changed.put(rule.label(), List.of(then, now));
            }
        }
        return changed;
    }

    private static Map<String, Object> system(SystemUnderTest system) {
        Map<String, Object> parts = new TreeMap<>();
        parts.put("label", system.candidate().label());
        if (system.prompt() != null) {
            parts.put("prompt", system.prompt());
        }
        system.digest().forEach((part, digest) -> parts.put(part + "Digest", digest));
        if (system.served() != null) {
            parts.put("servedConfiguration", system.served().digest());
        }
        return parts;
    }

    /// A list because the suite chooses the names, which as members could collide with members of the gate.
    private List<Map<String, String>> signatures(Gate gate) {
        return gate.document().metrics().stream()
                .map(rule -> Map.of(NAME, rule.label(), SIGNATURE, signature(rule)))
                .toList();
    }

    private String signature(MetricRule rule) {
        try {
            return metrics.metric(rule.definition()).corpusSignature(new ReferenceCount("var"));
        } catch (InvalidMetricException e) {
            return "not known here";
        }
    }
}
