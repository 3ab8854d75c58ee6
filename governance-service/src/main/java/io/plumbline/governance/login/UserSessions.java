package io.plumbline.governance.login;

import io.plumbline.governance.token.RefreshTokens;
import java.util.UUID;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/// The sessions of a user: those of browsers here, and those at clients that keep people signed in.
@Component
class UserSessions {

    private final FindByIndexNameSessionRepository<? extends Session> sessions;
    private final RefreshTokens refreshTokens;

    UserSessions(FindByIndexNameSessionRepository<? extends Session> sessions, RefreshTokens refreshTokens) {
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
    }

    /// Ends all of them. Without this, a client whose session ended would sign its browser in again unasked.
    void endAllOf(UUID userId) {
        refreshTokens.deleteOf(userId);
        sessions.findByPrincipalName(userId.toString()).keySet().forEach(sessions::deleteById);
    }
}
