package io.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.governance.Governance.Answer;
import io.plumbline.kit.security.Role;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What people see of incidents in their browser.
class IncidentPagesIT extends IncidentTests {

    @Test
    void showsEvidenceOfEveryShape() {
        Map<String, Object> body = new HashMap<>(body("deep"));
        Object deep = "<script>alert(1)</script>";
        for (int i = 0; i < 450; i++) {
            deep = i % 2 == 0 ? List.of(deep) : Map.of("a", deep);
        }
        body.put("evidence", Map.of("deep", deep, "${1+1}", List.of(), "huge", new BigDecimal("1e400")));
        Answer opened = governance.post(officer, PATH, body);
        assertThat(opened.status()).isEqualTo(201);
        Browser browser = new Browser(governance.service().url());
        browser.signIn(Governance.ADMIN, Governance.PASSWORD);
        Browser.Page page = browser.get("/incidents/" + opened.body().path("id").asString());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("&lt;script&gt;", "${1+1}").doesNotContain("<script>alert");
    }

    @Test
    void showsAnIncidentWithItsEvidenceAndMovesItByAForm() {
        Map<String, Object> body = new HashMap<>(body("<b>paged</b>"));
        body.put("title", "Error rate <i>doubled</i>");
        body.put(
                "evidence",
                Map.of("canary", Map.of("calls", 2400, "errors", 31), "metrics", List.of("errorRate", "score")));
        String id = governance.post(officer, PATH, body).body().path("id").asString();
        governance.user("ida", TEAM, Role.COMPLIANCE_OFFICER);
        Browser browser = new Browser(governance.service().url());
        browser.signIn("ida", Governance.PASSWORD);
        assertThat(browser.get("/").body())
                .containsPattern("Open incidents</span>\\s*<span class=\"figure\">[1-9]")
                .containsPattern("href=\"[^\"]+/incidents\"[^>]*>Incidents</a>");
        assertThat(browser.get("/incidents?state=OPEN&severity=&kind=&team=").body())
                .contains("/incidents/" + id, "Error rate &lt;i&gt;doubled&lt;/i&gt;");
        Browser.Page page = browser.get("/incidents/" + id);
        assertThat(page.body())
                .contains(
                        ">errors</th>",
                        ">31</td>",
                        "title=\"2400\">2,400</td>",
                        "errorRate, score",
                        "Nobody has acknowledged this incident yet")
                .contains("/audit?resource=rollout:%3Cb%3Epaged%3C/b%3E")
                .doesNotContain("<b>paged", "<i>doubled", "th:", "${");
        assertThat(hiddenTag(page)).isNotEmpty();
        Map<String, String> silent = Map.of("to", "RESOLVED", "tag", hiddenTag(page), "comment", "");
        assertThat(browser.submit(page, "/incidents/" + id + "/transitions", silent)
                        .body())
                .contains("Describe the resolution in the comment");
        Map<String, String> resolve = Map.of("to", "RESOLVED", "tag", hiddenTag(page), "comment", "Taken back");
        Browser.Page resolved = browser.submit(page, "/incidents/" + id + "/transitions", resolve);
        assertThat(resolved.body()).contains("The incident is RESOLVED now", "<q>Taken back</q>", "ida");
        assertThat(browser.submit(page, "/incidents/" + id + "/transitions", resolve)
                        .status())
                .isEqualTo(412);
    }

    @Test
    void linksTheRolloutAndItsEvents() {
        String rollout = UUID.randomUUID().toString();
        String id =
                governance.post(officer, PATH, body(rollout)).body().path("id").asString();
        governance.user("ina", TEAM, Role.COMPLIANCE_OFFICER);
        Browser browser = new Browser(governance.service().url());
        browser.signIn("ina", Governance.PASSWORD);
        String address = "href=\"http://console.example/rollouts/" + rollout + "\"";
        assertThat(browser.get("/incidents/" + id).body()).contains(address);
        assertThat(browser.get("/incidents").body()).contains(address);
        Matcher event = Pattern.compile("href=\"(/audit/[0-9a-f-]{36})\"")
                .matcher(browser.get("/audit?resource=incident:" + id).body());
        assertThat(event.find()).isTrue();
        assertThat(browser.get(event.group(1)).body()).contains("/incidents/" + id + "\">its page</a>");
    }

    private static String hiddenTag(Browser.Page page) {
        Matcher tag = Pattern.compile("name=\"tag\" value=\"([^\"]+)\"").matcher(page.body());
        return tag.find() ? tag.group(1).replace("&quot;", "\"") : "";
    }
}
