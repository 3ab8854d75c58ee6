package io.plumbline.eval.ranking;

import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.kit.security.Role;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/// Rankings over the API.
class RankingIT {

    private static EvalUnderTest eval;

    @BeforeAll
    static void start() {
        eval = EvalUnderTest.shared();
        eval.suite("ranked", document("faq@1", "[{\"name\": \"exactMatch\", \"floor\": 0.1}]"));
    }

    private static RestTestClient.ResponseSpec post(RestTestClient client, String path, String body) {
        return client.post()
                .uri("/api/v1/rankings/" + path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private static JsonNode ranked(String path, String body) {
        return Objects.requireNonNull(post(eval.engineer(), path, body)
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    @Test
    void comparesGatesOfSeveralModelsAndHidesThemFromOtherTeams() {
        List<String> ids = List.of(95, 93, 40).stream()
                .map(percent -> {
                    eval.model("right-" + percent, percent);
                    return eval.run(request("ranked", "right-" + percent, 1))
                            .path("id")
                            .asString();
                })
                .toList();
        String body = "{\"gates\": [\"%s\", \"%s\", \"%s\"], \"metric\": \"exactMatch\"}".formatted(ids.toArray());

        JsonNode ranking = ranked("gates", body);

        assertThat(ranking.path("records").asInt()).isEqualTo(120);
        assertThat(ranking.path("places").findValuesAsString("candidate").getFirst())
                .contains("right-95");
        assertThat(ranking.at("/places/0/mayBeBest").asBoolean()).isTrue();
        assertThat(ranking.at("/places/1/mayBeBest").asBoolean())
                .as("95 and 93 of 100")
                .isTrue();
        assertThat(ranking.at("/places/2/mayBeBest").asBoolean()).isFalse();
        assertThat(ranking.path("differences")).hasSize(3);
        assertThat(ranking.at("/differences/0/ciLow").asDouble()).isPositive();
        post(eval.service.client(eval.service.governance().userToken("team-b", Role.ML_ENGINEER)), "gates", body)
                .expectStatus()
                .isNotFound();
        post(eval.engineer(), "gates", body.replace("exactMatch", "rougeL"))
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void ratesSystemsByPreferences() {
        JsonNode ranking = ranked("arena", """
                {"preferences": [
                  {"first": "a@1", "second": "b@1", "winner": "FIRST", "item": "1"},
                  {"first": "b@1", "second": "a@1", "winner": "SECOND", "item": "2"},
                  {"first": "b@1", "second": "c@1", "winner": "FIRST", "item": "2"},
                  {"first": "a@1", "second": "c@1", "winner": "TIE", "item": "3"}]}
                """);
        assertThat(ranking.at("/places/0/system").asString()).isEqualTo("a@1");
        assertThat(ranking.at("/places/0/winRate").asDouble()).isEqualTo(2.5 / 3);
        post(eval.engineer(), "arena", """
                {"preferences": [{"first": "a", "second": "b", "winner": "TIE"},
                                 {"first": "c", "second": "d", "winner": "TIE"}]}
                """).expectStatus().isBadRequest();
        post(
                        eval.engineer(),
                        "arena",
                        "{\"preferences\": [{\"first\": \"a\", \"second\": \"a\", \"winner\": \"TIE\"}]}")
                .expectStatus()
                .isBadRequest();
    }
}
