package io.plumbline.registry.dataset.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.kit.security.Role;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class DatasetAuditIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private static final String AUDITS = "/api/v1/datasets/audited/versions/1/audits";

    @Test
    void reportsDuplicatesContradictionsAndContamination() {
        Client engineer = registry.engineer("audits");
        engineer.put("/api/v1/datasets/audit-golden", "{\"golden\": true}").expect(201);
        engineer.upload("audit-golden", "a.jsonl", line("Where can I find the fees of my account?", "Fees"))
                .expect(201);
        engineer.upload(
                        "audited",
                        "a.jsonl",
                        line("where can i find the fees of my account", "Fees")
                                + line("Where can I find the fees of my account?!", "Loans")
                                + line("Something else", "Other"))
                .expect(201);
        JsonNode report = engineer.post(AUDITS, "").expect(201).body().path("report");
        assertThat(report.path("audited").asInt()).isEqualTo(3);
        assertThat(report.at("/duplicates/examples/0").toString()).isEqualTo("{\"record\":2,\"other\":1}");
        assertThat(report.at("/contradictions/count").asInt()).isEqualTo(1);
        assertThat(report.at("/contamination/0/dataset").asString()).isEqualTo("audit-golden@1");
        assertThat(report.at("/contamination/0/count").asInt()).isEqualTo(2);

        assertThat(engineer.get(AUDITS).expect(200).body().path("items").size()).isEqualTo(1);
        registry.user("audits", Role.AUDITOR).post(AUDITS, "").expect(403, "forbidden");
        registry.engineer("others").get(AUDITS).expect(404, "not-found");
        assertThat(registry.audited("registry.dataset.audited", "audited", "SUCCESS"))
                .isEqualTo(1);
    }

    @Test
    void blocksWhatThePolicyDoesNotAllow() {
        Client engineer = registry.engineer("blocks");
        engineer.upload("block-train", "a.jsonl", line("One", "A") + line("one!", "A") + line("Two", "B"))
                .expect(201);
        registry.model(engineer, "block-model", "MINIMAL");
        int version = engineer.post("/api/v1/models/block-model/versions", """
                        {"kind": "FINE_TUNED", "provider": "simulator", "upstreamModel": "sim-1",
                         "trainingData": ["block-train@1"]}
                        """)
                .expect(201)
                .body()
                .path("version")
                .asInt();
        Client officer = registry.user("blocks", Role.PLATFORM_ADMIN);
        String policy = "/api/v1/supply-chain-policy";
        try {
            officer.put(policy, "{\"datasets\": {\"requireAudit\": true, \"maxDuplicates\": 0.4}}")
                    .expect(200);
            assertThat(blocked(engineer)).isEqualTo("[\"It was not audited.\"]");
            engineer.post("/api/v1/models/block-model/versions/" + version + "/transitions", "{\"to\": \"STAGING\"}")
                    .expect(409, "supply-chain-refused");

            engineer.post("/api/v1/datasets/block-train/versions/1/audits", "").expect(201);
            assertThat(blocked(engineer)).isEqualTo("[]");
            officer.put(policy, "{\"datasets\": {\"maxDuplicates\": 0.1}}").expect(200);
            assertThat(blocked(engineer))
                    .isEqualTo("[\"33.3 % of the records are duplicates. The policy allows 10.0 %.\"]");
            JsonNode refusal = engineer.post(
                            "/api/v1/models/block-model/versions/" + version + "/transitions", "{\"to\": \"STAGING\"}")
                    .expect(409, "supply-chain-refused")
                    .body();
            assertThat(refusal.at("/violations/0/rule").asString()).isEqualTo("DATASET");
            assertThat(refusal.path("detail").asString()).contains("block-train@1", "33.3 %");
            engineer.post("/api/v1/fine-tuning-jobs", """
                            {"base": "block-model@1", "method": "SFT", "trainingData": "block-train@1",
                             "target": {"model": "block-model"},
                             "executor": {"kind": "OPENAI", "openAi": {"url": "http://127.0.0.1:9/v1"}}}
                            """).expect(409, "dataset-blocked");
        } finally {
            officer.put(policy, "{}").expect(200);
        }
        engineer.post("/api/v1/models/block-model/versions/" + version + "/transitions", "{\"to\": \"STAGING\"}")
                .expect(200);
    }

    private static String blocked(Client client) {
        return client.get("/api/v1/datasets/block-train/versions/1")
                .expect(200)
                .body()
                .path("blocked")
                .toString();
    }

    private static String line(String input, String reference) {
        return "{\"input\": \"" + input + "\", \"references\": [\"" + reference + "\"]}\n";
    }
}
