package io.plumbline.standalone.demo;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.api.DemoStack;
import io.plumbline.standalone.demo.api.Multipart;
import io.plumbline.standalone.demo.cast.Cast;
import io.plumbline.standalone.demo.content.GoldenDataset;
import io.plumbline.standalone.demo.content.Handbook;
import io.plumbline.standalone.demo.registry.ModelVersions;
import io.plumbline.standalone.demo.registry.Registered;
import io.plumbline.standalone.layout.Service;
import java.util.List;
import java.util.Map;

/// The engineer registers a model, its prompt and its golden dataset, and uploads a document; the platform's owner
/// connects the provider.
final class RegistrationStep implements Step<Registered> {

    static final String SUITE = "support-quality";

    private final DemoStack stage;
    private final Cast cast;
    private final Api registry;

    RegistrationStep(DemoStack stage, Cast cast) {
        this.stage = stage;
        this.cast = cast;
        this.registry = stage.as(cast.engineer(), Service.REGISTRY);
    }

    @Override
    public String title() {
        return "A model, its prompt, its golden dataset and a document";
    }

    @Override
    public Registered play(Narrator narrator) {
        connectProvider(narrator);
        registry.put(
                        "/api/v1/models/" + Registered.MODEL,
                        Map.of(
                                "team", cast.team(),
                                "description", "Answers the questions of retail customers.",
                                "riskTier", "LIMITED",
                                "requiredSuites", List.of(SUITE),
                                "tags", Map.of("channel", "app")))
                .expect(200, 201);
        int version = new ModelVersions(stage, cast).register();
        narrator.good(
                "Model %s@%d: risk tier LIMITED, must pass the suite %s.".formatted(Registered.MODEL, version, SUITE));
        int prompt = registerPrompt();
        narrator.good("Prompt %s@%d.".formatted(Registered.PROMPT, prompt));
        Answer dataset = uploadDataset();
        narrator.good("Golden dataset %s@%d: %d questions with their expected answers."
                .formatted(Registered.DATASET, dataset.number("version"), dataset.number("records")));
        narrator.good("Knowledge base %s: document %s, version %d."
                .formatted(Handbook.BASE, Handbook.DOCUMENT, new Handbook(stage, cast).upload(cast.team())));
        return new Registered(
                version, Registered.PROMPT + "@" + prompt, Registered.DATASET + "@" + dataset.number("version"));
    }

    private void connectProvider(Narrator narrator) {
        stage.asAdmin(Service.GATEWAY)
                .put(
                        "/api/v1/providers/" + Registered.PROVIDER,
                        Map.of(
                                "kind", "openai",
                                "baseUrl", stage.credentials().simulatorUrl() + "/v1",
                                "credential", "the-simulator-takes-any-key"))
                .expect(200, 201);
        narrator.good("Connected provider %s: the model server of this local stack.".formatted(Registered.PROVIDER));
    }

    private int registerPrompt() {
        return registry.post(
                        "/api/v1/prompts/" + Registered.PROMPT + "/versions",
                        Map.of(
                                "team", cast.team(),
                                "messages",
                                        List.of(
                                                Map.of(
                                                        "role", "system",
                                                        "content",
                                                                "You answer customers of a retail bank, briefly and kindly."),
                                                Map.of("role", "user", "content", "{{input}}")),
                                "variables",
                                        Map.of(
                                                "type", "object",
                                                "properties", Map.of("input", Map.of("type", "string")),
                                                "required", List.of("input"))))
                .expect(201)
                .number("version");
    }

    private Answer uploadDataset() {
        Multipart form = new Multipart()
                .field("team", cast.team())
                .file("file", GoldenDataset.FILE, "application/jsonl", GoldenDataset.content());
        return registry.post("/api/v1/datasets/" + Registered.DATASET + "/versions", form)
                .expect(200, 201);
    }
}
