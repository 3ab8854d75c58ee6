package io.plumbline.registry;

import io.plumbline.registry.Registry.Client;
import io.plumbline.testkit.AuthorizationWalk;
import io.plumbline.testkit.OpenApiDrift;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ContractIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private static final String NAME = AuthorizationWalk.CANARY + "-1";

    private static final String[] MLFLOW = {
        "POST registered-models/create",
        "PATCH registered-models/update",
        "POST registered-models/rename",
        "DELETE registered-models/delete",
        "POST registered-models/set-tag",
        "DELETE registered-models/delete-tag",
        "POST registered-models/get-latest-versions",
        "POST registered-models/alias",
        "DELETE registered-models/alias",
        "POST model-versions/create",
        "PATCH model-versions/update",
        "DELETE model-versions/delete",
        "POST model-versions/set-tag",
        "DELETE model-versions/delete-tag",
        "POST model-versions/transition-stage"
    };

    @Test
    void describesItselfAsDocumented() {
        OpenApiDrift.check(registry.service(), "registry");
    }

    @Test
    void rejectsUnauthorisedCallers() {
        Client engineer = registry.engineer(AuthorizationWalk.TEAM_A);
        registry.model(engineer, NAME, "MINIMAL");
        registry.version(engineer, NAME);
        engineer.post("/api/v1/prompts/" + NAME + "/versions", """
                {"messages": [{"role": "user", "content": "Hello"}]}
                """).expect(201);
        engineer.upload(NAME, "a.jsonl", "{\"input\": \"Why?\", \"references\": [\"So.\"]}\n")
                .expect(201);
        engineer.put("/api/v1/models/" + NAME + "/aliases/canary", "{\"version\": 1}")
                .expect(200);
        engineer.put("/api/v1/prompts/" + NAME + "/aliases/canary", "{\"version\": 1}")
                .expect(200);

        engineer.put("/api/v1/knowledge-bases/" + NAME, "{}").expect(201);
        engineer.document(NAME, "a.txt", "A text.".getBytes(StandardCharsets.UTF_8), "id", NAME)
                .expect(202);

        String connector = """
                {"source": {"kind": "FOLDER", "folder": {"path": "%s"}}}
                """.formatted(Registry.FOLDERS);
        engineer.put("/api/v1/knowledge-bases/" + NAME + "/connectors/" + NAME, connector)
                .expect(201);

        String job = """
                {"base": "%1$s@1", "method": "SFT", "trainingData": "%1$s@1", "target": {"model": "%1$s"},
                 "executor": {"kind": "KUBERNETES",
                  "kubernetes": {"image": "a", "plumblineUrl": "https://registry.example.com"}}}
                """.formatted(NAME);
        engineer.post("/api/v1/fine-tuning-jobs", job).expect(201);
        String plan = """
                {"model": "%1$s", "dataset": "%1$s", "suites": ["walked"],
                 "training": {"base": "%1$s@1", "method": "SFT", "executor": {"kind": "KUBERNETES",
                  "kubernetes": {"image": "a", "plumblineUrl": "https://registry.example.com"}}}}
                """.formatted(NAME);
        registry.suiteOf(AuthorizationWalk.TEAM_A, "walked");
        engineer.put("/api/v1/training-plans/" + NAME, plan).expect(201);
        String gate = Registry.gate("support", "PASS", "2026-11-01T12:00:00Z");
        AuthorizationWalk walk = AuthorizationWalk.of(registry.service())
                .variable("name", NAME)
                .variable("id", NAME)
                .variable("connector", NAME)
                .variable("version", "1")
                .variable("alias", "canary")
                .variable("id", "01890000-0000-7000-8000-000000000001");
        for (String things : new String[] {"models", "prompts"}) {
            String one = " /api/v1/" + things + "/{name}";
            walk.body("PUT" + one, "{\"team\": \"team-a\", \"riskTier\": \"MINIMAL\"}")
                    .body("POST" + one + "/diff", "{\"team\": \"team-a\", \"riskTier\": \"LIMITED\"}")
                    .body("POST" + one + "/versions/{version}/transitions", "{\"to\": \"STAGING\"}")
                    .body("POST" + one + "/versions/{version}/evaluations", gate)
                    .body("PUT" + one + "/aliases/{alias}", "{\"version\": 1}");
        }
        engineer.put("/api/v1/webhooks/" + NAME, """
                        {"url": "http://127.0.0.1:9", "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                         "events": ["gate.finished"]}
                        """).expect(201);
        // Has the members of every request; each takes its own.
        String any = """
                {"name": "%s", "version": "1", "alias": "canary", "key": "k", "value": "v", "stage": "Staging",
                 "source": "s3://models/1"}
                """.formatted(NAME);
        for (String operation : MLFLOW) {
            walk.body(operation.replace(" ", " /api/2.0/mlflow/"), any);
        }
        walk.body("POST /api/v1/models/{name}/versions", """
                        {"kind": "FOUNDATION", "provider": "simulator", "upstreamModel": "sim-1"}
                        """)
                .body("POST /api/v1/prompts/{name}/versions", """
                        {"messages": [{"role": "user", "content": "Hello"}]}
                        """)
                .body("POST /api/v1/prompts/{name}/versions/{version}/render", "{\"variables\": {}}")
                .body("POST /api/v1/prompts/{name}/render", "{\"version\": 1}")
                .body(
                        "PUT /api/v1/webhooks/{name}",
                        "{\"url\": \"http://127.0.0.1:9\", \"events\": [\"gate.finished\"]}")
                .body(
                        "POST /api/v1/webhooks/{name}/diff",
                        "{\"url\": \"http://127.0.0.1:9\", \"events\": [\"gate.finished\"]}")
                .body("PUT /api/v1/knowledge-bases/{name}", "{\"team\": \"team-a\"}")
                .body("POST /api/v1/knowledge-bases/{name}/diff", "{\"team\": \"team-a\"}")
                .body("PUT /api/v1/knowledge-bases/{name}/connectors/{connector}", connector)
                .body("POST /api/v1/knowledge-bases/{name}/search", "{\"query\": \"text\"}")
                .body("PUT /api/v1/datasets/{name}", "{\"team\": \"team-a\"}")
                .body("POST /api/v1/fine-tuning-jobs", job)
                .body("POST /api/v1/fine-tuning-jobs/{id}/metrics", "{\"points\": [{\"step\": 1}]}")
                .body("POST /api/v1/fine-tuning-jobs/{id}/result", "{\"succeeded\": false}")
                .body("PUT /api/v1/training-plans/{name}", plan)
                .body("POST /api/v1/training-plans/{name}/diff", plan)
                .body("PUT /api/v1/supply-chain-policy", "{}")
                .body("POST /api/v1/models/{name}/versions/{version}/signatures", "{}")
                .body("POST /api/v1/lineage", """
                        {"eventTime": "2026-11-30T10:00:00Z", "job": {"namespace": "a", "name": "b"},
                         "outputs": [{"namespace": "plumbline", "name": "dataset:%s@1"}]}
                        """.formatted(NAME))
                .walk();
    }
}
