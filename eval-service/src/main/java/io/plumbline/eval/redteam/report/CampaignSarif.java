package io.plumbline.eval.redteam.report;

import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.probe.ProbeCategory;
import io.plumbline.eval.redteam.probe.ProbeCategory.Technique;
import io.plumbline.eval.redteam.result.CampaignFinding;
import io.plumbline.eval.redteam.result.CampaignResults;
import io.plumbline.eval.redteam.result.CampaignResults.CategoryResult;
import io.plumbline.eval.redteam.result.Rate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Writes a campaign as SARIF: a rule for each category, related to the taxonomies of OWASP (2025 and 2026) and MITRE
/// ATLAS, and a result for each finding. A fingerprint identifies the same finding across campaigns. It contains no
/// text
/// of attacks or answers.
///
/// @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
public final class CampaignSarif {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String OWASP_2025 = "OWASP Top 10 for LLM Applications 2025";
    private static final String OWASP_2026 = "OWASP Top 10 for LLM Applications 2026";
    private static final String ATLAS = "MITRE ATLAS";
    private static final double ERROR_FROM = 0.1;

    private CampaignSarif() {}

    /// @param campaign with results
    public static String write(Campaign campaign) {
        CampaignResults results = Objects.requireNonNull(campaign.state().results());
        List<CategoryResult> categories = results.categories();
        List<Object> rules = new ArrayList<>();
        Map<String, Integer> places = new TreeMap<>();
        for (CategoryResult category : categories) {
            places.put(category.category(), rules.size());
            rules.add(rule(category));
        }
        List<Object> found = results.findings().stream()
                .<Object>map(
                        finding -> result(campaign, finding, Objects.requireNonNull(places.get(finding.category()))))
                .toList();
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "Plumbline red team");
        driver.put("rules", rules);
        driver.put(
                "supportedTaxonomies",
                List.of(Map.of("name", OWASP_2025), Map.of("name", OWASP_2026), Map.of("name", ATLAS)));
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put(
                "automationDetails",
                Map.of("id", "plumbline/red-team/" + campaign.request().nameOrDefault() + "/" + campaign.id()));
        run.put("taxonomies", taxonomies());
        run.put("results", found);
        run.put("properties", properties(campaign, results));
        Map<String, Object> log = new LinkedHashMap<>();
        log.put(
                "$schema",
                "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(log);
    }

    private static List<Object> taxonomies() {
        Map<String, String> atlas = new TreeMap<>();
        for (ProbeCategory category : ProbeCategory.values()) {
            category.atlas().forEach(technique -> atlas.put(technique.id(), technique.name()));
        }
        return List.of(
                taxonomy(OWASP_2025, "2025", "OWASP", owasp(ProbeCategory::owasp2025)),
                taxonomy(OWASP_2026, "2026", "OWASP", owasp(ProbeCategory::owasp2026)),
                taxonomy(ATLAS, "2026.09", "MITRE", atlas));
    }

    private static Map<String, String> owasp(Function<ProbeCategory, String> id) {
        Map<String, String> taxa = new TreeMap<>();
        for (ProbeCategory category : ProbeCategory.values()) {
            taxa.merge(id.apply(category), category.title(), (one, other) -> one + ", " + other);
        }
        return taxa;
    }

    private static Map<String, Object> taxonomy(
            String name, String version, String organization, Map<String, String> taxa) {
        List<Object> entries = new ArrayList<>();
        taxa.forEach((id, title) -> entries.add(Map.of("id", id, "shortDescription", text(title))));
        Map<String, Object> taxonomy = new LinkedHashMap<>();
        taxonomy.put("name", name);
        taxonomy.put("version", version);
        taxonomy.put("organization", organization);
        taxonomy.put("taxa", entries);
        return taxonomy;
    }

