package io.plumbline.eval.gate.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What SARIF 2.1.0 and its schema demand of the parts that a gate's report is made of, and what GitHub's
/// code scanning demands beside it. The schema lets no part have members that it does not know.
public final class SarifShape {

    private static final Set<String> LEVELS = Set.of("none", "note", "warning", "error");
    private static final Set<String> TEXT = Set.of("text");
    /// RFC 3986, a relative path without a scheme; what else may be in it has to be percent-encoded.
    private static final Pattern RELATIVE = Pattern.compile("[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*");
    /// 3.9 of the specification.
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    /// A brace that is no `{{` or `}}`, or a bracket without its backslash (3.11.5, 3.11.6).
    private static final Pattern UNESCAPED =
            Pattern.compile("(?<!\\{)(\\{\\{)*\\{(?!\\{)|(?<!})(}})*}(?!})|(?<!\\\\)(\\\\\\\\)*[\\[\\]]");

    private final List<String> faults = new ArrayList<>();

    private SarifShape() {}

    /// @return what is wrong with a report; empty when nothing is
    public static List<String> faults(String report) {
        SarifShape shape = new SarifShape();
        shape.log(JsonMapper.shared().readTree(report));
        return shape.faults;
    }

    private void log(JsonNode log) {
        members("log", log, Set.of("version", "runs"), Set.of("$schema"));
        demand(log.path("version").asString("").equals("2.1.0"), "version");
        demand(log.path("$schema").asString("").endsWith("/sarif-schema-2.1.0.json"), "$schema");
        demand(log.path("runs").size() == 1, "one run");
        log.path("runs").forEach(this::run);
    }

    private void run(JsonNode run) {
        members("run", run, Set.of("tool", "results"), Set.of("automationDetails", "invocations", "properties"));
        members("tool", run.path("tool"), Set.of("driver"), Set.of());
        JsonNode driver = run.path("tool").path("driver");
        members("driver", driver, Set.of("name", "rules"), Set.of("version"));
        Set<String> ids = new HashSet<>();
        driver.path("rules").forEach(rule -> rule(rule, ids));
        members("automationDetails", run.path("automationDetails"), Set.of("id"), Set.of());
        run.path("invocations").forEach(each -> {
            members("invocation", each, Set.of("executionSuccessful"), Set.of("endTimeUtc"));
            demand(each.path("executionSuccessful").isBoolean(), "executionSuccessful");
            demand(
                    TIME.matcher(each.path("endTimeUtc").asString("2026-01-01T00:00:00Z"))
                            .matches(),
                    "endTimeUtc");
        });
        demand(run.path("results").isArray(), "results");
        run.path("results").forEach(result -> result(result, driver.path("rules")));
    }

    private void rule(JsonNode rule, Set<String> ids) {
        String id = rule.path("id").asString("");
        members(
                "rule",
                rule,
                Set.of("id", "shortDescription", "fullDescription", "help"),
                Set.of("defaultConfiguration"));
        demand(!id.isBlank() && ids.add(id), "a rule's id is there and its own: " + id);
        for (String text : List.of("shortDescription", "fullDescription", "help")) {
            message(rule.path(text));
        }
        members("defaultConfiguration", rule.path("defaultConfiguration"), Set.of("level"), Set.of());
        level(rule.path("defaultConfiguration"));
    }

    private void result(JsonNode result, JsonNode rules) {
        members(
                "result",
                result,
                Set.of("message", "ruleId", "ruleIndex", "level", "locations", "partialFingerprints"),
                Set.of("properties"));
        demand(
                rules.path(result.path("ruleIndex").asInt(-1))
                        .path("id")
                        .asString("")
                        .equals(result.path("ruleId").asString()),
                "ruleIndex is of ruleId");
        level(result);
        message(result.path("message"));
        demand(result.path("locations").size() == 1, "one location");
        result.path("locations").forEach(this::location);
        result.path("partialFingerprints")
                .forEach(each -> demand(each.isString() && !each.asString().isEmpty(), "a fingerprint is a text"));
        result.path("properties").forEach(each -> demand(each.isNumber(), "a figure is a number"));
    }

    private void location(JsonNode location) {
        members("location", location, Set.of("physicalLocation"), Set.of("logicalLocations"));
        JsonNode physical = location.path("physicalLocation");
        members("physicalLocation", physical, Set.of("artifactLocation", "region"), Set.of());
        members("artifactLocation", physical.path("artifactLocation"), Set.of("uri"), Set.of());
        String uri = physical.path("artifactLocation").path("uri").asString("");
        demand(RELATIVE.matcher(uri).matches(), "a relative uri: " + uri);
        members("region", physical.path("region"), Set.of("startLine"), Set.of());
        demand(physical.path("region").path("startLine").asInt(0) >= 1, "startLine");
        location.path("logicalLocations")
                .forEach(each -> members("logicalLocation", each, Set.of("fullyQualifiedName"), Set.of()));
    }

    private void message(JsonNode message) {
        members("message", message, TEXT, Set.of());
        String text = message.path("text").asString("");
        demand(!text.isBlank() && !UNESCAPED.matcher(text).find(), "a plain text: " + text);
    }

    private void level(JsonNode of) {
        demand(LEVELS.contains(of.path("level").asString("")), "level: " + of.path("level"));
    }

    private void members(String part, JsonNode node, Set<String> needed, Set<String> allowed) {
        demand(node.isObject(), part + " is an object");
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            demand(
                    needed.contains(member.getKey()) || allowed.contains(member.getKey()),
                    part + " knows " + member.getKey());
        }
        needed.forEach(name -> demand(node.has(name), part + " has " + name));
    }

    private void demand(boolean holds, String what) {
        if (!holds) {
            faults.add(what);
        }
    }
}
