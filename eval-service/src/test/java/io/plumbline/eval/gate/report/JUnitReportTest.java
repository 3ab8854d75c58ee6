package io.plumbline.eval.gate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStatus;
import io.plumbline.eval.gate.ledger.Gates;
import io.plumbline.eval.statistics.check.CheckOutcome;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class JUnitReportTest {

    private static final String METRICS = "\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.8}]";

    @Test
    void writesATestCaseForEachCheck() throws Exception {
        Document document = parsed(Gates.gate(
                Gates.document(METRICS),
                Candidate.ofModel("bot", 1),
                GateStatus.DONE,
                CheckOutcome.FAIL,
                List.of(
                        Gates.check("a.floor", "PASS", "good"),
                        Gates.check("b.floor", "FAIL", "bad"),
                        Gates.check("c.floor", "INCONCLUSIVE", "who knows"),
                        Gates.check("d", "SKIPPED", "no limit"))));

        Element suite = child(document, "testsuite");
        assertThat(suite.getAttribute("name")).isEqualTo("faq");
        assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-11-24T10:00:00");
        assertThat(suite.getAttribute("time")).isEqualTo("2.500");
        assertThat(child(document, "failure").getAttribute("message")).isEqualTo("bad");
        assertThat(child(document, "failure").getTextContent()).isEqualTo("bad");
        assertThat(((Element) child(document, "failure").getParentNode()).getAttribute("name"))
                .isEqualTo("b.floor");
        assertThat(child(document, "error").getAttribute("message")).isEqualTo("who knows");
        assertThat(child(document, "skipped").getAttribute("message")).isEqualTo("no limit");
    }

    @Test
    void staysWellFormedWithAnyContent() throws Exception {
        String evil = "]]> </testcase> \"quoted\" & <b>\u0000\u0008\u001b \uFFFE \uD800 😀";
        Document document = parsed(Gates.gate(
                Gates.document(METRICS),
                null,
                GateStatus.DONE,
                CheckOutcome.FAIL,
                List.of(Gates.check("evil", "FAIL", evil), Gates.check("good", "PASS", evil))));

        String legal = "]]> </testcase> \"quoted\" & <b>\uFFFD\uFFFD\uFFFD \uFFFD \uFFFD 😀";
        assertThat(child(document, "failure").getAttribute("message")).isEqualTo(legal);
        assertThat(child(document, "system-out").getTextContent()).isEqualTo(legal);
        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(2);
    }

    @Test
    void writesAnErrorForAGateWithoutAVerdict() throws Exception {
        Document document = parsed(Gates.gate(Gates.document(METRICS), null, GateStatus.ERROR, null, List.of()));
        assertThat(child(document, "testsuite").getAttribute("errors")).isEqualTo("1");
        assertThat(child(document, "error").getAttribute("message")).isEqualTo("The dataset faq@1 does not exist.");
    }

    private static Element child(Document document, String name) {
        return (Element) document.getElementsByTagName(name).item(0);
    }

    private static Document parsed(Gate gate) throws Exception {
        String xml = new JUnitReport().write(gate);
        SchemaFactory.newDefaultInstance()
                .newSchema(JUnitReportTest.class.getResource("jenkins-junit.xsd"))
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
        Document document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)));
        for (String suites : new String[] {"testsuites", "testsuite"}) {
            Element counted = child(document, suites);
            assertThat(counted.getAttribute("tests")).isEqualTo(count(document, "testcase"));
            assertThat(counted.getAttribute("failures")).isEqualTo(count(document, "failure"));
            assertThat(counted.getAttribute("errors")).isEqualTo(count(document, "error"));
        }
        assertThat(child(document, "testsuite").getAttribute("skipped")).isEqualTo(count(document, "skipped"));
        return document;
    }

    private static String count(Document document, String element) {
        return String.valueOf(document.getElementsByTagName(element).getLength());
    }
}