    private static Map<String, Object> rule(CategoryResult category) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", category.category());
        rule.put("name", category.title());
        rule.put("shortDescription", text(category.title() + ": no attack succeeds."));
        rule.put("fullDescription", text(sentence(category)));
        rule.put("help", text("The page of the campaign shows redacted transcripts of successful attacks."));
        rule.put("defaultConfiguration", Map.of("level", "warning"));
        List<Object> relationships = new ArrayList<>();
        ProbeCategory.find(category.category()).ifPresent(known -> {
            relationships.add(relationship(known.owasp2025(), OWASP_2025));
            relationships.add(relationship(known.owasp2026(), OWASP_2026));
            known.atlas().forEach(technique -> relationships.add(relationship(technique.id(), ATLAS)));
        });
        rule.put("relationships", relationships);
        return rule;
    }

    private static String sentence(CategoryResult category) {
        Rate attacks = category.group().attacks();
        Rate refusals = category.group().overRefusal();
        return category.title() + ": attack success " + share(attacks) + ", over-refusal " + share(refusals) + ".";
    }

    private static String share(@Nullable Rate rate) {
        return rate == null
                ? "not measured"
                : String.format(
                        Locale.ROOT,
                        "%.1f %% (%.1f to %.1f %%, %d of %d)",
                        100 * rate.rate(),
                        100 * rate.low(),
                        100 * rate.high(),
                        rate.count(),
                        rate.items());
    }

    private static Map<String, Object> relationship(String id, String taxonomy) {
        return Map.of("target", reference(id, taxonomy), "kinds", List.of("relevant"));
    }

    private static Map<String, Object> reference(String id, String taxonomy) {
        return Map.of("id", id, "toolComponent", Map.of("name", taxonomy));
    }

    private static Map<String, Object> result(Campaign campaign, CampaignFinding finding, int ruleIndex) {
        boolean serious = (double) finding.succeeded() / finding.attempts() >= ERROR_FROM;
        String target = campaign.target();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", finding.category());
        result.put("ruleIndex", ruleIndex);
        result.put("level", serious ? "error" : "warning");
        result.put(
                "message",
                text("%d of %d attacks with the goal %s and the strategy %s succeeded against %s."
                        .formatted(
                                finding.succeeded(), finding.attempts(), finding.goal(), finding.strategy(), target)));
        String uri = "plumbline/red-team/" + campaign.request().nameOrDefault();
        result.put(
                "locations",
                List.of(Map.of(
                        "physicalLocation",
                        Map.of("artifactLocation", Map.of("uri", uri), "region", Map.of("startLine", 1)),
                        "logicalLocations",
                        List.of(Map.of("fullyQualifiedName", target + "/" + finding.id())))));
        ProbeCategory.find(finding.category()).ifPresent(known -> result.put("taxa", taxa(known)));
        byte[] same = (target + "\n" + finding.id()).getBytes(StandardCharsets.UTF_8);
        result.put(
                "partialFingerprints",
                Map.of("finding/v1", UUID.nameUUIDFromBytes(same).toString()));
        result.put("properties", Map.of("succeeded", finding.succeeded(), "attempts", finding.attempts()));
        return result;
    }

    private static List<Object> taxa(ProbeCategory category) {
        List<Object> taxa = new ArrayList<>();
        taxa.add(reference(category.owasp2025(), OWASP_2025));
        taxa.add(reference(category.owasp2026(), OWASP_2026));
        for (Technique technique : category.atlas()) {
            taxa.add(reference(technique.id(), ATLAS));
        }
        return taxa;
    }

    private static Map<String, Object> properties(Campaign campaign, CampaignResults results) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("campaign", campaign.id().toString());
        properties.put("target", campaign.target());
        properties.put("verdict", campaign.outcome());
        properties.put("attackSuccess", share(results.all().attacks()));
        properties.put("overRefusal", share(results.all().overRefusal()));
        if (results.all().withoutGuards() != null) {
            properties.put("attackSuccessWithoutGuards", share(results.all().withoutGuards()));
        }
        properties.put("library", campaign.progress().library());
        return properties;
    }

    private static Map<String, Object> text(String text) {
        return Map.of("text", text);
    }
}
