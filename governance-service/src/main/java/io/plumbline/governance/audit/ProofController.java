package io.plumbline.governance.audit;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationManager;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

@RestController
@RequestMapping("/api/v1/audit/events")
class ProofController {

    static final MediaType TEXT = MediaType.parseMediaType("text/plain;charset=UTF-8");

    private final Proofs proofs;
    private final AuditEvents events;
    private final EventVerifier verifier;
    private final ContentNegotiationManager negotiation;

    ProofController(
            Proofs proofs,
            AuditEvents events,
            EventVerifier verifier,
            @Qualifier("mvcContentNegotiationManager") ContentNegotiationManager negotiation) {
        this.proofs = proofs;
        this.events = events;
        this.verifier = verifier;
        this.negotiation = negotiation;
    }

    /// Returns the inclusion proof of an event, by `Accept`: JSON, or text as a C2SP tlog-proof
    /// (c2sp.org/tlog-proof), which is verified offline with only the log's verifier key.
    @GetMapping(
            path = "/{id}/proof",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE})
    @RequiresPermission(Permission.AUDIT_READ)
    @ApiResponse(
            responseCode = "200",
            description = "The inclusion proof.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = ProofView.class)),
                @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string"))
            })
    ResponseEntity<Object> proof(@PathVariable UUID id, NativeWebRequest request)
            throws HttpMediaTypeNotAcceptableException {
        boolean text = prefersText(negotiation.resolveMediaTypes(request));
        Proofs.ProvenEvent proven = proofs.of(id);
        return text
                ? ResponseEntity.ok().contentType(TEXT).body(proven.proof().format())
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(ProofView.from(proven));
    }

    /// Verifies an event as it is stored now: its bytes, its leaf, its path to the newest signed checkpoint, and that
    /// checkpoint's signature.
    @GetMapping("/{id}/verification")
    @RequiresPermission(Permission.AUDIT_READ)
    EventVerification verification(@PathVariable UUID id) {
        AuditEvents.PlacedEvent placed = events.get(id);
        return verifier.verify(placed.event(), placed.index());
    }

    /// Whether the client prefers text to JSON.
    private static boolean prefersText(List<MediaType> accepted) {
        for (MediaType type : accepted) {
            if (type.includes(MediaType.APPLICATION_JSON)) {
                return false;
            }
            if (type.includes(MediaType.TEXT_PLAIN)) {
                return true;
            }
        }
        return false;
    }
}
