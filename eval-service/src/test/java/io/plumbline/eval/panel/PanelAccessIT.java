package io.plumbline.eval.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.kit.security.Role;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/// Annotators and readers of a panel get nothing that is not theirs.
class PanelAccessIT extends PanelTests {

    @Test
    void keepsAnnotatorsToTheirOwnItems() {
        panel("isolated", SINGLE);
        Person ada = annotator("isolated", "Ada");
        Person bob = annotator("isolated", "Bob");
        String mine = ada.next().path("item").path("id").asString();

        bob.label(mine, Map.of("accuracy", List.of(1))).expectStatus().isNotFound();
        stranger()
                .get()
                .uri("/api/v1/annotation-tasks/" + ada.task() + "/next")
                .exchange()
                .expectStatus()
                .isNotFound();
        ada.client()
                .get()
                .uri("/api/v1/panels/isolated")
                .exchange()
                .expectStatus()
                .isForbidden();
        ada.client().get().uri("/api/v1/rubrics").exchange().expectStatus().isForbidden();
        post("/api/v1/panels/isolated/annotators", "{\"name\": \"Carla\"}")
                .expectStatus()
                .isEqualTo(409);
        String place = get("/api/v1/panels/isolated/annotators")
                .path("items")
                .path(0)
                .path("id")
                .asString();
        eval.engineer()
                .delete()
                .uri("/api/v1/panels/isolated/annotators/" + place)
                .exchange()
                .expectStatus()
                .isNoContent();
        ada.client()
                .get()
                .uri("/api/v1/annotation-tasks/" + ada.task() + "/next")
                .exchange()
                .expectStatus()
                .isNotFound();
        assertThat(eval.service.governance().withdrawnAnnotators()).contains(ada.id());
        assertThat(annotator("isolated", "Carla").next().path("item").path("id").asString())
                .as("the next annotator continues")
                .isEqualTo(mine);
    }

    @Test
    void givesLinksOnlyToAnnotatorsThatItInvited() {
        panel("invited", SINGLE);
        String people = "/api/v1/panels/invited/annotators";
        String user = UUID.randomUUID().toString();
        String named = "{\"name\": \"Bob\", \"user\": \"" + user + "\"}";
        post(people, named).expectStatus().isBadRequest();
        eval.service.governance().annotator(UUID.fromString(user), EvalUnderTest.TEAM);
        String bob = body(post(people, named)).path("id").asString();
        post(people, named).expectStatus().isEqualTo(409);
        Person ada = annotator("invited", "Ada");
        String place = get(people).path("items").path(1).path("id").asString();

        post(people + "/" + bob + "/links", "{}").expectStatus().isNotFound();
        assertThat(body(post(people + "/" + place + "/links", "{}"))
                        .path("link")
                        .asString())
                .contains("/invitation?token=");
        body(post("/api/v1/panels/invited/close", "{}"));

        post(people + "/" + place + "/links", "{}").expectStatus().isEqualTo(409);
        assertThat(eval.service.governance().withdrawnAnnotators())
                .contains(ada.id())
                .doesNotContain(user);
    }

    @Test
    void replacesPersonalDataInDisagreements() {
        panel("disputed", SINGLE);
        body(importing("disputed", "WorkerId,Input.item,Answer.accuracy\nW1,0,1\nW2,0,5\n"));
        RestTestClient pipeline =
                eval.service.client(eval.service.governance().userToken(EvalUnderTest.TEAM, Role.CI_PIPELINE));

        JsonNode disputed =
                body(pipeline.get().uri("/api/v1/panels/disputed/disagreements").exchange());

        assertThat(disputed.path("items").path(0).path("content").path("input").asString())
                .startsWith("Question")
                .doesNotContain("ada.lovelace");
    }
}
