package io.plumbline.monitoring.feedback;

import io.plumbline.kit.web.Paging;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// The feedback on a call, for other capabilities.
@Component
public class CallFeedback {

    private static final int MOST = 100;

    private final FeedbackLedger ledger;

    CallFeedback(FeedbackLedger ledger) {
        this.ledger = ledger;
    }

    /// Returns the newest feedback on a call, newest first, at most a hundred.
    public List<FeedbackResponse> of(UUID callId) {
        return ledger.list(callId, new Paging(MOST, null))
                .map(FeedbackResponse::from)
                .items();
    }
}
