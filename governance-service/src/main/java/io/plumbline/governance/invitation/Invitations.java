package io.plumbline.governance.invitation;

import io.plumbline.clients.governance.InvitedAnnotator;
import io.plumbline.governance.invitation.InvitationStore.Invited;
import io.plumbline.governance.user.SignedInUser;
import io.plumbline.governance.user.Users;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.SecurityProperties;
import io.plumbline.kit.security.credential.ApiKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Invites annotators: creates a user with the role annotator alone and without a usable password, and a link that
/// opens their session once within a week. Another link can replace it. The end of an invitation disables the user.
/// An invitation leads only to the role annotator in its team: after other grants, its links are useless, and its end
/// does not disable the user.
@Service
public class Invitations {

    /// The page behind the link.
    public static final String PAGE = "/invitation";

    private static final Duration VALID = Duration.ofDays(7);

    private final InvitationStore invitations;
    private final Users users;
    private final AuditTrail trail;
    private final SecurityProperties security;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Invitations(InvitationStore invitations, Users users, AuditTrail trail, SecurityProperties security, Clock clock) {
        this.invitations = invitations;
        this.users = users;
        this.trail = trail;
        this.security = security;
        this.clock = clock;
    }

    /// @throws io.plumbline.kit.problem.ProblemException 400 if the team does not exist
    @Transactional
    public InvitedAnnotator invite(String team) {
        Invited invited = new Invited(users.createAnnotator(team, ApiKey.newSecret(random)), team);
        String token = ApiKey.newSecret(random);
        Instant until = clock.instant().plus(VALID);
        invitations.insert(invited, ApiKey.sha256(token), clock.instant(), until);
        trail.append(entry(InvitationAction.CREATED, invited));
        return new InvitedAnnotator(invited.user(), link(token), until);
    }

    /// Replaces the link. The former one no longer works.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 404 if the user was not invited by link into this team, is
    ///     disabled, or has other grants
    @Transactional
    public InvitedAnnotator renew(UUID user, String team) {
        Invited invited = invitations
                .find(user)
                .filter(found -> found.team().equals(team)
                        && users.signedInAnnotator(user, team).isPresent())
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because(
                        "This user is not an annotator invited by link into the team."));
        String token = ApiKey.newSecret(random);
        Instant until = clock.instant().plus(VALID);
        invitations.renew(user, ApiKey.sha256(token), until);
        trail.append(entry(InvitationAction.CREATED, invited));
        return new InvitedAnnotator(user, link(token), until);
    }

    /// Uses the token of a link.
    ///
    /// @return the user to sign in; empty if the token is unknown, used or expired, or the user is disabled or has
    ///     other grants than the invitation gave
    @Transactional
    public Optional<SignedInUser> use(String token) {
        return invitations.use(ApiKey.sha256(token), clock.instant()).flatMap(invited -> {
            Optional<SignedInUser> user = users.signedInAnnotator(invited.user(), invited.team());
            user.ifPresent(_ -> trail.append(entry(InvitationAction.USED, invited)));
            return user;
        });
    }

    /// Refuses (404) a user who may not annotate in a team.
    @Transactional(readOnly = true)
    public void check(UUID user, String team) {
        if (!users.mayAnnotate(user, team)) {
            throw RequestProblem.NOT_FOUND.because("No user with this id may annotate in the team.");
        }
    }

    /// Ends the access of a user who was invited by link into that team; does nothing for others.
    @Transactional
    public void withdraw(UUID user, String team) {
        invitations.find(user).filter(found -> found.team().equals(team)).ifPresent(invited -> {
            invitations.withdraw(user);
            if (users.disableAnnotator(user, team)) {
                trail.append(entry(InvitationAction.WITHDRAWN, invited));
            }
        });
    }

    private String link(String token) {
        return security.issuer().resolve(PAGE) + "?token=" + token;
    }

    private static AuditEntry entry(InvitationAction action, Invited invited) {
        return AuditEntry.of(action, invited.team(), "user", invited.user().toString());
    }
}
