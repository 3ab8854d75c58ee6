package io.plumbline.eval.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.Role;
import io.plumbline.testkit.AuthorizationWalk;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every page, as [AuthorizationWalk] has every operation: closed to strangers, to roles without its
/// permission, and to other teams.
class PageAccessIT {

    private static final String MINE = AuthorizationWalk.CANARY;

    private static PagesUnderTest pages;
    /// Pattern of a page → a page of team A, and what it needs.
    private static final Map<String, Door> DOORS = new LinkedHashMap<>();

    private record Door(String path, Permission permission, boolean list) {}

    @BeforeAll
    static void start() {
        pages = new PagesUnderTest();
        pages.put(
                "/api/v1/suites/" + MINE,
                EvalUnderTest.document("tiny@1", "[{\"name\": \"exactMatch\", \"floor\": 0.8}]"));
        pages.eval.model(MINE + "-model", 100);
        String gate = pages.eval
                .run(EvalUnderTest.request(MINE, MINE + "-model", 1))
                .path("id")
                .asString();
        pages.put("/api/v1/rubrics/" + MINE, """
                {"description": "Whether it is polite.", "scale": {"min": 1, "max": 2}, "criteria": [
                {"name": "polite", "description": "Polite.", "anchors": {"1": "No.", "2": "Yes."}}]}
                """);
        pages.put("/api/v1/judges/" + MINE, "{\"rubric\": \"" + MINE + "@1\", \"model\": \"registry:grader@1\"}");
        String calibration = pages.calibrate(MINE, MINE + "-model@1", 40, 0.2, false);
        DOORS.put("/", new Door("/", Permission.GATE_READ, true));
        DOORS.put("/gates/{id}", new Door("/gates/" + gate, Permission.GATE_READ, false));
        DOORS.put("/gates/{id}/progress", new Door("/gates/" + gate + "/progress", Permission.GATE_READ, false));
        DOORS.put("/suites", new Door("/suites", Permission.SUITE_READ, true));
        DOORS.put("/suites/{name}", new Door("/suites/" + MINE, Permission.SUITE_READ, false));
        DOORS.put("/rubrics", new Door("/rubrics", Permission.RUBRIC_READ, true));
        DOORS.put("/rubrics/{name}", new Door("/rubrics/" + MINE, Permission.RUBRIC_READ, false));
        DOORS.put(
                "/rubrics/{name}/versions/{version}",
                new Door("/rubrics/" + MINE + "/versions/1", Permission.RUBRIC_READ, false));
        DOORS.put("/judges", new Door("/judges", Permission.JUDGE_READ, true));
        DOORS.put("/judges/{name}", new Door("/judges/" + MINE, Permission.JUDGE_READ, false));
        DOORS.put(
                "/judges/{name}/calibrations/{id}",
                new Door("/judges/" + MINE + "/calibrations/" + calibration, Permission.JUDGE_READ, false));
    }

    @Test
    void coversEveryPage() {
        RequestMappingHandlerMapping mapping =
                pages.eval.service.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        assertThat(mapping.getHandlerMethods().entrySet().stream()
                        .filter(entry -> isPage(entry.getValue()))
                        .flatMap(entry -> entry.getKey().getPatternValues().stream()))
                .containsExactlyInAnyOrderElementsOf(DOORS.keySet());
    }

    private static boolean isPage(HandlerMethod handler) {
        return handler.getBeanType().getPackageName().startsWith(PageAccessIT.class.getPackageName());
    }

    @Test
    void sendsAnonymousVisitorsToTheLoginAndForbidsInlineAndForeignContent() throws Exception {
        try (HttpClient browser = HttpClient.newHttpClient()) {
            for (Door door : DOORS.values()) {
                HttpResponse<String> answer = browser.send(
                        HttpRequest.newBuilder(URI.create(pages.eval.service.url() + door.path()))
                                .header("Accept", "text/html")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(door.path()).isEqualTo(302);
                assertThat(answer.headers().firstValue("Location").orElseThrow())
                        .contains("oauth2");
                assertThat(answer.body()).doesNotContain(MINE);
                assertThat(answer.headers()
                                .firstValue("Content-Security-Policy")
                                .orElseThrow())
                        .contains("default-src 'none'")
                        .doesNotContain("unsafe");
            }
        }
    }

    @Test
    void opensOnlyToRolesWithThePermissionOfThePage() {
        for (Door door : DOORS.values()) {
            for (Role role : Role.values()) {
                int status = status(client(AuthorizationWalk.TEAM_A, role), door.path());
                assertThat(status)
                        .as("%s as %s", door.path(), role.code())
                        .isEqualTo(role.permissions().contains(door.permission()) ? 200 : 403);
            }
        }
    }

    @Test
    void hidesEverythingFromAnotherTeam() {
        for (Door door : DOORS.values()) {
            for (Role role : Role.values()) {
                if (!role.permissions().contains(door.permission()) || role.everyTeam()) {
                    continue;
                }
                var answer = client(AuthorizationWalk.TEAM_B, role)
                        .get()
                        .uri(door.path())
                        .header("Accept", "text/html")
                        .exchange()
                        .expectBody(String.class)
                        .returnResult();
                assertThat(answer.getStatus().value())
                        .as("%s as %s of another team", door.path(), role.code())
                        .isEqualTo(door.list() ? 200 : 404);
                assertThat(String.valueOf(answer.getResponseBody())).doesNotContain(door.list() ? MINE : "<h1");
            }
        }
    }

    private static RestTestClient client(String team, Role role) {
        return pages.eval.service.client(pages.eval.service.governance().userToken(team, role));
    }

    private static int status(RestTestClient client, String path) {
        return client.get()
                .uri(path)
                .header("Accept", "text/html")
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
    }
}
