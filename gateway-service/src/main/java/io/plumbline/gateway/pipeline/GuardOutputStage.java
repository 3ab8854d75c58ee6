package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.guard.answer.OutputGuard;
import io.plumbline.gateway.pipeline.call.ReservedCall;
import io.plumbline.gateway.pipeline.call.ResolvedCall;
import org.springframework.stereotype.Component;

/// Creates the guard of a call's answer, through which the `Delivery` forwards it. Thread-safe.
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
