package io.plumbline.gateway.inspection;

import io.plumbline.gateway.exchange.ChatTexts;
import io.plumbline.gateway.guard.EarlierTexts;
import io.plumbline.gateway.guard.Inspections;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.TextPlace.Origin;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.guard.policy.TeamKeys;
import io.plumbline.gateway.inspection.InspectionResponse.Found;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.personaldata.detect.CodePointOffsets;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.redact.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Inspects text like the pipeline, and only reports.
@Component
final class GuardInspection {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Map<String, @Nullable Object>>> MESSAGES = new TypeReference<>() {};

    private final GuardEngine engine;
    private final TeamKeys keys;
    private final Inspections inspections;

    GuardInspection(GuardEngine engine, TeamKeys keys, Inspections inspections) {
        this.engine = engine;
        this.keys = keys;
        this.inspections = inspections;
    }

    InspectionResponse text(Stage stage, String text, EffectivePolicy policy, boolean explain) {
        PlaceholderVault vault = vault();
        Deadline deadline = engine.deadline(policy.whole());
        return inspections.run(
                text.length(), timeout(policy), () -> text(stage, text, policy, explain, vault, deadline));
    }

    private static Duration timeout(EffectivePolicy policy) {
        return Duration.ofMillis(policy.whole().timeoutMs());
    }

    private InspectionResponse text(
            Stage stage,
            String text,
            EffectivePolicy policy,
            boolean explain,
            PlaceholderVault vault,
            Deadline deadline) {
        long start = System.nanoTime();
        Inspection inspection = engine.inspect(stage, text, policy.whole(), vault, deadline);
        List<Found> found = new ArrayList<>();
        report(inspection, text, false, null, explain, found);
        Action decision = inspection.decision();
        if (stage == Stage.TOOL) {
            decision = decision.or(new ToolInspection(policy.tools(), explain, found).text(text));
        }
        return new InspectionResponse(decision.wireName(), inspection.text(), null, found, microsSince(start));
    }

    InspectionResponse messages(
            Stage stage, List<Map<String, @Nullable Object>> given, EffectivePolicy policy, boolean explain) {
        JsonNode messages = JSON.valueToTree(given);
        PlaceholderVault vault = vault();
        Deadline deadline = engine.deadline(policy.whole());
        List<TextPlace> places = ChatTexts.ofMessages(messages);
        long characters =
                places.stream().mapToLong(place -> place.text().length()).sum();
        return inspections.run(
                characters, timeout(policy), () -> messages(stage, messages, places, policy, explain, vault, deadline));
    }

    private InspectionResponse messages(
            Stage stage,
            JsonNode messages,
            List<TextPlace> places,
            EffectivePolicy policy,
            boolean explain,
            PlaceholderVault vault,
            Deadline deadline) {
        long start = System.nanoTime();
        EarlierTexts earlier = new EarlierTexts(places, ChatTexts.systemPrompt(messages));
        List<Found> found = new ArrayList<>();
        Action decision = Action.ALLOW;
        for (TextPlace place : places) {
            boolean json = place.origin() == Origin.TOOL_ARGUMENTS;
            GuardPolicy rules = place.isIdentifier()
                    ? policy.pseudonyms()
                    : place.origin() == Origin.INSTRUCTIONS ? policy.redaction() : policy.whole();
            InspectedText passage = engine.passage(stage, place.text(), earlier.around(place), deadline);
            Inspection inspection = json
                    ? engine.inspectJson(stage, passage, rules, vault)
                    : engine.inspect(stage, passage, rules, vault);
            report(inspection, place.text(), json, place.param(), explain, found);
            boolean changed = !inspection.text().equals(place.text());
            boolean stuck = place.isFixed() && !place.isIdentifier();
            decision = decision.or(changed && stuck ? Action.BLOCK : inspection.decision());
            if (changed && !stuck) {
                place.replace(inspection.text());
            }
        }
        if (stage == Stage.TOOL || stage == Stage.OUTPUT) {
            decision = decision.or(new ToolInspection(policy.tools(), explain, found).messages(messages));
        }
        return new InspectionResponse(
                decision.wireName(), null, JSON.convertValue(messages, MESSAGES), found, microsSince(start));
    }

    private PlaceholderVault vault() {
        return PlaceholderVault.fresh(keys.of(Callers.current(), Permission.GUARDRAIL_INSPECT));
    }

    private static void report(
            Inspection inspection, String text, boolean json, @Nullable String param, boolean explain, List<Found> to) {
        List<Finding> findings = explain ? inspection.findings() : inspection.reported();
        for (Finding finding : json ? findings : CodePointOffsets.convert(text, findings)) {
            to.add(new Found(
                    finding.detector(),
                    finding.category().wireName(),
                    finding.entityType(),
                    finding.start(),
                    finding.end(),
                    finding.score(),
                    param,
                    explain ? finding.explanation() : null));
        }
    }

    private static long microsSince(long start) {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
    }
}
