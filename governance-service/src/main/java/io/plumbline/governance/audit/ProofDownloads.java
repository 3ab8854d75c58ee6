package io.plumbline.governance.audit;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/// Downloads for verifying an event elsewhere: the API's proofs and the event's bytes, for signed-in users.
@Controller
@Hidden
@RequestMapping("/audit/{id}")
class ProofDownloads {

    private final Proofs proofs;
    private final AuditEvents events;

    ProofDownloads(Proofs proofs, AuditEvents events) {
        this.proofs = proofs;
        this.events = events;
    }

    @GetMapping("/proof")
    @RequiresPermission(Permission.AUDIT_READ)
    ResponseEntity<ProofView> json(@PathVariable UUID id) {
        return file(id + ".proof.json", MediaType.APPLICATION_JSON).body(ProofView.from(proofs.of(id)));
    }

    @GetMapping("/tlog-proof")
    @RequiresPermission(Permission.AUDIT_READ)
    ResponseEntity<String> text(@PathVariable UUID id) {
        return file(id + ".tlog-proof", ProofController.TEXT)
                .body(proofs.of(id).proof().format());
    }

    /// Returns the exact bytes that the leaf hashes.
    @GetMapping("/leaf")
    @RequiresPermission(Permission.AUDIT_READ)
    ResponseEntity<byte[]> leaf(@PathVariable UUID id) {
        return file(id + ".event.json", MediaType.APPLICATION_OCTET_STREAM)
                .body(events.get(id).event().canonical());
    }

    private static ResponseEntity.BodyBuilder file(String name, MediaType type) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString());
    }
}
