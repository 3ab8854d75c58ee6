package io.plumbline.eval.gate.report;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStatus;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes a gate as JUnit XML, which every CI system reads: one test case per check. FAIL is a failure,
/// INCONCLUSIVE an error, with its reason as message and as text, since systems show one or the other. A gate
/// without a verdict is one test case with an error. Always well-formed: characters invalid in XML 1.0, escaped
/// or not, become U+FFFD.
public final class JUnitReport {

    /// In UTC, to the second and without a zone: the form of the strictest schema.
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    public String write(Gate gate) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            suite(xml, gate);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("cannot write XML", e);
        }
        return text.append('\n').toString();
    }

    private static void suite(XMLStreamWriter xml, Gate gate) throws XMLStreamException {
        List<GateCheck> checks = gate.checks();
        boolean ended = gate.status() == GateStatus.DONE;
        long failures = count(checks, "FAIL");
        long errors = count(checks, "INCONCLUSIVE") + (ended ? 0 : 1);
        int tests = checks.size() + (ended ? 0 : 1);
        xml.writeStartElement("testsuites");
        for (boolean outer : new boolean[] {true, false}) {
            if (!outer) {
                xml.writeStartElement("testsuite");
            }
            attribute(xml, "name", outer ? "plumbline" : gate.suite());
            attribute(xml, "tests", String.valueOf(tests));
            attribute(xml, "failures", String.valueOf(failures));
            attribute(xml, "errors", String.valueOf(errors));
            attribute(xml, "time", seconds(gate));
        }
        // Jenkins' schema knows it of one suite alone.
        attribute(xml, "skipped", String.valueOf(count(checks, "SKIPPED")));
        attribute(xml, "timestamp", TIMESTAMP.format(gate.createdAt()));
        properties(xml, gate);
        for (GateCheck check : checks) {
            testCase(xml, gate, check);
        }
        if (!ended) {
            start(xml, gate, "gate");
            outcome(
                    xml,
                    "error",
                    gate.status().name(),
                    gate.error() == null ? "The gate was cancelled." : gate.error());
            xml.writeEndElement();
        }
    }

    private static void properties(XMLStreamWriter xml, Gate gate) throws XMLStreamException {
        xml.writeStartElement("properties");
        property(xml, "gate", gate.id().toString());
        property(xml, "candidate", gate.candidate().label());
        if (gate.baseline() != null) {
            property(xml, "baseline", gate.baseline().label());
        }
        String origin = GateNarrative.origin(gate);
        if (origin != null) {
            property(xml, "baselineOrigin", origin);
        }
        String evidence = GateNarrative.evidence(gate);
        if (evidence != null) {
            property(xml, "evidence", evidence);
        }
        if (gate.commit() != null) {
            property(xml, "commit", gate.commit());
        }
        for (GateNarrative.Fact fact : GateNarrative.serving(gate)) {
            property(xml, fact.key(), fact.text());
        }
        if (gate.verdict() != null) {
            property(xml, "verdict", gate.verdict().name());
        }
        xml.writeEndElement();
    }

    private static void property(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeEmptyElement("property");
        attribute(xml, "name", name);
        attribute(xml, "value", value);
    }

    private static void testCase(XMLStreamWriter xml, Gate gate, GateCheck check) throws XMLStreamException {
        start(xml, gate, check.name());
        switch (check.outcome()) {
            case "FAIL" -> outcome(xml, "failure", check.outcome(), check.reason());
            case "INCONCLUSIVE" -> outcome(xml, "error", check.outcome(), check.reason());
            case "SKIPPED" -> outcome(xml, "skipped", check.outcome(), check.reason());
            default -> {
                xml.writeStartElement("system-out");
                xml.writeCharacters(legal(check.reason()));
                xml.writeEndElement();
            }
        }
        xml.writeEndElement();
    }

    private static void start(XMLStreamWriter xml, Gate gate, String name) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute(xml, "classname", "plumbline." + gate.suite());
        attribute(xml, "name", name);
        attribute(xml, "time", "0");
    }

    private static void outcome(XMLStreamWriter xml, String element, String type, String reason)
            throws XMLStreamException {
        xml.writeStartElement(element);
        attribute(xml, "message", reason);
        if (!element.equals("skipped")) {
            attribute(xml, "type", type);
            xml.writeCharacters(legal(reason));
        }
        xml.writeEndElement();
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, legal(value));
    }

    private static long count(List<GateCheck> checks, String outcome) {
        return checks.stream().filter(check -> check.outcome().equals(outcome)).count();
    }

    private static String seconds(Gate gate) {
        Instant started = gate.startedAt();
        Instant finished = gate.finishedAt();
        double seconds = started == null || finished == null
                ? 0
                : Duration.between(started, finished).toMillis() / 1e3;
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    /// Replaces characters invalid in XML 1.0.
    private static String legal(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        text.codePoints().map(c -> isLegal(c) ? c : '\uFFFD').forEach(legal::appendCodePoint);
        return legal.toString();
    }

    private static boolean isLegal(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
