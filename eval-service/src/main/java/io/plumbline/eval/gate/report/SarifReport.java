package io.plumbline.eval.gate.report;

import io.plumbline.eval.gate.comparison.ItemComparison;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStatus;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.statistics.check.CheckOutcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Writes a gate as SARIF for code scanning: a result for each check that failed (error, or warning if it does
/// not block) or is inconclusive (warning, if it blocks), and a note for each of the worst items. No source file
/// is at fault, so results are located at `plumbline/SUITE`. A fingerprint identifies the same result across
/// commits.
///
/// Texts are plain: sequences that SARIF would interpret as links or placeholders are escaped.
///
/// @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
public final class SarifReport {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ITEM_RULE = "item";
    private static final String GATE_RULE = "gate";
    private static final String ITEM_DESCRIPTION =
            "The candidate's answer is not worse than the baseline's or the expected one.";
    private static final String ITEM_HELP =
            "One of the items that got worst. A verdict is based on means, so a gate can"
                    + " pass although some items failed. The page of the gate shows all of them side by side.";
    private static final String CHECK_HELP = "A failed check needs a better candidate. An inconclusive check needs more"
            + " items: its message states about how many. The page of the gate shows every item side by side.";
    private static final String GATE_HELP =
            "The gate has no verdict. Fix the problem in the message, and run the gate again.";
    private static final int SHOWN = 300;

    /// @param worst items, redacted
    public String write(Gate gate, List<ItemComparison> worst) {
        Findings findings = new Findings();
        for (GateCheck check : gate.checks()) {
            String level = level(check);
            if (level != null) {
                findings.add(rule(check.name(), description(check), CHECK_HELP, level), finding(gate, check, level));
            }
        }
        if (gate.status() != GateStatus.DONE) {
            String reason = gate.error() == null ? "The gate was cancelled." : gate.error();
            findings.add(
                    rule(GATE_RULE, "The gate reaches a verdict.", GATE_HELP, "error"),
                    result(gate, GATE_RULE, "error", reason, GATE_RULE));
        }
        for (ItemComparison item : worst) {
            findings.add(
                    rule(ITEM_RULE, ITEM_DESCRIPTION, ITEM_HELP, "note"),
                    result(gate, ITEM_RULE, "note", message(item), ITEM_RULE + "/" + item.id() + "/" + item.item()));
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(log(gate, findings));
    }

    /// Results with their rules, each rule once.
    private static final class Findings {

        private final Map<Object, Integer> places = new HashMap<>();
        private final List<Object> rules = new ArrayList<>();
        private final List<Object> results = new ArrayList<>();

        void add(Map<String, Object> rule, Map<String, Object> result) {
            Object id = rule.get("id");
            Integer place = places.get(id);
            if (place == null) {
                place = rules.size();
                places.put(id, place);
                rules.add(rule);
            }
            result.put("ruleIndex", place);
            results.add(result);
        }
    }

    private static Map<String, Object> log(Gate gate, Findings findings) {
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "Plumbline evaluation gate");
        String version = SarifReport.class.getPackage().getImplementationVersion();
        if (version != null) {
            driver.put("version", version);
        }
        driver.put("rules", findings.rules);
        Map<String, Object> invocation = new LinkedHashMap<>();
        invocation.put("executionSuccessful", gate.status() == GateStatus.DONE);
        if (gate.finishedAt() != null) {
            invocation.put("endTimeUtc", gate.finishedAt().toString());
        }
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put("automationDetails", Map.of("id", "plumbline/" + gate.suite() + "/" + gate.id()));
        run.put("invocations", List.of(invocation));
        run.put("results", findings.results);
        run.put("properties", properties(gate));
        Map<String, Object> log = new LinkedHashMap<>();
        log.put(
                "$schema",
                "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return log;
    }

    private static Map<String, Object> properties(Gate gate) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("gate", gate.id().toString());
        properties.put("suite", gate.suite());
        properties.put(
                "verdict",
                gate.verdict() == null ? gate.status().name() : gate.verdict().name());
        properties.put("candidate", gate.candidate().label());
        if (gate.baseline() != null) {
            properties.put("baseline", gate.baseline().label());
        }
        if (gate.commit() != null) {
            properties.put("commit", gate.commit());
        }
        GateNarrative.serving(gate).forEach(fact -> properties.put(fact.key(), fact.text()));
        return properties;
    }

    /// Returns null for a check without a finding.
    private static @Nullable String level(GateCheck check) {
        if (check.outcome().equals(CheckOutcome.FAIL.name())) {
            return check.blocking() ? "error" : "warning";
        }
        return check.blocking() && check.outcome().equals(CheckOutcome.INCONCLUSIVE.name()) ? "warning" : null;
    }

    private static String description(GateCheck check) {
        return check.threshold() == null
                ? "The check " + check.name() + " passes."
                : String.format(
                        Locale.ROOT, "The check %s passes; its threshold is %.4f.", check.name(), check.threshold());
    }

    /// Includes everything that code scanning shows of a rule: GitHub requires both descriptions and help.
    private static Map<String, Object> rule(String id, String description, String help, String level) {
        Map<String, Object> text = Map.of("text", plain(description));
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", id);
        rule.put("shortDescription", text);
        rule.put("fullDescription", text);
        rule.put("help", Map.of("text", help));
        rule.put("defaultConfiguration", Map.of("level", level));
        return rule;
    }

    private static Map<String, Object> finding(Gate gate, GateCheck check, String level) {
        String text = check.name() + " is " + check.outcome() + ". " + check.reason();
        Map<String, Object> result = result(gate, check.name(), level, text, check.name());
        Map<String, Object> figures = new LinkedHashMap<>();
        put(figures, "value", check.value());
        put(figures, "ciLow", check.ciLow());
        put(figures, "ciHigh", check.ciHigh());
        put(figures, "threshold", check.threshold());
        put(figures, "baseline", check.baseline());
        put(figures, "pValue", check.pValue());
        result.put("properties", figures);
        return result;
    }

    private static void put(Map<String, Object> figures, String name, @Nullable Double value) {
        if (value != null) {
            figures.put(name, value);
        }
    }

    /// @param about identifies the finding across runs
    private static Map<String, Object> result(Gate gate, String rule, String level, String text, String about) {
        String uri = "plumbline/" + gate.suite();
        Map<String, Object> location = new LinkedHashMap<>();
        location.put(
                "physicalLocation", Map.of("artifactLocation", Map.of("uri", uri), "region", Map.of("startLine", 1)));
        location.put("logicalLocations", List.of(Map.of("fullyQualifiedName", gate.suite() + "/" + about)));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", rule);
        result.put("level", level);
        result.put("message", Map.of("text", plain(text)));
        result.put("locations", List.of(location));
        byte[] same = (gate.suite() + "\n" + about).getBytes(StandardCharsets.UTF_8);
        result.put(
                "partialFingerprints",
                Map.of("finding/v1", UUID.nameUUIDFromBytes(same).toString()));
        return result;
    }

    private static String message(ItemComparison item) {
        StringBuilder text = new StringBuilder("Item ").append(item.id());
        if (item.slice() != null) {
            text.append(" of slice ").append(item.slice());
        }
        if (item.change() != null) {
            text.append(String.format(Locale.ROOT, " changed by %+.3f", item.change()));
        }
        if (item.fellMost() != null) {
            text.append(", most in ").append(item.fellMost());
        }
        text.append('.');
        part(text, "Input", item.input());
        part(text, "Baseline", item.baseline());
        part(text, "Candidate", item.candidate());
        part(text, "Error", item.error());
        return text.toString();
    }

    private static void part(StringBuilder text, String name, @Nullable String value) {
        if (value != null) {
            int end = value.offsetByCodePoints(0, Math.min(SHOWN, value.codePointCount(0, value.length())));
            text.append('\n').append(name).append(": ").append(value, 0, end).append(end < value.length() ? "…" : "");
        }
    }

    /// Escapes placeholders and links in a message text (3.11.5 and 3.11.6).
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '{', '}' -> plain.append(c).append(c);
                case '[', ']', '\\' -> plain.append('\\').append(c);
                default -> plain.append(c);
            }
        }
        return plain.toString();
    }
}
