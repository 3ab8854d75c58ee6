package io.plumbline.eval.gate.baseline;

import io.plumbline.audit.UuidV7;
import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.suite.SuiteCatalog;
import io.plumbline.kit.audit.AuditTrail;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/// Configures baselines.
@Configuration(proxyBeanMethods = false)
class BaselineConfiguration {

    @Bean
    BaselineApprovalSync baselineApprovalSync(
            BaselineApprovalStore approvals,
            AuditTrail trail,
            TransactionTemplate transactions,
            GovernanceClient governance,
            Clock clock) {
        return new BaselineApprovalSync(approvals, governance, trail, transactions, clock);
    }

    @Bean
    BaselineLookup baselineLookup(
            BaselineApprovalStore approvals, TransactionTemplate transactions, BaselineApprovalSync sync) {
        return new BaselineLookup(approvals, sync, transactions);
    }

    @Bean
    BaselineService baselineService(
            BaselineApprovalStore approvals,
            BaselineApprovalSync sync,
            SuiteCatalog suites,
            GateStore gates,
            GovernanceClient governance,
            AuditTrail trail,
            TransactionTemplate transactions,
            UuidV7 ids,
            Clock clock) {
        return new BaselineService(
                approvals,
                sync,
                suites,
                gates,
                governance,
                trail,
                new BaselineService.Surroundings(transactions, ids, clock));
    }
}
