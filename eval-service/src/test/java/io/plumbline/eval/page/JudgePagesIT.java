package io.plumbline.eval.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The pages of rubrics, judges and calibrations.
class JudgePagesIT {

    private static final String RUBRIC = """
            {"description": "How a helper speaks. %s",
             "scale": {"min": 0, "max": 3},
             "criteria": [
               {"name": "warmth", "description": "Whether it sounds as if it cared.", "weight": 3,
                "anchors": {"0": "Rude.", "1": "Cold.", "2": "Kind.", "3": "Kind, and to the person."}},
               {"name": "brevity", "description": "Whether it is short.",
                "anchors": {"0": "Endless.", "1": "Long.", "2": "Short.", "3": "%s"}}],
             "steps": ["Read it aloud."],
             "examples": [{"input": "Hello?", "answer": "Hi! How can I help?", "scores": {"warmth": 3, "brevity": 3},
                "reason": "Kind and short."}]}
            """;

    private static PagesUnderTest pages;
    private static String reliable;

    @BeforeAll
    static void start() {
        pages = new PagesUnderTest();
        pages.runGates();
        reliable = pages.calibrate(PagesUnderTest.JUDGE, "support-assistant@5", 200, 0.1, true);
    }

    @Test
    void showsTheQualityOfAJudge() {
        String page = pages.page("calibration", "/judges/" + PagesUnderTest.JUDGE + "/calibrations/" + reliable);
        assertThat(page)
                .contains("this judge is reliable", "more lenient than humans", "Kappa, quadratic", "Sensitivity")
                .contains("First answer preferred", "Same in both orders", "Length")
                .contains("class=\"confusion\"", "<svg class=\"plot square\"", "mapped to human scores")
                .contains(
                        "Human labels alone",
                        "Judge and labels",
                        "/gates/" + pages.gates.get(5).path("id").asString())
                .contains("The sentinels have not been rated again since.")
                .doesNotContain("th:", "${", "style=", "<script");
    }

    @Test
    void estimatesFromLabelsAloneWithoutAJudgedGate() {
        String id = pages.calibrate(PagesUnderTest.JUDGE, "someone-else@1", 40, 0.5, false);
        assertThat(pages.page("calibration-weak", "/judges/" + PagesUnderTest.JUDGE + "/calibrations/" + id))
                .contains(
                        "single ratings of this judge are not reliable", "No gate on this model", "Human labels alone")
                .doesNotContain("Judge and labels", "Same in both orders");
    }

    @Test
    void reportsAStaleCalibrationAndDrift() {
        pages.put("/api/v1/judges/moody", "{\"rubric\": \"tone@1\", \"model\": \"registry:grader@1\"}");
        assertThat(pages.page("judge-uncalibrated", "/judges/moody"))
                .contains("This judge is not calibrated.", "NONE", "Not calibrated against human labels yet.");
        String id = pages.calibrate("moody", "support-assistant@2", 100, 0.1, false);
        assertThat(pages.page("judge-fresh", "/judges/moody"))
                .contains("Its ratings count in gates on support-assistant@2", "FRESH");
        List<Map<String, Object>> now = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            now.add(Map.of("id", "sentinel-" + i, "verdict", i % 2 == 0 ? 0 : 1));
        }
        pages.send(
                pages.eval.engineer().post().uri("/api/v1/judges/moody/calibrations/" + id + "/sentinels"),
                JsonMapper.shared().writeValueAsString(Map.of("items", now)));
        assertThat(pages.page("calibration-stale", "/judges/moody/calibrations/" + id))
                .contains("is no longer valid", "now rates its sentinels differently", "Drifted.", "STALE");
        assertThat(pages.page("judge-stale", "/judges/moody")).contains("None of its calibrations is valid any more");
        assertThat(pages.page("judges", "/judges"))
                .contains(PagesUnderTest.JUDGE, "moody", "has a valid calibration", "0 of 1 model");
    }

    @Test
    void showsARubricWithItsLevelsAndVersions() {
        pages.put("/api/v1/rubrics/manners", RUBRIC.formatted("", "One line."));
        String hostile = PagesUnderTest.HOSTILE.replace("\"", "\\\"");
        pages.put("/api/v1/rubrics/manners", RUBRIC.formatted(hostile, hostile));
        String page = pages.page("rubric", "/rubrics/manners");
        assertThat(page)
                .contains("It rates 2 criteria from 0 to 3; 2 and above counts as good.", "75 % of the score", "Cold.")
                .contains(
                        "Read it aloud.", "Hi! How can I help?", "No judge uses this rubric.", "Version 1", "Version 2")
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script", "<img src=x", "th:", "${", "\u202E");
        assertThat(pages.page("rubric-1", "/rubrics/manners/versions/1"))
                .contains("One line.")
                .doesNotContain("alert");
        assertThat(pages.page("rubric-built-in", "/rubrics/relevance"))
                .contains("none: built in", "1 judge uses it. 1 of them has a valid calibration.");
        assertThat(pages.page("rubrics", "/rubrics")).contains("relevance", "built in", "manners", EvalUnderTest.TEAM);
    }

    @Test
    void returnsNotFoundForAnUnknownPage() {
        for (String path : List.of(
                "/suites/nothing",
                "/judges/nothing",
                "/rubrics/nothing",
                "/rubrics/relevance/versions/9",
                "/judges/" + PagesUnderTest.JUDGE + "/calibrations/01890000-0000-7000-8000-000000000000")) {
            pages.eval
                    .engineer()
                    .get()
                    .uri(path)
                    .header("Accept", "text/html")
                    .exchange()
                    .expectStatus()
                    .isNotFound();
        }
    }
}
