package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.guard.AnswerGuard;
import io.plumbline.gateway.guard.OutputGuard;
import org.springframework.stereotype.Component;

/// Creates the guard of a call's answer, through which the [Delivery] forwards it. Thread-safe.
@Component
final class GuardOutputStage {

    private final OutputGuard guard;

    GuardOutputStage(OutputGuard guard) {
        this.guard = guard;
    }

    AnswerGuard begin(ReservedCall reserved) {
        ResolvedCall call = reserved.resolved();
        if (reserved.form().holdsStreams()) {
            call.delivery().hold();
        }
        return guard.answer(
                        call.policy(),
                        call.team(),
                        call.hidden(),
                        call.account().guards(),
                        reserved.surroundings(),
                        call.tools())
                .erasing(reserved.spotlight());
    }
}
