package io.plumbline.console.audit;

import io.plumbline.console.audit.AuditClient.Event;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Formats;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// The report of an evidence pack for readers: a sentence for each event, its members, and its proof.
@Component
final class EvidenceReport {

    private final ActorNames names;
    private final Formats formats;

    EvidenceReport(ActorNames names, Formats formats) {
        this.names = names;
        this.formats = formats;
    }

    /// Returns the report as a PDF.
    byte[] of(EvidencePack pack) throws IOException {
        EvidencePack.Manifest manifest = pack.manifest();
        List<Event> events = manifest.events().stream().map(pack::event).toList();
        Map<String, String> known = names.of(AuditPages.actorsOf(events));
        try (PdfPages pdf = new PdfPages("Plumbline · Evidence from the audit log")) {
            pdf.title("Evidence from the audit log");
            pdf.text(manifest.events().size() + " events of the log " + manifest.origin() + ", packed on "
                    + formats.time(manifest.createdAt()) + " UTC.");
            pdf.text(
                    "Each event is a leaf of a Merkle tree (RFC 9162). Its proof leads from the leaf to the root in the"
                            + " checkpoint below, which the log's key signed. To verify without this server: the leaf hash is"
                            + " the SHA-256 of a zero byte followed by the event's bytes; compute the root from it and the"
                            + " hashes of the proof; compare it with the root in the checkpoint; verify the checkpoint's"
                            + " signature with a copy of the key that you saved earlier.");
            pdf.heading("Checkpoint");
            pdf.pair("Log", manifest.origin());
            pdf.pair("Leaves", formats.number(manifest.size()));
            pdf.pair("Root", manifest.root());
            pdf.code(pack.text("checkpoint"));
            pdf.pair("Key", pack.text("verifier-key.txt").strip());
            pdf.heading("Events");
            for (int i = 0; i < events.size(); i++) {
                event(pdf, pack, manifest.events().get(i), events.get(i), known);
            }
            return pdf.bytes();
        }
    }

    private void event(
            PdfPages pdf, EvidencePack pack, EvidencePack.Entry entry, Event event, Map<String, String> known)
            throws IOException {
        pdf.item(EventSentences.of(event, known));
        pdf.pair("Time", event.time() == null ? "–" : event.time().toString());
        pdf.pair("Action", formats.text(event.action()) + ", " + formats.words(event.outcome()));
        pdf.pair("Team", event.team());
        if (event.actor() != null) {
            pdf.pair(
                    "Actor",
                    known.getOrDefault(event.actor().id(), event.actor().id()) + " ("
                            + event.actor().type() + " " + event.actor().id() + ")");
        }
        if (event.resource() != null) {
            pdf.pair(
                    "Resource", event.resource().type() + " " + event.resource().reference());
        }
        pdf.pair("Event", entry.id().toString());
        pdf.pair(
                "Leaf",
                entry.index() == null
                        ? "not covered by the checkpoint yet"
                        : entry.index().toString());
        pdf.pair("Leaf hash", entry.leafHash());
        String proof = pack.text("proofs/" + entry.id() + ".tlog-proof");
        if (!proof.isEmpty()) {
            pdf.pair("Proof", String.join(" ", hashes(proof)));
        }
    }

    /// Returns the hashes of a proof: its lines after the index, up to the empty line.
    private static List<String> hashes(String proof) {
        return proof.lines().skip(2).takeWhile(line -> !line.isEmpty()).toList();
    }
}
