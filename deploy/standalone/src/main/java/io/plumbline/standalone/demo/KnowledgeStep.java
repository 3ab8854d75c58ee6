package io.plumbline.standalone.demo;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.api.DemoStack;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.demo.api.Waiting;
import io.plumbline.standalone.demo.cast.Cast;
import io.plumbline.standalone.demo.content.Handbook;
import io.plumbline.standalone.demo.registry.Registered;
import io.plumbline.standalone.layout.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Asks a question that only a document answers, and shows its citation and its lineage.
final class KnowledgeStep implements Step<KnowledgeStep.Cited> {

    private static final String ROUTE = "handbook";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final DemoStack stage;
    private final Cast cast;
    private final Registered registered;

    KnowledgeStep(DemoStack stage, Cast cast, Registered registered) {
        this.stage = stage;
        this.cast = cast;
        this.registered = registered;
    }

    /// @param call whose answer cites the document
    /// @param calls of the application
    record Cited(String call, int calls) {}

    @Override
    public String title() {
        return "A question that only a document answers";
    }

    @Override
    public Cited play(Narrator narrator) {
        Handbook handbook = new Handbook(stage, cast);
        Waiting.until(
                "the handbook is indexed",
                LIMIT,
                () -> handbook.isIndexed() ? Optional.of(Boolean.TRUE) : Optional.empty());
        route();
        Answer answer = ask();
        String text = answer.body()
                .path("choices")
                .path(0)
                .path("message")
                .path("content")
                .asString("");
        JsonNode citation = answer.body().path("plumbline").path("citations").path(0);
        if (!text.contains(Handbook.ANSWER)
                || !citation.path("document").asString("").equals(Handbook.DOCUMENT)) {
            throw new StoryBroke("The answer does not come from the handbook: " + answer.text());
        }
        narrator.good("The application asks: \"%s\"".formatted(Handbook.QUESTION));
        narrator.verbatim("    " + text);
        narrator.good("The answer cites document %s, version %d, under \"%s\"."
                .formatted(
                        citation.path("document").asString(""),
                        citation.path("version").asInt(),
                        citation.path("headingPath").path(0).asString("")));
        String call = answer.header("x-plumbline-call-id");
        String lineage =
                "/api/v1/calls?knowledgeBase=%s&document=%s&limit=50".formatted(Handbook.BASE, Handbook.DOCUMENT);
        Api monitoring = stage.as(cast.engineer(), Service.MONITORING);
        int cited = Waiting.until("monitoring lists the call", LIMIT, () -> {
            JsonNode items = monitoring.get(lineage).expect(200).body().path("items");
            return items.valueStream()
                            .anyMatch(item -> item.path("callId").asString("").equals(call))
                    ? Optional.of(items.size())
                    : Optional.empty();
        });
        narrator.good("From the document to its answers: %d listed by GET %s".formatted(cited, lineage));
        return new Cited(call, 1);
    }

    private void route() {
        stage.as(cast.engineer(), Service.GATEWAY)
                .put(
                        "/api/v1/routes/" + ROUTE,
                        Map.of(
                                "team", cast.team(),
                                "environment", "DEVELOPMENT",
                                "variants",
                                        List.of(Map.of(
                                                "name",
                                                "only",
                                                "target",
                                                Map.of("model", Registered.MODEL, "version", registered.modelVersion()),
                                                "weight",
                                                100)),
                                "retrieval", Map.of("knowledgeBase", Handbook.BASE)))
                .expect(200, 201);
    }

    private Answer ask() {
        Api gateway = stage.as(cast.application(), Service.GATEWAY);
        Waiting.until(
                "the gateway knows the route",
                LIMIT,
                () -> gateway.get("/v1/models/" + ROUTE).is(200) ? Optional.of(Boolean.TRUE) : Optional.empty());
        return gateway.post(
                        "/v1/chat/completions",
                        Map.of(
                                "model",
                                ROUTE,
                                "messages",
                                List.of(Map.of("role", "user", "content", Handbook.QUESTION))))
                .expect(200);
    }
}
