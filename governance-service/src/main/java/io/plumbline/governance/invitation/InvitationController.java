package io.plumbline.governance.invitation;

import io.plumbline.clients.governance.InvitedAnnotator;
import io.plumbline.governance.team.TeamName;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Invitations of services on behalf of their callers, whose permission the service has checked.
@RestController
@RequestMapping("/internal/v1/annotators")
class InvitationController {

    private final Invitations invitations;

    InvitationController(Invitations invitations) {
        this.invitations = invitations;
    }

    record InvitationRequest(@NotNull @TeamName String team) {}

    @PostMapping
    @RequiresPermission(Permission.ANNOTATOR_INVITE)
    InvitedAnnotator invite(@Valid @RequestBody InvitationRequest request) {
        return invitations.invite(request.team());
    }

    @PostMapping("/{user}/links")
    @RequiresPermission(Permission.ANNOTATOR_INVITE)
    InvitedAnnotator renew(@PathVariable UUID user, @Valid @RequestBody InvitationRequest request) {
        return invitations.renew(user, request.team());
    }

    @DeleteMapping("/{user}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.ANNOTATOR_INVITE)
    void withdraw(@PathVariable UUID user, @RequestParam @TeamName String team) {
        invitations.withdraw(user, team);
    }

    /// Whether a user may annotate in a team: 404 if not.
    @GetMapping("/{user}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.ANNOTATOR_INVITE)
    void check(@PathVariable UUID user, @RequestParam @TeamName String team) {
        invitations.check(user, team);
    }
}
