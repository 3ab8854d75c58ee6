package io.plumbline.eval.gate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.gate.comparison.Redactor;
import io.plumbline.eval.gate.ledger.BaselineOrigin;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStatus;
import io.plumbline.eval.gate.ledger.Gates;
import io.plumbline.eval.gate.ledger.result.Evidence;
import io.plumbline.eval.gate.ledger.result.FlakyItems;
import io.plumbline.eval.gate.ledger.result.GateFindings;
import io.plumbline.eval.gate.ledger.result.GateSlice;
import io.plumbline.eval.gate.ledger.result.SliceCheck;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.guardrails.GuardEngine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

class HtmlReportTest {

    private static final String HOSTILE = "</p><script>alert(1)</script><img src=x onerror=alert(1)>";

    private final HtmlReport report = new HtmlReport(templates(), new Redactor(GuardEngine.standard()));

    @Test
    void isSelfContainedAndInjectionSafe() throws Exception {
        String html = report.write(gate(), List.of(SarifReportTest.worst(HOSTILE)));

        assertThat(html)
                .startsWith("<!doctype html>")
                .doesNotContain("<script", "<img", "<link", "http://", "https://", "style=\"", "onerror=alert(1)>");
        String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
        String digest = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        assertThat(html).contains("default-src &#39;none&#39;; style-src &#39;sha256-" + digest + "&#39;");
        assertThat(style).contains("prefers-color-scheme: dark");
    }

    @Test
    void showsChecksSlicesFlakyItemsAndTheWorstItemsSideBySide() {
        String html = report.write(gate(), List.of(SarifReportTest.worst("expected things")));

        assertThat(html)
                .contains("FAIL · faq on bot@2")
                .contains("attempt 3, evidence of 3 runs")
                .contains("bot@1 (baseline requested by u-1, approved by u-2)")
                .contains("aria-label=\"0.400 … 0.600\"", "<line class=\"threshold\"")
                .contains("vip", "blocks", "few", "-0.200", "-0.350 … -0.050")
                .contains("1 of 20 items", "q-7: exactMatch 0.000 to 1.000, 2 of 4 answers good")
                .contains("<del>words</del>", "<ins>things</ins>");
    }

    private static Gate gate() {
        Gate gate = Gates.gate(
                Gates.document("\"metrics\": []"),
                Candidate.ofModel("bot", 1),
                GateStatus.DONE,
                CheckOutcome.FAIL,
                List.of(Gates.check("exactMatch.floor", "FAIL", "Even <b>this</b> is below.")));
        SliceCheck check =
                new SliceCheck("exactMatch", 12, 0.7, 0.5, 0.9, 0.9, -0.2, -0.35, -0.05, "FAIL", "Only 12 items.");
        GateFindings findings = new GateFindings(
                List.of(new GateSlice("vip", 12, true, true, List.of(check))),
                new FlakyItems(20, 1, List.of(new FlakyItems.Item(7, "q-7", "exactMatch", 4, 0, 1, 2))),
                new Evidence(3, 3, 0.99));
        BaselineOrigin origin =
                new BaselineOrigin(BaselineOrigin.Source.BLESSED, "u-1", List.of("u-2"), Instant.EPOCH, Gates.ID);
        return Gates.with(gate, findings, origin);
    }

    static SpringTemplateEngine templates() {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
        resolver.setPrefix("templates/");
        resolver.setSuffix(".html");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(resolver);
        return engine;
    }
}
