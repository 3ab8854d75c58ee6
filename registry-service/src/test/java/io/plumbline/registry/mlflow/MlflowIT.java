package io.plumbline.registry.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.clients.governance.Approval;
import io.plumbline.kit.security.Role;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Answer;
import io.plumbline.registry.Registry.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.ModelVersionsPage;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import tools.jackson.databind.JsonNode;

/// The registry as MLflow's Java client sees it, and the requests that only its Python client sends.
class MlflowIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private static final String API = "/api/2.0/mlflow/";
    private static final String EARLY = "2026-11-01T12:00:00Z";
    private static final String LATE = "2026-11-02T12:00:00Z";

    private final Client engineer = registry.engineer("mlflow");
    private final MlflowClient mlflow = client(registry.governance().userToken("mlflow", Role.ML_ENGINEER));

    private static MlflowClient client(String token) {
        return new MlflowClient(new BasicMlflowHostCreds(registry.service().url(), token));
    }

    private void create(String name) {
        mlflow.sendPost("registered-models/create", Registry.JSON.writeValueAsString(Map.of("name", name)));
    }

    private void create(String name, String riskTier) {
        mlflow.sendPost("registered-models/create", """
                {"name": "%s", "description": "Scores", "tags": [{"key": "plumbline.riskTier", "value": "%s"},
                 {"key": "domain", "value": "cards"}]}
                """.formatted(name, riskTier));
    }

    private JsonNode version(String name, String run, String... tags) {
        List<Map<String, String>> pairs = new ArrayList<>();
        for (int i = 0; i < tags.length; i += 2) {
            pairs.add(Map.of("key", tags[i], "value", tags[i + 1]));
        }
        String answer = mlflow.sendPost(
                "model-versions/create",
                Registry.JSON.writeValueAsString(Map.of(
                        "name", name,
                        "source", "s3://models/" + run + "/model",
                        "run_id", run,
                        "description", "Trained by " + run,
                        "tags", pairs)));
        return Registry.JSON.readTree(answer).path("model_version");
    }

    private void stage(String name, int version, String stage) {
        mlflow.sendPost("model-versions/transition-stage", """
                {"name": "%s", "version": "%d", "stage": "%s", "archive_existing_versions": false}
                """.formatted(name, version, stage));
    }

    @Test
    void registersWhatTheRegistryThenHas() {
        create("mlf-record", "MINIMAL");
        version("mlf-record", "run-1", "plumbline.provider", "openai", "plumbline.upstreamModel", "ft:1", "seed", "7");

        JsonNode native1 =
                engineer.get("/api/v1/models/mlf-record/versions/1").expect(200).body();
        assertThat(native1.path("kind").asString()).isEqualTo("FINE_TUNED");
        assertThat(native1.path("provider").asString()).isEqualTo("openai");
        assertThat(native1.at("/artifacts/0/uri").asString()).isEqualTo("s3://models/run-1/model");
        assertThat(native1.at("/run/id").asString()).isEqualTo("run-1");
        assertThat(engineer.get("/api/v1/models/mlf-record").body().path("tags"))
                .isEqualTo(Registry.JSON.readTree("{\"domain\": \"cards\"}"));

        ModelVersion version = mlflow.getModelVersion("mlf-record", "1");
        assertThat(version.getSource()).isEqualTo("s3://models/run-1/model");
        assertThat(version.getRunId()).isEqualTo("run-1");
        assertThat(version.getDescription()).isEqualTo("Trained by run-1");
        assertThat(version.getCurrentStage()).isEqualTo("None");
        assertThat(version.getTagsList())
                .extracting(tag -> tag.getKey() + "=" + tag.getValue())
                .contains(
                        "seed=7",
                        "plumbline.provider=openai",
                        "plumbline.digest=" + native1.path("digest").asString());
        assertThat(mlflow.getModelVersionDownloadUri("mlf-record", "1")).isEqualTo("s3://models/run-1/model");
        assertThat(mlflow.getRegisteredModel("mlf-record").getDescription()).isEqualTo("Scores");
    }

    @Test
    void showsVersionsThatWereRegisteredWithoutMlflow() {
        registry.model(engineer, "mlf-native", "MINIMAL");
        registry.version(engineer, "mlf-native");
        ModelVersion version = mlflow.getModelVersion("mlf-native", "1");
        assertThat(version.hasSource()).isFalse();
        assertThatThrownBy(() -> mlflow.getModelVersionDownloadUri("mlf-native", "1"))
                .hasMessageContaining("RESOURCE_DOES_NOT_EXIST")
                .hasMessageContaining("call it through a route");
    }

    @Test
    void returnsTheNewestVersionOfEachStage() {
        create("mlf-latest", "MINIMAL");
        for (int i = 1; i <= 4; i++) {
            version("mlf-latest", "run-" + i);
        }
        stage("mlf-latest", 1, "Staging");
        stage("mlf-latest", 2, "staging");
        assertThat(mlflow.getLatestVersions("mlf-latest"))
                .extracting(ModelVersion::getVersion)
                .containsExactlyInAnyOrder("4", "2");
        assertThat(mlflow.getLatestVersions("mlf-latest", List.of("Staging")))
                .extracting(ModelVersion::getVersion)
                .containsExactly("2");
        engineer.post(API + "model-versions/transition-stage", """
                        {"name": "mlf-latest", "version": "3", "stage": "Staging", "archive_existing_versions": true}
                        """).expect(200);
        assertThat(mlflow.getLatestVersions("mlf-latest", List.of("Staging", "Archived")))
                .extracting(version -> version.getVersion() + version.getCurrentStage())
                .containsExactlyInAnyOrder("3Staging", "2Archived");
    }

    @Test
    void refusesProductionUntilGateAndApprovalAreThere() {
        create("mlf-gated", "LIMITED");
        version("mlf-gated", "run-1");
        Answer ungated = engineer.post(API + "registered-models/alias", """
                        {"name": "mlf-gated", "alias": "production", "version": "1"}
                        """).expect(409);
        assertThat(ungated.body().path("error_code").asString()).isEqualTo("RESOURCE_CONFLICT");
        assertThat(ungated.body().path("message").asString()).startsWith("A gate must pass first.");

        registry.gate("mlf-gated", 1, "any", "PASS", EARLY);
        assertThatThrownBy(() -> stage("mlf-gated", 1, "Production"))
                .hasMessageContaining("RESOURCE_CONFLICT")
                .hasMessageContaining("Other people must approve (0 of 1 have). Then repeat the call.")
                .hasMessageContaining("/approvals/" + registry.governance().approvalOf("mlf-gated@1"));
        assertThat(registry.audited("registry.pointer.moveRefused", "mlf-gated", "DENIED"))
                .isGreaterThanOrEqualTo(2); // MLflow's client repeats a refused call
        registry.governance().decide("mlf-gated@1", Approval.State.APPROVED);
        stage("mlf-gated", 1, "Production");

        assertThat(mlflow.getLatestVersions("mlf-gated", List.of("Production"))).hasSize(1);
        Answer alias = engineer.get(API + "registered-models/alias?name=mlf-gated&alias=production")
                .expect(200);
        assertThat(alias.body().at("/model_version/version").asString()).isEqualTo("1");
        assertThat(alias.body().at("/model_version/aliases/0").asString()).isEqualTo("production");
        engineer.delete(API + "registered-models/alias", "{\"name\": \"mlf-gated\", \"alias\": \"production\"}")
                .expect(409);
        registry.gate("mlf-gated", 1, "any", "FAIL", LATE);
    }

    @Test
    void pagesThroughASearch() {
        for (String name : List.of("mlf-page-c", "mlf-page-a", "mlf-page-b")) {
            create(name);
            version(name, "run-of-" + name, "cost centre", "42");
            version(name, "again-" + name);
        }
        ModelVersionsPage page =
                mlflow.searchModelVersions("name LIKE 'mlf-page-%'", 4, List.of("name DESC", "version_number ASC"));
        List<String> found = new ArrayList<>(
                page.getItems().stream().map(MlflowIT::reference).toList());
        assertThat(page.hasNextPage()).isTrue();
        ModelVersionsPage next = (ModelVersionsPage) page.getNextPage();
        found.addAll(next.getItems().stream().map(MlflowIT::reference).toList());
        assertThat(next.hasNextPage()).isFalse();
        assertThat(found)
                .containsExactly(
                        "mlf-page-c@1", "mlf-page-c@2", "mlf-page-b@1", "mlf-page-b@2", "mlf-page-a@1", "mlf-page-a@2");

        assertThat(mlflow.searchModelVersions("name ILIKE 'MLF-PAGE-%' AND tags.`cost centre` = '42'")
                        .getItems())
                .extracting(MlflowIT::reference)
                .containsExactlyInAnyOrder("mlf-page-a@1", "mlf-page-b@1", "mlf-page-c@1");
        assertThat(mlflow.searchModelVersions("run_id IN ('run-of-mlf-page-b', 'x')")
                        .getItems())
                .extracting(MlflowIT::reference)
                .containsExactly("mlf-page-b@1");
        assertThat(mlflow.searchModelVersions("name = 'mlf-page-a' AND version_number > 1")
                        .getItems())
                .hasSize(1);
        assertThat(mlflow.searchModelVersions("name = 'mlf-page-a' AND tags.plumbline.kind != 'FINE_TUNED'")
                        .getItems())
                .isEmpty();
        assertThatThrownBy(() -> mlflow.searchModelVersions("name = 'a' OR name = 'b'"))
                .hasMessageContaining("INVALID_PARAMETER_VALUE");
        JsonNode models = engineer.get(API + "registered-models/search?max_results=2&filter="
                        + "name%20LIKE%20'mlf-page-%25'&order_by=name%20DESC")
                .expect(200)
                .body();
        assertThat(models.path("registered_models")
                        .valueStream()
                        .map(model -> model.path("name").asString()))
                .containsExactly("mlf-page-c", "mlf-page-b");
        engineer.get(API + "registered-models/search?max_results=2&page_token="
                        + models.path("next_page_token").asString())
                .expect(400);
    }

    private static String reference(ModelVersion version) {
        return version.getName() + "@" + version.getVersion();
    }

    @Test
    void changesDescriptionsTagsAndAliases() {
        create("mlf-notes");
        version("mlf-notes", "run-1");
        String name = "{\"name\": \"mlf-notes\", ";
        mlflow.sendPatch("registered-models/update", name + "\"description\": \"For cards\"}");
        mlflow.sendPatch("model-versions/update", name + "\"version\": \"1\", \"description\": \"Longer\"}");
        mlflow.sendPost("registered-models/set-tag", name + "\"key\": \"owner\", \"value\": \"risk\"}");
        mlflow.sendPost(
                "model-versions/set-tag", name + "\"version\": \"1\", \"key\": \"data set\", \"value\": \"q3\"}");
        mlflow.sendPost("registered-models/alias", name + "\"alias\": \"champion\", \"version\": \"1\"}");

        JsonNode model = engineer.get(API + "registered-models/get?name=mlf-notes")
                .expect(200)
                .body()
                .path("registered_model");
        assertThat(model.path("description").asString()).isEqualTo("For cards");
        assertThat(model.path("tags").toString()).isEqualTo("[{\"key\":\"owner\",\"value\":\"risk\"}]");
        assertThat(model.path("aliases").toString()).isEqualTo("[{\"alias\":\"champion\",\"version\":\"1\"}]");
        assertThat(mlflow.getModelVersion("mlf-notes", "1").getDescription()).isEqualTo("Longer");
        assertThat(registry.audited("registry.version.described", "mlf-notes", "SUCCESS"))
                .isEqualTo(3);

        engineer.delete(API + "registered-models/delete-tag", name + "\"key\": \"owner\"}")
                .expect(200);
        engineer.delete(API + "model-versions/delete-tag", name + "\"version\": \"1\", \"key\": \"data set\"}")
                .expect(200);
        for (int i = 0; i < 2; i++) {
            engineer.delete(API + "registered-models/alias", name + "\"alias\": \"champion\"}")
                    .expect(200);
        }
        engineer.get(API + "registered-models/alias?name=mlf-notes&alias=champion")
                .expect(400);
        assertThat(mlflow.getModelVersion("mlf-notes", "1").getTagsList())
                .allMatch(tag -> tag.getKey().startsWith("plumbline."));
    }

    @Test
    void answersErrorsAsMlflowDoes() {
        create("mlf-errors");
        code(() -> engineer.post(API + "registered-models/create", "{\"name\": \"mlf-errors\"}"))
                .is(400, "RESOURCE_ALREADY_EXISTS");
        code(() -> engineer.post(API + "registered-models/create", "{\"name\": \"Fraud model\"}"))
                .is(400, "INVALID_PARAMETER_VALUE");
        code(() -> engineer.post(API + "registered-models/create", "{\"tags\": 1"))
                .is(400, "INVALID_PARAMETER_VALUE");
        code(() -> engineer.get(API + "registered-models/get?name=none")).is(404, "RESOURCE_DOES_NOT_EXIST");
        code(() -> registry.engineer("others").get(API + "registered-models/get?name=mlf-errors"))
                .is(404, "RESOURCE_DOES_NOT_EXIST");
        code(() -> engineer.get(API + "runs/search")).is(404, "ENDPOINT_NOT_FOUND");
        code(() -> engineer.get(API + "model-versions/get?name=mlf-errors&version=x"))
                .is(400, "INVALID_PARAMETER_VALUE");
        code(() -> engineer.delete(API + "registered-models/delete", "{\"name\": \"mlf-errors\"}"))
                .is(409, "RESOURCE_CONFLICT");
        code(() -> registry.user("mlflow", Role.AUDITOR)
                        .post(API + "registered-models/create", "{\"name\": \"mlf-auditor\"}"))
                .is(403, "PERMISSION_DENIED");
        code(() -> registry.credential("plk_nobody").get(API + "registered-models/get?name=mlf-errors"))
                .is(401, "UNAUTHENTICATED");
        code(() -> engineer.post(
                        API + "model-versions/create",
                        "{\"name\": \"mlf-errors\", \"source\": \"s3://x\", \"tags\":"
                                + " [{\"key\": \"plumbline.base\", \"value\": \"none@1\"}]}"))
                .is(400, "INVALID_PARAMETER_VALUE");
        code(() -> engineer.post(
                        API + "model-versions/create",
                        "{\"name\": \"mlf-errors\", \"source\": \"s3://x\", \"tags\":"
                                + " [{\"key\": \"plumbline.stage\", \"value\": \"PRODUCTION\"}]}"))
                .is(400, "INVALID_PARAMETER_VALUE");
        assertThat(mlflow.searchModelVersions("name = 'mlf-errors'").getItems()).isEmpty();
    }

    private record Refusal(Answer answer) {

        void is(int status, String code) {
            answer.expect(status);
            assertThat(answer.body().path("error_code").asString()).isEqualTo(code);
            assertThat(answer.body().path("message").asString()).isNotBlank();
            assertThat(answer.body().propertyNames()).containsExactlyInAnyOrder("error_code", "message");
        }
    }

    private static Refusal code(Supplier<Answer> call) {
        return new Refusal(call.get());
    }
}
