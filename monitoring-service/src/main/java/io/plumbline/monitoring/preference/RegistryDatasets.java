package io.plumbline.monitoring.preference;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.sibling.Siblings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Stores preference data as versions of datasets in the registry, with its lineage. This service may write
/// every team's datasets there, so the team is always named: the registry refuses the name of another team's
/// dataset.
@Component
final class RegistryDatasets {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final MediaType JSONL = MediaType.parseMediaType("application/jsonl");
    private static final String SCHEMA = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
    private static final String NAMESPACE = "plumbline-monitoring";

    private final RestClient registry;

    RegistryDatasets(Siblings siblings) {
        this.registry = siblings.rest("registry");
    }

    /// Stores records as the next version of a dataset, which is created if it is missing.
    ///
    /// @return the number of the version
    /// @throws ProblemException 409 if the registry refuses it; 503 if the registry does not answer
    int store(String team, String dataset, byte[] lines) {
        MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
        parts.add("team", team);
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(JSONL);
        parts.add(
                "file",
                new HttpEntity<>(
                        new ByteArrayResource(lines) {
                            @Override
                            public String getFilename() {
                                return "preferences.jsonl";
                            }
                        },
                        headers));
        JsonNode stored = refusing(() -> registry.post()
                .uri("/api/v1/datasets/{name}/versions", dataset)
                .contentType(MediaType.MULTIPART_FORM_DATA)
                .body(parts)
                .retrieve()
                .body(JsonNode.class));
        return stored.path("version").asInt();
    }

    /// Reports that a dataset version was made from a team's feedback, as an event of OpenLineage.
    ///
    /// @param run id of the stored preference data
    /// @param facts the selection and the numbers, as a facet of the run
    /// @throws ProblemException as [#store]
    void reportOrigin(UUID run, String team, String source, String version, Instant at, Map<String, Object> facts) {
        Map<String, Object> event = Map.of(
                "eventType",
                "COMPLETE",
                "eventTime",
                at.toString(),
                "producer",
                "https://plumbline.io/monitoring",
                "schemaURL",
                SCHEMA,
                "run",
                Map.of("runId", run.toString(), "facets", Map.of("preferences", facts)),
                "job",
                Map.of("namespace", NAMESPACE, "name", "preferences/" + team),
                "inputs",
                List.of(Map.of("namespace", NAMESPACE, "name", source)),
                "outputs",
                List.of(Map.of("namespace", "plumbline", "name", "dataset:" + version)));
        refusing(() -> Objects.requireNonNullElse(
                registry.post()
                        .uri("/api/v1/lineage?team={team}", team)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(event)
                        .retrieve()
                        .body(JsonNode.class),
                JSON.missingNode()));
    }

    private static JsonNode refusing(Supplier<@Nullable JsonNode> call) {
        try {
            return Objects.requireNonNull(call.get());
        } catch (RestClientResponseException e) {
            throw RequestProblem.CONFLICT.because("The registry refused the dataset: " + reason(e));
        }
    }

    private static String reason(RestClientResponseException e) {
        try {
            return JSON.readTree(e.getResponseBodyAsByteArray())
                    .path("detail")
                    .asString("HTTP " + e.getStatusCode().value());
        } catch (JacksonException malformed) {
            return "HTTP " + e.getStatusCode().value();
        }
    }
}
