package io.plumbline.monitoring.alert.silence;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/// A silence in the API.
record AlertSilenceResponse(@JsonUnwrapped AlertSilence silence, State state) {

    /// Whether it applies now.
    enum State {
        SCHEDULED,
        ACTIVE,
        ENDED
    }

    static AlertSilenceResponse of(AlertSilence silence, Instant now) {
        State state =
                silence.isActive(now) ? State.ACTIVE : now.isBefore(silence.startsAt()) ? State.SCHEDULED : State.ENDED;
        return new AlertSilenceResponse(silence, state);
    }
}
