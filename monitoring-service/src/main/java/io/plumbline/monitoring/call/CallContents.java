package io.plumbline.monitoring.call;

import io.plumbline.audit.Actor;
import io.plumbline.audit.PayloadReader;
import io.plumbline.audit.PayloadState;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.call.CallQuery.CallSource;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the stored content of calls. Each read is logged with its reader and purpose, in the same transaction.
/// The request role may not read the audit log, so this uses the worker role, and only for a call that the caller
/// may see.
@Service
class CallContents {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PayloadReader payloads;
    private final TransactionTemplate transactions;

    CallContents(PayloadReader payloads, TransactionTemplate transactions) {
        this.payloads = payloads;
        this.transactions = transactions;
    }

    /// The content of a call, as the policy allowed it to be stored.
    ///
    /// @param content what the provider received and sent, with placeholders for redacted values; null unless the
    ///     state is KEPT
    /// @param since when it expired or was erased; null in other states
    record CallContent(
            UUID callId,
            ContentState state,
            @Nullable JsonNode content,
            @Nullable Instant since) {}

    /// States of a call's content.
    enum ContentState {
        KEPT,
        /// The content was never stored.
        NONE,
        EXPIRED,
        /// The data subject was erased.
        ERASED,
        /// Missing without an explanation in the log.
        MISSING
    }

    /// The content of an unguarded call was never stored, so there is no read to record.
    CallContent read(ListedCall call, Caller by, String purpose) {
        if (call.caller().source() == CallSource.OTLP) {
            return new CallContent(call.callId(), ContentState.NONE, null, null);
        }
        Actor actor = new Actor(by.type().name().toLowerCase(Locale.ROOT).replace('_', '-'), by.id());
        PayloadReader.Answer answer =
                Tenancy.asWorker(() -> transactions.execute(_ -> payloads.read(call.callId(), actor, purpose)));
        JsonNode content = answer.content().map(JSON::readTree).orElse(null);
        return switch (answer.state()) {
            case PayloadState.Kept _ -> new CallContent(call.callId(), ContentState.KEPT, content, null);
            case PayloadState.None _ -> new CallContent(call.callId(), ContentState.NONE, null, null);
            case PayloadState.Expired expired ->
                new CallContent(call.callId(), ContentState.EXPIRED, null, expired.at());
            case PayloadState.Erased erased -> new CallContent(call.callId(), ContentState.ERASED, null, erased.at());
            case PayloadState.Missing _ -> new CallContent(call.callId(), ContentState.MISSING, null, null);
        };
    }
}
