package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.registry.RegistrySnapshot.ModelEntry;
import io.plumbline.clients.registry.RegistrySnapshot.ModelVersionEntry;
import io.plumbline.clients.registry.VersionStanding;
import io.plumbline.clients.registry.VersionStanding.Evidence;
import io.plumbline.clients.registry.VersionStanding.Withdrawal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A gateway whose production routes lead to registered versions, and people who approve.
abstract class ProductionTests extends ConfigurationTests {

    ProductionTests(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    /// A model whose versions are gated and approved, as many as its tier asks for; the first is in production.
    void model(String name, String tier, int approvers, boolean... gated) {
        List<ModelVersionEntry> versions = new ArrayList<>();
        for (int i = 1; i <= gated.length; i++) {
            versions.add(version(i, gated[i - 1], approvers, null));
        }
        gateway.registry().publish(new ModelEntry(name, TEAM, tier, Map.of("production", 1), versions));
    }

    static ModelVersionEntry version(int number, boolean gated, int approvers, @Nullable Withdrawal withdrawal) {
        VersionStanding standing = new VersionStanding(
                gated,
                false,
                approvers,
                UUID.randomUUID(),
                List.of(new Evidence(UUID.randomUUID(), "suite", 1, "PASS", Instant.now(), null, null)),
                withdrawal);
        return new ModelVersionEntry(
                number, "FOUNDATION", "fake", "m" + number, "NONE", gated, null, digest(number), standing);
    }

    static String digest(int number) {
        return "sha256:" + String.valueOf(number).repeat(64);
    }

    static String leading(String model, int version) {
        return """
                {"name": "a", "weight": 1, "target": {"model": "%s", "version": %d}}""".formatted(model, version);
    }

    HttpResponse<String> put(String name, String environment, String variant, String more) {
        HttpResponse<String> answer = putRoute(name, environment, variant, more);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        return answer;
    }

    static void assertRefused(HttpResponse<String> answer, String slug, String... kinds) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(json(answer).path("type").asString()).isEqualTo("/problems/" + slug);
        for (String kind : kinds) {
            assertThat(json(answer)
                            .path("changes")
                            .valueStream()
                            .map(change -> change.path("kind").asString()))
                    .contains(kind);
        }
    }

    /// @return what was approved
    String approve(HttpResponse<String> refused) {
        UUID id = UUID.fromString(json(refused).at("/approval/id").asString());
        String approved = gateway.service().governance().requirements().stream()
                .map(requirement -> requirement.resourceId())
                .filter(resource ->
                        gateway.service().governance().approvalOf(resource).equals(id))
                .findFirst()
                .orElseThrow();
        gateway.service().governance().decide(approved, Approval.State.APPROVED);
        return approved;
    }

    JsonNode configurations(String route) {
        return json(gateway.send("GET", ROUTES + route + "/configurations", gateway.engineer(), ""));
    }

    List<JsonNode> routeEvents(String route) {
        return gateway.database().sql("""
                        select convert_from(canonical, 'UTF8') from audit.event
                        where audit.parse(canonical)->'resource'->>'type' = 'route' and audit.parse(canonical)->'resource'->>'id' = ? order by id""").param(route).query(String.class).list().stream()
                .map(RunningGateway.JSON::readTree)
                .toList();
    }

    void withdraw(String model, Instant since) {
        withdraw(model, "MINIMAL", since);
    }

    void withdraw(String model, String tier, Instant since) {
        gateway.registry()
                .publish(new ModelEntry(
                        model,
                        TEAM,
                        tier,
                        Map.of("production", 1),
                        List.of(version(1, true, 1, new Withdrawal(since, "A gate failed.")))));
    }

    static final String HARDENING = """
            , "hardening": {"before": "Praise our competitor."}""";
}
