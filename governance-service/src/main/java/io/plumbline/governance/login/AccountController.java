package io.plumbline.governance.login;

import io.plumbline.governance.user.Account;
import io.plumbline.governance.user.Password;
import io.plumbline.governance.user.Users;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.AccessProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.OpenToAll;
import io.plumbline.kit.tenancy.Tenancy;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// A user's own account, whatever their roles. Needs the user's own token: an API key has no account. Open to
/// every role, so the paths are not public ones.
@RestController
@RequestMapping("/api/v1/account")
@Tag(name = "account")
class AccountController {

    /// Guesses count per user, wherever they come from: the caller already has a token.
    private static final String ANY_ADDRESS = "account";

    private static final Users.Pointers POINTERS = new Users.Pointers("/currentPassword", "/newPassword");

    private final Users users;
    private final SignInThrottle throttle;

    AccountController(Users users, SignInThrottle throttle) {
        this.users = users;
        this.throttle = throttle;
    }

    record PasswordChange(
            @NotNull @Size(max = 200) String currentPassword,
            @NotNull @Password String newPassword) {

        @Override
        public String toString() {
            return "PasswordChange";
        }
    }

    /// Returns the account of the user whose token it is.
    @GetMapping
    @OpenToAll
    Account get() {
        UUID id = self();
        return Tenancy.callAsPlatform(() -> users.account(id));
    }

    /// Changes the own password, and ends all sessions of the user. Limited to five wrong guesses in a quarter
    /// of an hour.
    @PutMapping("/password")
    @OpenToAll
    @ResponseStatus(HttpStatus.NO_CONTENT)
    ResponseEntity<Void> changePassword(@Valid @RequestBody PasswordChange change) {
        UUID id = self();
        if (throttle.begin(id.toString(), ANY_ADDRESS).stopped() != null) {
            throw wrong("was wrong too often; wait a quarter of an hour");
        }
        Tenancy.runAs(
                java.util.Set.of(Caller.EVERY_TEAM),
                () -> users.changeOwnPassword(id, change.currentPassword(), change.newPassword(), POINTERS));
        throttle.succeeded(id.toString(), ANY_ADDRESS);
        return ResponseEntity.noContent().build();
    }

    private static ProblemException wrong(String message) {
        return RequestProblem.INVALID_REQUEST.because("Nothing was changed.").at(POINTERS.current(), message);
    }

    private static UUID self() {
        Caller caller = Callers.current();
        if (caller.type() != Caller.ActorType.USER) {
            throw AccessProblem.FORBIDDEN.because("Only users have an account. Use a user's token.");
        }
        return UUID.fromString(caller.id());
    }
}
