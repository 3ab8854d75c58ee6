package io.plumbline.eval.redteam;

import static io.plumbline.eval.EvalUnderTest.TEAM;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.kit.security.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service under test, and how campaigns are started and read.
abstract class CampaignTests {

    static final String CAMPAIGNS = "/api/v1/red-team/campaigns";
    static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

    static EvalUnderTest eval;

    static RestTestClient redTeamer;

    @BeforeAll
    static void startService() {
        eval = EvalUnderTest.shared();
        redTeamer = eval.service.client(eval.service.governance().userToken(TEAM, Role.RED_TEAMER));
    }

    static JsonNode run(String request) {
        return start(request, 60);
    }

    static String started(String request) {
        return start(request, 0).path("id").asString();
    }

    static JsonNode start(String request, int wait) {
        return Objects.requireNonNull(redTeamer
                .post()
                .uri(CAMPAIGNS + "?wait=" + wait)
                .contentType(MediaType.APPLICATION_JSON)
                .body(request)
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    static JsonNode problem(String request, int status) {
        return Objects.requireNonNull(redTeamer
                .post()
                .uri(CAMPAIGNS)
                .contentType(MediaType.APPLICATION_JSON)
                .body(request)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    static JsonNode get(String id) {
        return json(CAMPAIGNS + "/" + id);
    }

    static JsonNode json(String path) {
        return JsonMapper.shared().readTree(text(path, MediaType.APPLICATION_JSON_VALUE));
    }

    static String text(String path, String accept) {
        return Objects.requireNonNull(redTeamer
                .get()
                .uri(path)
                .header("Accept", accept)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    static JsonNode post(String path) {
        return Objects.requireNonNull(redTeamer
                .post()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    static List<JsonNode> probes(JsonNode campaign) {
        List<JsonNode> probes = new ArrayList<>();
        String path = CAMPAIGNS + "/" + campaign.path("id").asString() + "/probes?limit=500";
        String cursor = "";
        do {
            JsonNode page = json(path + cursor);
            page.path("items").forEach(probes::add);
            cursor = page.hasNonNull("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        return probes;
    }
}
