package io.plumbline.console.account;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PutExchange;

/// The signed-in user's own account.
@ServiceApi(RemoteService.GOVERNANCE)
@HttpExchange("/api/v1/account")
interface AccountClient {

    @GetExchange
    Account get();

    @PutExchange("/password")
    void changePassword(@RequestBody PasswordChange body);

    /// The account.
    record Account(
            UUID id,
            String username,
            List<AccountGrant> grants,
            Instant createdAt,
            @Nullable Instant lastSignInAt) {}

    /// A role in a team.
    record AccountGrant(String team, String role) {}

    /// The body that changes the own password.
    record PasswordChange(String currentPassword, String newPassword) {

        @Override
        public String toString() {
            return "PasswordChange";
        }
    }
}
