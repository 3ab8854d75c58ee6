package io.plumbline.gateway.accounting;

import io.plumbline.audit.AuditEvent;
import io.plumbline.gateway.budget.ledger.BudgetCharge;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.testkit.ServiceUnderTest;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reports a call again, as a gateway does that ended between storing and writing down that it had.
public final class CallReplay {

    private CallReplay() {}

    public static void again(ServiceUnderTest service, String callId) {
        again(service, callId, List.of());
    }

    /// The same, with charges.
    public static void again(ServiceUnderTest service, String callId, List<BudgetCharge> charges) {
        byte[] leaf = JdbcClient.create(service.database().superuser())
                .sql("select canonical from audit.event where id = ?::uuid")
                .param(callId)
                .query((row, _) -> row.getBytes(1))
                .single();
        byte[] record = withoutPayload(AuditEvent.parse(leaf), charges);
        service.bean(CallSink.class)
                .store(List.of(service.bean(KeyEncryptionKey.class)
                        .sealer(CallLedger.SEAL_PURPOSE)
                        .seal(record, CallLedger.SEAL_CONTEXT)));
    }

    /// The same call, with less to say: it must change nothing.
    private static byte[] withoutPayload(AuditEvent event, List<BudgetCharge> charges) {
        AuditEvent bare = AuditEvent.builder(event.id())
                .service(event.service())
                .team(event.team())
                .actor(event.actor())
                .action(event.action())
                .resource(event.resource())
                .attributes(event.attributes())
                .build();
        return CallRecord.encode(bare.canonical(), null, charges);
    }
}
